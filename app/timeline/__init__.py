"""The timeline: what happens when, over the whole width of the window."""
