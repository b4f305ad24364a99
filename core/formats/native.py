"""Kinescribe's own recording file: HDF5, metres, z up, frames counted from 0.

Root attributes ``kinescribe_format = 1``, ``fps``, ``up_axis = "z"``, ``units = "m"``,
``joint_names``, ``parents`` (-1 for a root). Dataset ``positions`` float32 ``(n_frames, n_bodies,
n_joints, 3)``; optional ``valid`` bool ``(n_frames, n_bodies, n_joints)``; chunked by time. A long
file with the sums of `core.formats.in_place`, which `write` writes, stays on disk. What people said
about joints, if anything, is the attribute ``roles``: JSON, for each joint of the model the names
that it is in the middle of.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import index
from pathlib import Path
from typing import Any, TypeVar

import h5py
import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.hdf5 import opened
from core.formats.in_place import checked, in_place, place_of, write_in_place
from core.layouts import known_layout
from core.progress import Progress, Steps, part
from core.recording import Recording
from core.skeleton import Skeleton

NAME = "Kinescribe recording"
SUFFIXES: tuple[str, ...] = (".h5",)
VERSION = 1
KEPT_ON_DISK = 64_000_000
"""Bytes of positions from which on a file is not read into memory, if `write` wrote it."""

_Item = TypeVar("_Item")
_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_BYTES_PER_STEP = 4_000_000
_MOST_UNPACKED = 100
_FRAMES_PER_CHUNK = 1024
_ALIGNED = 64


def looks_like(head: bytes) -> bool:
    return head.startswith(_SIGNATURE)


def read(path: Path) -> Steps[Recording]:
    with opened(path) as file:
        for name, value in (("kinescribe_format", VERSION), ("up_axis", "z"), ("units", "m")):
            _expect(path, file, name, value)
        skeleton = _skeleton(path, file)
        fps = _fps(path, file)
        positions = _dataset(path, file, "positions", (None, None, skeleton.n_joints, 3))
        valid = None
        if "valid" in file:
            valid = _dataset(path, file, "valid", positions.shape[:3])
        written = [one for one in (positions, valid) if one is not None and place_of(one)]
        # `write` wrote what it has sums of; nobody has changed it since, so it holds together.
        stays = len(written) == 2 and positions.nbytes >= KEPT_ON_DISK
        n_parts = len(written) + (not stays)
        for number, dataset in enumerate(written):
            yield from part(checked(path, dataset), number, n_parts, f"checking {path.name}")
        if stays:
            places: Any = [in_place(path, dataset) for dataset in written]
            return Recording(places[0], places[1], skeleton, fps, path.stem)
        _check_size(path, positions)
        there = None if valid is None else valid[...].astype(bool)
        values = yield from part(_read(positions), n_parts - 1, n_parts, f"reading {path.name}")
    return Recording.measured(values, skeleton, fps, name=path.stem, valid=there)


def _read(positions: h5py.Dataset) -> Steps[npt.NDArray[np.float32]]:
    values = np.empty(positions.shape, dtype=np.float32)
    for frames in _blocks(positions):
        with np.errstate(over="ignore", invalid="ignore"):
            values[frames] = positions[frames]
        yield Progress(frames.stop, len(values))
    return values


def _check_size(path: Path, positions: h5py.Dataset) -> None:
    stored = positions.id.get_storage_size()
    if positions.nbytes > max(KEPT_ON_DISK, _MOST_UNPACKED * stored):
        why = f"should have {len(positions)} frames, but only {stored} bytes are there"
        raise FormatError(path, "dataset positions", why)


def _blocks(positions: h5py.Dataset) -> Iterator[slice]:
    """Frames to read at a time: some MB, in whole chunks, for a chunk is unpacked as a whole."""
    n_frames, frame_bytes = len(positions), positions.nbytes // len(positions)
    step = max(_BYTES_PER_STEP // frame_bytes // _FRAMES_PER_CHUNK, 1) * _FRAMES_PER_CHUNK
    for start in range(0, n_frames, step):
        yield slice(start, min(start + step, n_frames))


def write(recording: Recording, path: Path) -> None:
    """Write a recording so that `read` returns an equal one, and every part carries a checksum."""
    chunk = min(_FRAMES_PER_CHUNK, recording.n_frames)
    # Older layouts and strings of variable length have no checksums, and HDF5 may read such a file
    # forever once it is damaged.
    with h5py.File(
        path, "w", libver="v110", alignment_threshold=1024, alignment_interval=_ALIGNED
    ) as file:
        file.attrs["kinescribe_format"] = VERSION
        file.attrs["fps"] = recording.fps
        file.attrs["up_axis"] = np.bytes_("z")
        file.attrs["units"] = np.bytes_("m")
        file.attrs["joint_names"] = _fixed_length(recording.skeleton.joint_names)
        file.attrs["parents"] = np.array(recording.skeleton.parents, dtype=np.int32)
        if recording.skeleton.roles:
            file.attrs["roles"] = np.bytes_(json.dumps(dict(recording.skeleton.roles)))
        write_in_place(file, "positions", recording.positions, chunk)
        write_in_place(file, "valid", recording.valid, chunk)


def _fixed_length(words: Sequence[str]) -> npt.NDArray[np.bytes_]:
    longest = max(len(word.encode()) for word in words)
    return np.array([word.encode() for word in words], h5py.string_dtype("utf-8", longest))


def _attribute(path: Path, file: h5py.File, name: str) -> Any:
    if name not in file.attrs:
        raise FormatError(path, f"attribute {name}", "is missing: is this a Kinescribe recording?")
    found = file.attrs[name]
    return found.decode(errors="replace") if isinstance(found, bytes) else found


def _expect(path: Path, file: h5py.File, name: str, value: int | str) -> None:
    found = _attribute(path, file, name)
    if not np.array_equal(found, value):
        raise FormatError(path, f"attribute {name}", f"is {found!s}, expected {value}")


def _fps(path: Path, file: h5py.File) -> float:
    found = _attribute(path, file, "fps")
    try:
        return float(np.asarray(found, dtype=np.float64).item())
    except (TypeError, ValueError) as error:
        raise FormatError(path, "attribute fps", f"is {found!s}, expected a number") from error


def _skeleton(path: Path, file: h5py.File) -> Skeleton:
    names = _list(path, file, "joint_names", str)
    parents = _list(path, file, "parents", index)
    try:
        known = known_layout(Skeleton(names, parents))
        return replace(known, roles=_roles(path, file)) if "roles" in file.attrs else known
    except ValueError as error:
        raise FormatError(path, "attributes joint_names and parents", str(error)) from error


def _roles(path: Path, file: h5py.File) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = _attribute(path, file, "roles")
    try:
        return tuple((role, tuple(map(str, names))) for role, names in json.loads(found).items())
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise FormatError(path, "attribute roles", f"cannot be understood ({error})") from error


def _list(
    path: Path, file: h5py.File, name: str, kind: Callable[[Any], _Item]
) -> tuple[_Item, ...]:
    found = _attribute(path, file, name)
    try:
        return tuple(
            kind(item.decode() if isinstance(item, bytes) else item)
            for item in np.atleast_1d(found)
        )
    except (TypeError, ValueError) as error:
        raise FormatError(path, f"attribute {name}", f"is {found!s}, which cannot be") from error


def _dataset(path: Path, file: h5py.File, name: str, shape: tuple[int | None, ...]) -> h5py.Dataset:
    found = file.get(name)
    where = f"dataset {name}"
    if not isinstance(found, h5py.Dataset):
        raise FormatError(path, where, "is missing")
    fits = len(found.shape or ()) == len(shape) and all(
        want in (None, have) for have, want in zip(found.shape, shape, strict=True)
    )
    if not fits:
        wanted = ", ".join("any" if want is None else str(want) for want in shape)
        raise FormatError(path, where, f"has shape {found.shape}, expected ({wanted})")
    if 0 in found.shape:
        raise FormatError(path, where, f"has shape {found.shape}: there is no frame or no body")
    if found.dtype.kind not in "fiub":
        raise FormatError(path, where, f"has type {found.dtype}, expected numbers")
    return found
