"""People and their keypoints in JSON of pose estimators, however nested. Reads no file.

A frame is a list of people, or an object with one under ``people``, ``bodies`` and the like, or a
single person. A person's keypoints are numbers in a row, lists of ``x, y, z`` and perhaps a
confidence, objects with these names, or such by joint name. OpenPose, MediaPipe, EasyMocap, MMPose
and the Panoptic Studio fit into this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.layouts import LAYOUTS

Json = Any

_FRAMES = ("frames", "data", "results", "instance_info", "sequence")
_PEOPLE = ("people", "bodies", "persons", "instances", "skeletons", "poses")
_POINTS = (
    "pose_keypoints_3d", "keypoints3d", "keypoints_3d", "pose_world_landmarks",
    "poseWorldLandmarks", "world_landmarks", "worldLandmarks", "joints19", "joints26", "joints3d",
    "joints_3d", "joints", "joint_positions", "keypoints", "landmarks", "landmark",
    "pose_landmarks", "poseLandmarks",
)  # fmt: skip
_SCORES = ("keypoint_scores", "scores", "confidences", "confidence")
_SCORE = ("visibility", "score", "confidence", "c", "presence")
_IDS = ("id", "person_id", "personid", "track_id", "tracking_id", "body_id")
_TIMES = ("timestamp_ms", "timestamp_usec", "timestamp", "time", "time_s", "t", "univTime")
_NUMBERS = ("frame", "frame_id", "frame_index", "frame_number", "frame_idx")
_RATES = ("fps", "frame_rate", "framerate", "frameRate")
_LAYOUT_OF = {
    "pose_keypoints_3d": {15: "", 18: "coco18", 25: "body25"},
    "joints19": {19: "panoptic19"},
}


@dataclass(frozen=True, eq=False)
class Person:
    """One person in one frame.

    Parameters
    ----------
    points
        ``(n_joints, 4)``: x, y, z and a confidence, which is 1 if the file has none.
    names
        Of the joints; empty if the file does not say.
    layout
        What the keypoints are by the name that they are under; empty if it does not tell.
    id
        Who it is, if the file says.
    """

    points: npt.NDArray[np.float64]
    names: tuple[str, ...] = ()
    layout: str = ""
    id: int | None = None


@dataclass(frozen=True)
class Frame:
    """The people in one frame, and when it was: its number and time as far as it says them."""

    people: tuple[Person, ...]
    number: float | None = None
    time: float | None = None


def frames_in(document: Json) -> list[Json]:
    """What stands for the frames in a document that holds all of them."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        for key in _FRAMES:
            if isinstance(document.get(key), list | dict):
                return frames_in(document[key])
        if document and all(key.isdecimal() for key in document):
            return [document[key] for key in sorted(document, key=int)]
    return [document]


def rate_in(document: Json) -> float:
    """Frames per second; 0 if a document does not say."""
    said = _number(document, _RATES) if isinstance(document, dict) else None
    return said if said is not None and 0 < said <= 100_000 else 0.0


def frame(said: Json) -> Frame:
    """The people in what stands for a frame.

    Raises
    ------
    ValueError
        If it holds keypoints that are not three-dimensional.
    """
    people = tuple(person for one in _people(said) if (person := _person(one)) is not None)
    if not isinstance(said, dict):
        return Frame(people)
    return Frame(people, _number(said, _NUMBERS), _number(said, _TIMES))


def _people(said: Json) -> Sequence[Json]:
    if isinstance(said, dict):
        for key in _PEOPLE:
            if isinstance(said.get(key), list):
                return said[key]  # type: ignore[no-any-return]
        for key in _POINTS:
            # One list of landmarks per person, as MediaPipe's results have it.
            if _depth(said.get(key)) == 3:
                return [{key: one} for one in said[key]]
        return [said]
    if isinstance(said, list) and said and not _is_point(said[0]):
        return said
    return [said]


