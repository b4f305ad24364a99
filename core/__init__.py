"""Recordings, labels, models and metrics. Knows nothing of windows and nothing of training."""
