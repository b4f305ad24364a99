"""Kinescribe's own recording file: HDF5, metres, z up, frames counted from 0.

Root attributes ``kinescribe_format = 1``, ``fps``, ``up_axis = "z"``, ``units = "m"``,
``joint_names``, ``parents`` (-1 for a root). Dataset ``positions`` float32 ``(n_frames, n_bodies,
n_joints, 3)``; optional ``valid`` bool ``(n_frames, n_bodies, n_joints)``; chunked by time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from core.errors import FormatError
from core.progress import Progress, Steps
from core.recording import Recording
from core.skeleton import Skeleton, known_layout

NAME = "Kinescribe recording"
SUFFIXES = (".h5",)
VERSION = 1

_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_FRAMES_PER_STEP = 65_536
_FRAMES_PER_CHUNK = 1024


def looks_like(head: bytes) -> bool:
    return head.startswith(_SIGNATURE)


def read(path: Path) -> Steps[Recording]:
    with _opened(path) as file:
        skeleton = _skeleton(path, file)
        fps = float(_attribute(path, file, "fps"))
        positions = _dataset(path, file, "positions", (None, None, skeleton.n_joints, 3))
        values = np.empty(positions.shape, dtype=np.float32)
        valid = None
        if "valid" in file:
            valid = _dataset(path, file, "valid", positions.shape[:3])[...].astype(bool)
        for start in range(0, len(values), _FRAMES_PER_STEP):
            stop = min(start + _FRAMES_PER_STEP, len(values))
            values[start:stop] = positions[start:stop]
            yield Progress(stop, len(values), f"reading {path.name}")
    return Recording.measured(values, skeleton, fps, name=path.stem, valid=valid)


def write(recording: Recording, path: Path) -> None:
    """Write a recording so that `read` returns an equal one."""
    chunk = min(_FRAMES_PER_CHUNK, recording.n_frames)
    with h5py.File(path, "w") as file:
        file.attrs["kinescribe_format"] = VERSION
        file.attrs["fps"] = recording.fps
        file.attrs["up_axis"] = "z"
        file.attrs["units"] = "m"
        file.attrs["joint_names"] = list(recording.skeleton.joint_names)
        file.attrs["parents"] = np.array(recording.skeleton.parents, dtype=np.int32)
        for name, values in (("positions", recording.positions), ("valid", recording.valid)):
            file.create_dataset(name, data=values, chunks=(chunk, *values.shape[1:]))


@contextmanager
def _opened(path: Path) -> Iterator[h5py.File]:
    try:
        with h5py.File(path, "r") as file:
            yield file
    except FormatError:
        raise
    except (OSError, RuntimeError, KeyError, TypeError) as error:
        raise FormatError(path, "", f"is damaged or not HDF5 ({error})") from error


def _attribute(path: Path, file: h5py.File, name: str) -> Any:
    if name not in file.attrs:
        raise FormatError(path, f"attribute {name}", "is missing: is this a Kinescribe recording?")
    return file.attrs[name]


def _skeleton(path: Path, file: h5py.File) -> Skeleton:
    expected = (("kinescribe_format", VERSION), ("up_axis", "z"), ("units", "m"))
    for name, value in expected:
        found = _attribute(path, file, name)
        if found != value:
            raise FormatError(path, f"attribute {name}", f"is {found!r}, expected {value!r}")
    names = tuple(
        name.decode() if isinstance(name, bytes) else str(name)
        for name in _attribute(path, file, "joint_names")
    )
    parents = tuple(int(parent) for parent in _attribute(path, file, "parents"))
    try:
        return known_layout(Skeleton(names, parents))
    except ValueError as error:
        raise FormatError(path, "attributes joint_names and parents", str(error)) from error


def _dataset(
    path: Path, file: h5py.File, name: str, shape: tuple[int | None, ...]
) -> h5py.Dataset:
    found = file.get(name)
    where = f"dataset {name}"
    if not isinstance(found, h5py.Dataset):
        raise FormatError(path, where, "is missing")
    fits = len(found.shape) == len(shape) and all(
        want in (None, have) for have, want in zip(found.shape, shape, strict=True)
    )
    if not fits:
        wanted = ", ".join("any" if want is None else str(want) for want in shape)
        raise FormatError(path, where, f"has shape {found.shape}, expected ({wanted})")
    if found.dtype.kind not in "fiub":
        raise FormatError(path, where, f"has type {found.dtype}, expected numbers")
    return found
