"""Which points of a C3D file are markers, and of whom. Knows no positions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.formats.bvh_hierarchy import unique
from core.formats.c3d_header import Header
from core.skeleton import Skeleton

Floats = npt.NDArray[np.float32]

_NO_PLACES = ("ANGLES", "FORCES", "MOMENTS", "POWERS", "SCALARS", "REACTIONS")
_SHARED = 0.5


@dataclass(frozen=True)
class Markers:
    """Points that are markers.

    Parameters
    ----------
    columns
        Their numbers in the file.
    bodies, joints
        Of each, the body and the joint of the skeleton that it is.
    """

    skeleton: Skeleton
    columns: tuple[int, ...]
    bodies: tuple[int, ...]
    joints: tuple[int, ...]

    def spread(self, positions: Floats) -> Floats:
        """``(n_frames, n_bodies, n_joints, 3)`` of ``(n_frames, n_markers, 3)``."""
        n_bodies = max(self.bodies) + 1
        if n_bodies == 1:
            return positions[:, np.newaxis]
        shape = (len(positions), n_bodies, self.skeleton.n_joints, 3)
        found = np.full(shape, np.nan, dtype=np.float32)
        found[:, self.bodies, self.joints] = positions
        return found


def markers_of(header: Header, n_points: int) -> Markers:
    """Who has which marker, by the names of the points.

    Subjects are those whose names share at least half of the markers of the one with the most; what
    else there is, such as a wand, stays with the first body under its full name.
    """
    names = unique(_names(header, n_points))
    no_places = {label for kind in _NO_PLACES for label in header.long_texts(f"POINT:{kind}")}
    columns = tuple(n for n, name in enumerate(names) if name not in no_places)
    columns = columns or tuple(range(n_points))
    parts = [names[column].rpartition(":") for column in columns]
    subjects = _subjects(parts)
    labels = [
        label if subject in subjects else f"{subject}{colon}{label}"
        for subject, colon, label in parts
    ]
    joints = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    return Markers(
        Skeleton(tuple(joints), (-1,) * len(joints)),
        columns,
        tuple(subjects.get(subject, 0) for subject, *_ in parts),
        tuple(joints[label] for label in labels),
    )


def _names(header: Header, n_points: int) -> list[str]:
    """One name for each point; a number for those without one."""
    labels = header.long_texts("POINT:LABELS")[:n_points]
    labels += [""] * (n_points - len(labels))
    return [label.strip() or f"point {number}" for number, label in enumerate(labels, 1)]


def _subjects(parts: Sequence[tuple[str, str, str]]) -> dict[str, int]:
    """Those who share markers, numbered in the order of the file."""
    has: dict[str, set[str]] = {}
    for subject, _, label in parts:
        has.setdefault(subject, set()).add(label)
    most = max(has.values(), key=len)
    alike = (who for who, labels in has.items() if len(labels & most) >= _SHARED * len(most))
    return {subject: number for number, subject in enumerate(alike)}
