"""Signals: curves of speed, distance and angle under the lanes, over the same time."""
