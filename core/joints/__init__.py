"""Which joint of a skeleton is which of the model's, and how that is told."""
