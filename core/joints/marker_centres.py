"""Joint centres from the markers of the usual clinical and animation sets, by published formulas.

Each centre says which markers it needs and where it lies among them. Knees, ankles, elbows and
wrists are in the middle of the markers on both sides of the joint; where only the lateral one was
worn, there. Hips: regression of M. Harrington et al., J. Biomechanics 40 (2007) 595, from a pelvis
that four markers span, or the two in front and one on the sacrum. Without the axes of a pelvis
there is no hip. Shoulders: 17 % of the distance between both acromia below the acromion, after
G. Rab et al., Gait & Posture 15 (2002) 113. Names: Plug-in Gait, and those that CMU and others
wrote for the same places (LFWT: left front waist).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from core.recording import Recording
from core.skeleton import KINECT2, Skeleton

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Place = Callable[..., Floats]
Way = tuple[tuple[str, ...], Place]

_ACROMION = 0.17
_FEWEST = 6
"""Centres that have to be found: of fewer, the names are a coincidence."""


@dataclass(frozen=True, eq=False)
class Centre:
    """Where a joint is among markers: ``place`` of their ``(..., 3)`` positions."""

    markers: tuple[int, ...]
    place: Place


@dataclass(frozen=True, eq=False)
class Centres:
    """Joint centres of a marker set.

    Parameters
    ----------
    skeleton
        The joints, by the model's names, and their tree.
    centres
        Where each of them is.
    """

    skeleton: Skeleton
    centres: tuple[Centre, ...]

    def __call__(self, positions: Floats, valid: Bools) -> tuple[Floats, Bools]:
        """Centres from ``(..., n_markers, 3)`` positions with ``(..., n_markers)`` validity.

        A centre is valid if all of its markers are; where it is not, its position is zero.
        """
        places = [c.place(*(positions[..., m, :] for m in c.markers)) for c in self.centres]
        whole = np.stack([valid[..., list(c.markers)].all(-1) for c in self.centres], axis=-1)
        moved = np.stack(places, axis=-2).astype(np.float32)
        return np.where(whole[..., np.newaxis], moved, np.float32(0)), whole


def centres_of(skeleton: Skeleton) -> Centres | None:
    """The joint centres of a marker set; None for what is none, or whose names nobody knows."""
    if any(parent >= 0 for parent in skeleton.parents):
        return None
    found = _centres(_markers(skeleton))
    if len(found) < _FEWEST:
        return None
    joints = tuple(joint for joint in KINECT2.joint_names if joint in found)
    parents = tuple(_parent(joint, joints) for joint in joints)
    return Centres(Skeleton(joints, parents), tuple(found[joint] for joint in joints))


def with_centres(recording: Recording) -> Recording:
    """The recording with joint centres in place of its markers, if it has markers that we know."""
    centres = centres_of(recording.skeleton)
    if centres is None:
        return recording
    positions, valid = centres(recording.positions, recording.valid)
    return replace(recording, positions=positions, valid=valid, skeleton=centres.skeleton)


_MARKERS = {
    "asis": "ASI ASIS FWT",
    "psis": "PSI PSIS BWT",
    "knee": "KNE KNEE LEK LKNE",
    "inner knee": "KNM KNEM KNI MKNE MEK MKN KMED",
    "ankle": "ANK ANKLE LM LMAL",
    "inner ankle": "ANM ANKM MED MMA MANK MM AMED MMAL",
    "heel": "HEE HEEL",
    "toe": "TOE MT2",
    "shoulder": "SHO SHOULDER ACR AC",
    "elbow": "ELB ELBOW LEL",
    "inner elbow": "ELM ELBM MELB MEL EMED",
    "wrist": "WRA",
    "other wrist": "WRB",
    "hand": "FIN",
    "front head": "FHD",
    "back head": "BHD",
}
_MIDDLE = {"sacrum": "SACR SACRUM VSAC S1", "neck": "C7", "collar": "CLAV STRN2 IJ"}


def _markers(skeleton: Skeleton) -> dict[str, int]:
    """Index of each place on the body that carries a marker: ``"left knee"``, ``"sacrum"``."""
    index = {_bare(name): number for number, name in reversed([*enumerate(skeleton.joint_names)])}
    wanted = {place: names.split() for place, names in _MIDDLE.items()}
    for side in ("left", "right"):
        for place, names in _MARKERS.items():
            letter = side[0].upper()
            wanted[f"{side} {place}"] = [n for name in names.split() for n in _sided(letter, name)]
    both = ((place, next((n for n in names if n in index), "")) for place, names in wanted.items())
    return {place: index[name] for place, name in both if name}


def _bare(name: str) -> str:
    """``"Subject1:L.ASIS"`` → ``"LASIS"``."""
    return "".join(c for c in name.rpartition(":")[2].upper() if c.isalnum())


def _sided(letter: str, name: str) -> tuple[str, str]:
    return letter + name, name + letter


def _centres(markers: Mapping[str, int]) -> dict[str, Centre]:
    """The centres for which there are markers; the first way that there are markers for counts."""
    found: dict[str, Centre] = {}
    for joint, ways in _ways().items():
        for places, place in ways:
            if joint not in found and all(one in markers for one in places):
                found[joint] = Centre(tuple(markers[one] for one in places), place)
    return found


def _ways() -> dict[str, list[Way]]:
    """For each joint, from which places on the body it can be made, the best way first."""
    heads = tuple(f"{side} {part} head" for side in _SIDES for part in ("front", "back"))
    ways: dict[str, list[Way]] = {
        "SpineBase": [(markers, _pelvis) for markers in _PELVES],
        "SpineShoulder": [(("neck", "collar"), _middle)],
        "Head": [(heads, _middle)],
    }
    for side, other in (_SIDES, _SIDES[::-1]):
        sided = _sided_ways(side, other)
        ways |= {joint + side.capitalize(): places for joint, places in sided.items()}
    return ways


def _sided_ways(side: str, other: str) -> dict[str, list[Way]]:
    acromion = f"{side} shoulder"
    acromia = (acromion, f"{other} shoulder")
    return {
        "Hip": [(markers, partial(_hip, left=side == "left")) for markers in _PELVES],
        "Knee": _either(f"{side} knee", f"{side} inner knee"),
        "Ankle": _either(f"{side} ankle", f"{side} inner ankle"),
        "Foot": [((f"{side} toe",), _middle)],
        "Shoulder": [((*acromia, *_FRONT), _shoulder), ((acromion,), _middle)],
        "Elbow": _either(f"{side} elbow", f"{side} inner elbow"),
        "Wrist": _either(f"{side} wrist", f"{side} other wrist"),
        "Hand": [((f"{side} hand",), _middle)],
    }


_SIDES = ("left", "right")
_FRONT = ("left asis", "right asis")
_PELVES = ((*_FRONT, "left psis", "right psis"), (*_FRONT, "sacrum"))


def _either(outer: str, inner: str) -> list[Way]:
    return [((outer, inner), _middle), ((outer,), _middle)]


def _middle(*points: Floats) -> Floats:
    return np.asarray(np.mean(points, axis=0, dtype=np.float32))


def _hip(left_asis: Floats, right_asis: Floats, *behind: Floats, left: bool) -> Floats:
    """Harrington 2007, metres: forwards, up and outwards from the middle of both ASIS."""
    origin, back = _middle(left_asis, right_asis), _middle(*behind)
    outward = _unit(left_asis - right_asis)
    ahead = origin - back
    ahead = _unit(ahead - outward * np.sum(ahead * outward, axis=-1, keepdims=True))
    up = np.cross(ahead, outward)
    width = np.linalg.norm(left_asis - right_asis, axis=-1, keepdims=True)
    depth = np.linalg.norm(origin - back, axis=-1, keepdims=True)
    aside = (0.33 * width + 0.0073) * (1 if left else -1)
    return np.asarray(
        origin + ahead * (-0.24 * depth - 0.0099) + up * (-0.30 * width - 0.0109) + outward * aside
    )


def _pelvis(*markers: Floats) -> Floats:
    return _middle(_hip(*markers, left=True), _hip(*markers, left=False))


def _shoulder(acromion: Floats, other: Floats, *front: Floats) -> Floats:
    """Rab 2002: below the acromion, towards the pelvis."""
    width = np.linalg.norm(acromion - other, axis=-1, keepdims=True)
    down = _unit(_middle(*front) - _middle(acromion, other))
    return np.asarray(acromion + down * _ACROMION * width)


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9))


def _parent(joint: str, joints: tuple[str, ...]) -> int:
    """The nearest joint towards the root of the model's layout that is there too."""
    number = KINECT2.parents[KINECT2.joint_names.index(joint)]
    while number >= 0 and KINECT2.joint_names[number] not in joints:
        number = KINECT2.parents[number]
    return joints.index(KINECT2.joint_names[number]) if number >= 0 else -1