def _person(said: Json) -> Person | None:
    if isinstance(said, list):
        return _with_points(said, "", said)
    if not isinstance(said, dict):
        return None
    for key in _POINTS:
        if said.get(key):
            return _with_points(said[key], key, said)
    if _has_flat_keypoints(said):
        raise ValueError("has keypoints in the picture only (2D), no positions in space")
    return _with_points(said, "", said) if said and all(map(_is_point, said.values())) else None


def _has_flat_keypoints(said: dict[str, Json]) -> bool:
    return any(said.get(key) for key in ("pose_keypoints_2d", "keypoints2d", "keypoints_2d"))


def _with_points(points: Json, key: str, person: Json) -> Person | None:
    if isinstance(points, dict) and isinstance(points.get("landmark"), list):
        points = points["landmark"]
    names: tuple[str, ...] = ()
    if isinstance(points, dict):
        names, points = tuple(points), list(points.values())
    if not isinstance(points, list) or not points:
        return None
    table = _table(points, key)
    scores = (
        next((person[k] for k in _SCORES if k in person), None)
        if isinstance(person, dict)
        else None
    )
    if isinstance(scores, list) and len(scores) == len(table):
        table[:, 3] = _floats(scores)
    if not names and isinstance(points[0], dict):
        named = [str(one.get("name", "")) for one in points if isinstance(one, dict)]
        names = tuple(named) if all(named) and len(set(named)) == len(table) else ()
    layout = _LAYOUT_OF.get(key, {}).get(len(table), "")
    return Person(table, names, layout, _identity(person))


def _table(points: list[Json], key: str) -> npt.NDArray[np.float64]:
    """``(n_joints, 4)``."""
    if all(isinstance(one, int | float) for one in points):
        values = _floats(points)
        width = 4 if len(values) % 4 == 0 and _is_of_four(len(values), key) else 3
        if len(values) % width:
            raise ValueError(f"has {len(values)} numbers for the keypoints of a person")
        rows = values.reshape(-1, width)
    else:
        rows = np.array([_point(one) for one in points])
    return rows if rows.shape[1] == 4 else np.column_stack([rows, np.ones(len(rows))])


def _is_of_four(n_values: int, key: str) -> bool:
    counts = {one.n_joints for one in LAYOUTS.values()}
    return key in _LAYOUT_OF or n_values % 3 != 0 or n_values // 4 in counts


def _point(said: Json) -> list[float]:
    if isinstance(said, dict):
        point = [said.get(axis, said.get(axis.upper())) for axis in "xyz"]
        score = next((said[key] for key in _SCORE if key in said), 1.0)
        return list(_floats([*point, score]))
    if isinstance(said, list) and len(said) in (3, 4):
        return list(_floats([*said, 1.0][:4]))
    if isinstance(said, list) and len(said) == 2:
        raise ValueError("has keypoints in the picture only (2D), no positions in space")
    raise ValueError(f"has {str(said)[:40]!r} where x, y and z of a keypoint should be")


def _floats(values: Sequence[Json]) -> npt.NDArray[np.float64]:
    """Numbers; null is missing."""
    if any(isinstance(value, str | list | dict) for value in values):
        raise ValueError(f"has {str(values)[:40]!r} where numbers should be")
    return np.array([np.nan if value is None else float(value) for value in values])


def _is_point(said: Json) -> bool:
    if isinstance(said, dict):
        return any(axis in said for axis in ("x", "X"))
    return isinstance(said, int | float) or (
        isinstance(said, list) and 2 <= len(said) <= 4 and not isinstance(said[0], list | dict)
    )


def _depth(said: Json) -> int:
    """Lists in lists; a keypoint counts as one."""
    depth = 0
    while isinstance(said, list) and said:
        said, depth = said[0], depth + 1
    return depth + isinstance(said, dict)


def _identity(person: Json) -> int | None:
    if not isinstance(person, dict):
        return None
    for key in _IDS:
        said = person.get(key)
        said = said[0] if isinstance(said, list) and said else said
        if isinstance(said, int) and said >= 0:
            return said
    return None


def _number(said: dict[str, Json], keys: Sequence[str]) -> float | None:
    for key in keys:
        if isinstance(said.get(key), int | float):
            return float(said[key])
    return None
