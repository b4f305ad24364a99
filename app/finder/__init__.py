"""One line that finds everything: actions, classes, recordings and places in time."""
