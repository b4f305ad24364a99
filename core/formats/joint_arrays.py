"""Arrays of positions without a header: which array of a file, and what its axes are.

An array is ``(n_frames, n_joints, 3)``, ``(n_frames, n_bodies, n_joints, 3)`` or ``(n_frames,
n_joints * 3)``. Beside it there may be a rate, names and parents. Reads no file.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from core.formats.clock import FPS
from core.layouts import LAYOUTS, SMPL22, chosen, known_layout, with_bones
from core.recording import Recording
from core.skeleton import Skeleton
from core.upright import upright

MAX_BODIES = 100
MAX_JOINTS = 1000

_RATES = ("fps", "framerate", "mocapframerate", "rate", "samplingrate", "frequency", "fs", "hz")
_LIKELY = ("positions", "joints", "joints3d", "keypoints3d", "keypoints", "skeleton", "xyz")
_HUMANML3D_FPS = 20.0
_HUMANML3D_FEATURES = 263

Array = npt.NDArray[np.generic]


def recording_of(arrays: Mapping[str, Array], layout: str | None, name: str) -> Recording:
    """The recording in a file of named arrays; a file of one array has it under no name.

    Raises
    ------
    ValueError
        If it is not clear which array it is, or which joints it has.
    """
    array = _positions(arrays)
    skeleton = _said_skeleton(arrays) or _skeleton(array.shape, layout)
    positions = _split(array, skeleton.n_joints)
    fps = _said_rate(arrays)
    if skeleton is SMPL22 and not fps and list(arrays) == [""]:
        taken = f"taken for a recording of HumanML3D: y up, metres, {_HUMANML3D_FPS:g} fps"
        return upright(
            positions, skeleton, _HUMANML3D_FPS, name=name, unit="m", up="y", warnings=(taken,)
        )
    warnings = () if fps else (f"the file does not say its frame rate; taken for {FPS:g}",)
    return upright(positions, skeleton, fps or FPS, name=name, warnings=warnings)


def _positions(arrays: Mapping[str, Array]) -> Array:
    """The array that can be positions; of several, the one with the likeliest name."""
    fitting = {name: array for name, array in arrays.items() if _may_be_positions(array)}
    if not fitting:
        shapes = ", ".join(f"{name} {array.shape}".strip() for name, array in arrays.items())
        raise ValueError(
            "holds no array of frames, joints and 3 coordinates, or of frames, bodies, joints and "
            f"3 coordinates; it has {shapes[:300] or 'nothing'}"
        )
    named = {_plain(name.rpartition(".")[2]): array for name, array in fitting.items()}
    for likely in _LIKELY:
        if likely in named:
            return named[likely]
    deepest = max(array.ndim for array in fitting.values())
    best = [array for array in fitting.values() if array.ndim == deepest]
    if len(best) > 1:
        names = ", ".join(f"{name} {array.shape}" for name, array in fitting.items())
        raise ValueError(
            f"holds several arrays that could be positions ({names}); call one of them positions"
        )
    return best[0]


def _may_be_positions(array: Array) -> bool:
    if array.dtype.kind not in "fiu" or 0 in array.shape:
        return False
    if array.ndim == 2:
        return (array.shape[1] >= 9 and array.shape[1] % 3 == 0) or _is_features(array)
    return array.ndim in (3, 4) and array.shape[-1] == 3


def _is_features(array: Array) -> bool:
    return array.shape[1:] == (_HUMANML3D_FEATURES,)


def _skeleton(shape: tuple[int, ...], layout: str | None) -> Skeleton:
    if shape[1:] == (_HUMANML3D_FEATURES,):
        raise ValueError(
            "holds the 263 features of HumanML3D, which are no positions; open the file of the "
            "same name in new_joints"
        )
    n_joints = shape[1] // 3 if len(shape) == 2 else shape[-2]
    if len(shape) == 2 and layout in LAYOUTS and not n_joints % LAYOUTS[layout].n_joints:
        return LAYOUTS[layout]
    if n_joints > MAX_JOINTS:
        raise ValueError(f"has shape {shape}: {n_joints} joints, more than {MAX_JOINTS}")
    return chosen(layout, n_joints)


def _split(array: Array, n_joints: int) -> npt.NDArray[np.float32]:
    """``(n_frames, n_bodies, n_joints, 3)``."""
    n_frames = len(array)
    n_bodies = int(np.prod(array.shape[1:])) // (n_joints * 3)
    if n_bodies * n_joints * 3 != int(np.prod(array.shape[1:])):
        raise ValueError(f"has shape {array.shape}, which is not {n_joints} joints")
    if n_bodies > MAX_BODIES:
        raise ValueError(f"has shape {array.shape}: {n_bodies} bodies, more than {MAX_BODIES}")
    with np.errstate(over="ignore", invalid="ignore"):
        return array.reshape(n_frames, n_bodies, n_joints, 3).astype(np.float32)


def _said_rate(arrays: Mapping[str, Array]) -> float:
    for name, array in arrays.items():
        if _plain(name.rpartition(".")[2]) in _RATES and array.size == 1:
            rate = array.reshape(())
            if rate.dtype.kind in "fiu" and 0 < float(rate.astype(np.float64)) <= 100_000:
                return float(rate.astype(np.float64))
    return 0.0


def _said_skeleton(arrays: Mapping[str, Array]) -> Skeleton | None:
    """From arrays of names and, beside them, parents."""
    said = {_plain(name.rpartition(".")[2]): array for name, array in arrays.items()}
    names = next((said[key] for key in ("jointnames", "names", "labels") if key in said), None)
    if names is None or names.dtype.kind not in "US" or names.ndim != 1 or not names.size:
        return None
    words = tuple(
        word.decode(errors="replace") if isinstance(word, bytes) else str(word)
        for word in names.tolist()
    )
    parents = said.get("parents")
    if parents is None or parents.dtype.kind not in "iu" or parents.shape != names.shape:
        return with_bones(words)
    return known_layout(Skeleton(words, tuple(int(parent) for parent in parents.tolist())))


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())
