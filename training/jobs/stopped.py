"""How a job is told to end before its time."""


class Stopped(Exception):  # noqa: N818
    """Thrown into the steps of a job; a recipe that has something to keep keeps it and returns."""
