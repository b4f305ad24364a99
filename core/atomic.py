"""Files that appear whole or not at all. Knows nothing of what is in them."""

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import FormatError

_TOKEN = 8
_NO_FOLDERS = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EISDIR)
"""What file systems answer that cannot be told to write a folder to disk."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file to write instead of ``path``; it takes its place when the block ends.

    It is in the same folder and has the same suffix. If the block fails or is stopped, it is
    removed, and whatever ``path`` was stays as it was. When the block has ended, the disk has both
    the content and the name.

    Raises
    ------
    FormatError
        If the file cannot be written, with the reason.
    """
    with _placing(path, Path.replace) as temporary:
        yield temporary


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """As `replacing`, but what is there already stays: then it is a `FileExistsError`."""
    with _placing(path, _link) as temporary:
        yield temporary


@contextmanager
def _placing(path: Path, place: Callable[[Path, Path], object]) -> Iterator[Path]:
    # Not path.name plus something: a name may already be as long as the file system allows.
    temporary = path.with_name(f".{secrets.token_hex(_TOKEN)}{path.suffix}")
    try:
        temporary.open("xb").close()
        try:
            yield temporary
            _flush(temporary)
            place(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
        flush_folder(path.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise FormatError(path, "", f"cannot be written: {error.strerror or error}") from error


def _link(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # Not every drive can give a file two names; what is there is then seen only if it was.
        if path.exists():
            raise FileExistsError(path) from None
        temporary.replace(path)


def remove_unfinished(folder: Path) -> None:
    """Remove what `replacing` left in a folder when it was killed; nobody may be writing there."""
    for path in folder.glob(f".{'[0-9a-f]' * 2 * _TOKEN}.*"):
        path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, so that it is still there after a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)


def flush_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder, where the system can be told to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise
    finally:
        os.close(descriptor)


def _flush(path: Path) -> None:
    """Wait until the disk has it: else a power cut may spare the new name but not the content."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
