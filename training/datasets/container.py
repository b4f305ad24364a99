"""Corpora as one HDF5 file with a group per recording.

A group holds ``positions`` int16 ``(n_frames, n_bodies, n_joints, 3)``, whose attribute
``metres_per_unit`` makes metres of it; a body of zeros is absent; optionally ``time_us``, from
which the rate is taken where the file does not say it. The root says ``fps``, ``axes`` (y up, or
z up), and ``layout`` (``kinect_v1_20``, ``kinect_v2_25``) or ``joint_names`` and ``parents``.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from core.errors import FormatError
from core.recording import Recording, y_up_to_z_up
from core.resample import Resampling
from core.retarget import retargeting
from core.skeleton import KINECT1, KINECT2, Skeleton
from training.datasets.listing import Unlabelled

_LAYOUTS = {"kinect_v1_20": KINECT1, "kinect_v2_25": KINECT2}

Attributes = Mapping[str, Any]


def is_container(path: Path) -> bool:
    """Whether a file is HDF5 and holds its recordings in groups."""
    if not (path.is_file() and h5py.is_hdf5(path)):
        return False
    with h5py.File(path) as file:
        return "axes" in file.attrs and "positions" not in file


def container(
    path: Path, keep: Callable[[Attributes], bool] = lambda attributes: True
) -> list[Unlabelled]:
    """The recordings of a container whose group attributes ``keep`` accepts, sorted by name.

    Raises
    ------
    FormatError
        If something that the module docstring asks for is missing or cannot be used.
    """
    try:
        with h5py.File(path) as file:
            retargeting(_skeleton(file.attrs))
            named = [(name, dict(file[name].attrs)) for name in sorted(file)]
            return [_listed(path, file, name, about) for name, about in named if keep(about)]
    except (OSError, KeyError, ValueError) as error:
        raise FormatError(path, "", f"is no container of recordings: {error}") from error


def _listed(path: Path, file: Any, name: str, about: Attributes) -> Unlabelled:
    n_frames, n_bodies = file[name]["positions"].shape[:2]
    length = Resampling(n_frames, _fps(file, name)).n_model_frames
    attributes = {key: str(value) for key, value in about.items()}
    return Unlabelled(name, length, n_bodies, partial(_read, path, name), attributes)


def _read(path: Path, name: str) -> Recording:
    with h5py.File(path) as file:
        dataset = file[name]["positions"]
        positions = dataset[:].astype(np.float32) * np.float32(dataset.attrs["metres_per_unit"])
        if "z up" not in str(file.attrs["axes"]):
            positions = y_up_to_z_up(positions)
        return Recording.measured(positions, _skeleton(file.attrs), _fps(file, name), name=name)


def _skeleton(attributes: Attributes) -> Skeleton:
    if "layout" in attributes:
        return _LAYOUTS[str(attributes["layout"])]
    names = (n.decode() if isinstance(n, bytes) else str(n) for n in attributes["joint_names"])
    return Skeleton(tuple(names), tuple(int(parent) for parent in attributes["parents"]))


def _fps(file: Any, name: str) -> float:
    try:
        return float(file.attrs["fps"])
    except ValueError:
        # The median does not mind the pauses in which a sensor said nothing.
        return float(1e6 / np.median(np.diff(file[name]["time_us"][:])))
