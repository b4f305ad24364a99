"""The one error that a file can raise. Knows nothing of who shows it."""

from pathlib import Path


class FormatError(ValueError):
    """A file cannot be read, or says something that cannot be true.

    Parameters
    ----------
    path
        The file.
    where
        The place in it, for a person: ``"line 12"``, ``"dataset positions"``; empty for all of it.
    why
        What is wrong and, where that is not obvious, what to do.
    """

    def __init__(self, path: str | Path, where: str, why: str) -> None:
        self.path, self.where, self.why = Path(path), where, why
        super().__init__(f"{path}: {where}: {why}" if where else f"{path}: {why}")
