"""Questions that need an answer before something happens. Each says what will happen first."""
