"""Opening HDF5 files that anybody may have written, or damaged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import h5py

from core.errors import FormatError


@contextmanager
def opened(path: Path) -> Iterator[h5py.File]:
    """The file, for as long as it is read; whatever is wrong with it becomes a `FormatError`."""
    try:
        with h5py.File(path, "r") as file:
            yield file
    except FormatError:
        raise
    except (OSError, RuntimeError, KeyError, TypeError) as error:
        raise FormatError(path, "", f"is damaged or not HDF5 ({error})") from error
