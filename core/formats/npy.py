"""NumPy files: ``.npy`` of one array of positions, and ``.npz`` of several. Never pickled objects.

What the arrays can be, `core.formats.joint_arrays` says. HumanML3D has one of ``(n_frames, 22,
3)``: y up, metres, 20 frames per second. Frames are counted from 0. Specification: NumPy,
numpy.lib.format; C. Guo et al., Generating Diverse and Natural 3D Human Motions from Text, 2022.
"""

import tokenize
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from core.errors import FormatError
from core.formats.joint_arrays import Array, recording_of
from core.progress import Progress, Steps
from core.recording import Recording

NAME = "NumPy array"
SUFFIXES: tuple[str, ...] = (".npy", ".npz")

_NPY, _NPZ = b"\x93NUMPY", b"PK\x03\x04"
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, OverflowError, RuntimeError,
    NotImplementedError, SyntaxError, tokenize.TokenError, RecursionError,
)  # fmt: skip


def looks_like(head: bytes) -> bool:
    return head.startswith(_NPY) or (head.startswith(_NPZ) and b".npy" in head)


def read(path: Path, layout: str | None = None) -> Steps[Recording]:
    yield Progress(0, 1, f"reading {path.name}")
    try:
        with warnings.catch_warnings():
            # That Python 2 wrote a file, or that a name is in it twice, is no concern of anybody.
            warnings.simplefilter("ignore", UserWarning)
            arrays = {"": _one(path)} if _is_single(path) else dict(_several(path))
    except _DAMAGE as error:
        raise FormatError(path, "", f"is damaged or not of NumPy ({error})") from error
    return recording_of(arrays, layout, path.stem)


def _is_single(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_NPY)) == _NPY


def _one(path: Path) -> Array:
    with path.open("rb") as file:
        return np.asarray(np.lib.format.read_array(file, allow_pickle=False))


def _several(path: Path) -> Iterator[tuple[str, Array]]:
    """The arrays of an archive; those of objects, which are pickled, are left out."""
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if not name.endswith(".npy"):
                continue
            with archive.open(name) as member:
                try:
                    array = np.lib.format.read_array(member, allow_pickle=False)
                except ValueError as error:
                    if "allow_pickle" in str(error):
                        continue
                    raise
            yield name.removesuffix(".npy"), array
