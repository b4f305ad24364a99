"""MATLAB files of positions, version 5 to 7.3.

What the arrays can be, `core.formats.joint_arrays` says. Frames are counted from 0. Specification:
MathWorks, MAT-File Format; version 7.3 is HDF5, with the axes the other way round.
"""

from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np

from core.formats import mat5
from core.formats.hdf5 import opened
from core.formats.joint_arrays import Array, recording_of
from core.progress import Progress, Steps
from core.recording import Recording

NAME = "MATLAB array"
SUFFIXES: tuple[str, ...] = (".mat",)

_HDF5_SIGNATURE = b"MATLAB 7.3 MAT-file"
_MOST_ARRAYS = 1000


def looks_like(head: bytes) -> bool:
    return head.startswith((mat5.SIGNATURE, _HDF5_SIGNATURE))


def read(path: Path, layout: str | None = None) -> Steps[Recording]:
    yield Progress(0, 1, f"reading {path.name}")
    with path.open("rb") as file:
        is_old = file.read(len(mat5.SIGNATURE)) == mat5.SIGNATURE
    arrays = mat5.arrays(path.read_bytes()) if is_old else _hdf5_arrays(path)
    return recording_of(arrays, layout, path.stem)


def _hdf5_arrays(path: Path) -> dict[str, Array]:
    with opened(path) as file:
        return {name: np.asarray(found[()]).T for name, found in _datasets(file)}


def _datasets(
    group: h5py.Group, prefix: str = "", depth: int = 0
) -> Iterator[tuple[str, h5py.Dataset]]:
    """The numbers in a group and, named ``structure.field``, in those below it."""
    for name in list(group)[:_MOST_ARRAYS]:
        found = group[name] if group.get(name, getlink=True).__class__ is h5py.HardLink else None
        if isinstance(found, h5py.Dataset) and found.dtype.kind in "fiu":
            yield f"{prefix}{name}", found
        elif isinstance(found, h5py.Group) and depth < 4 and not name.startswith("#"):
            yield from _datasets(found, f"{prefix}{name}.", depth + 1)
