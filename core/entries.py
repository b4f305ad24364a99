"""The recordings of a project: where their files are, and whether they are still the same."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from core.checked import Json
from core.errors import FormatError
from core.progress import Progress, Steps

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Entry:
    """A recording as a project knows it.

    Parameters
    ----------
    id
        Names its labels and its journal; letters, digits, ``-``, ``_`` and ``.`` only.
    name
        What people call it; unique in the project.
    path
        Its file.
    sha256
        Of the content of the file.
    size, modified_ns
        Bytes, and nanoseconds since 1970, when its content was last compared with `sha256`.
    n_frames, fps
        Its length and rate.
    """

    id: str
    name: str
    path: Path
    sha256: str
    size: int
    modified_ns: int
    n_frames: int
    fps: float

    def __post_init__(self) -> None:
        if not self.id or self.id != safe(self.id):
            raise ValueError(f"{self.id!r} cannot be the identifier of a recording")
        if not self.name:
            raise ValueError(f"the recording {self.id!r} has no name")
        if self.n_frames < 1 or not 0 < self.fps <= 100_000:
            raise ValueError(
                f"{self.name!r} cannot have {self.n_frames} frames, {self.fps} a second"
            )

    @classmethod
    def of(cls, path: Path, id: str, name: str, n_frames: int, fps: float) -> "Entry":  # noqa: A002
        """The entry of a file, which is read to its end for its hash."""
        path = path.absolute()
        status = path.stat()
        return cls(id, name, path, sha256(path), status.st_size, status.st_mtime_ns, n_frames, fps)

    def trouble(self, thorough: bool = False) -> str:
        """What is wrong with the file: missing, or changed; empty if it is as it was.

        Parameters
        ----------
        thorough
            Whether to read it even if size and time of change are the same. If only the time is
            another one it is always read.
        """
        try:
            status = self.path.stat()
            if status.st_size != self.size:
                return f"has changed: {status.st_size:,} bytes instead of {self.size:,}"
            if (thorough or status.st_mtime_ns != self.modified_ns) and not self.is_in(self.path):
                return "has changed: other content of the same length"
        except FileNotFoundError:
            return "is missing; it may have been moved"
        except OSError as error:
            return f"cannot be read: {error.strerror or error}"
        return ""

    def is_in(self, path: Path) -> bool:
        """Whether a file has the content of this recording."""
        return path.stat().st_size == self.size and sha256(path) == self.sha256

    def moved_to(self, path: Path) -> "Entry":
        """The same recording in another place.

        Raises
        ------
        FormatError
            If the file there has another content.
        """
        if not self.is_in(path):
            raise FormatError(path, "", f"is not {self.name}: its content is another one")
        return replace(self, path=path.absolute(), modified_ns=path.stat().st_mtime_ns)

    def as_json(self, folder: Path) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "path": written_path(self.path, folder),
            "sha256": self.sha256,
            "size": self.size,
            "modified_ns": self.modified_ns,
            "n_frames": self.n_frames,
            "fps": self.fps,
        }

    @classmethod
    def from_json(cls, content: Json, folder: Path) -> "Entry":
        path = Path(os.path.normpath(folder / PurePosixPath(content["path"])))
        return cls(
            str(content["id"]),
            str(content["name"]),
            path,
            str(content["sha256"]),
            int(content["size"]),
            int(content["modified_ns"]),
            int(content["n_frames"]),
            float(content["fps"]),
        )


def found_in(folder: Path, entries: Sequence[Entry]) -> Steps[dict[str, Entry]]:
    """The recordings whose content is somewhere below a folder, in their new place, by identifier.

    Files of the same name are looked at first; others only if their length fits.
    """
    files = [path for path in folder.rglob("*") if path.is_file()]
    found = {}
    for number, entry in enumerate(entries):
        yield Progress(number, len(entries), f"Looking for {entry.name}")
        files.sort(key=lambda path: path.name != entry.path.name)
        for path in files:
            if entry.is_in(path):
                found[entry.id] = entry.moved_to(path)
                break
    return found


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def safe(name: str) -> str:
    """A name that every file system can have: other characters than those of an id become ``-``."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)
    return kept.strip(".-")[:100] or "recording"


def free(name: str, taken: Iterable[str]) -> str:
    """The name, or the first of name-2, name-3, … that differs from all, in any case."""
    used = {one.casefold() for one in taken}
    number, proposed = 1, name
    while proposed.casefold() in used:
        number += 1
        proposed = f"{name}-{number}"
    return proposed


def written_path(path: Path, folder: Path) -> str:
    """A path as a project says it: relative where project and recording move together."""
    if path.is_relative_to(folder.parent):
        return Path(os.path.relpath(path, folder)).as_posix()
    return path.as_posix()
