"""Recordings, labels, models and metrics. Knows nothing of windows (no Qt) and nothing of training."""
