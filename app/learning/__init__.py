"""The loop as the window sees it: models, jobs, and what a new model would change. No torch."""
