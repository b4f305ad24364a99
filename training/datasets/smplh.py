"""Where the joints of an SMPL-H body are: forward kinematics of 52 joints, and four finger tips.

The body model is one that the user has from its authors (J. Romero, D. Tzionas, M. Black, Embodied
Hands, 2017), as ``.npz``; a ``.pkl`` is a program, and is not opened. Shape, translation, soft
tissue and the corrections that a pose makes to the skin are left out: only joints are wanted.

Those who list 73 joints count on after the 52: nose, eyes and ears (52-56), toes and heels (57-62),
and finger tips, thumb to little finger, left (63-67) and right (68-72), each a vertex of the skin.
The 25 joints of a Kinect need four of them, the tips of thumb and index finger. Here a tip is fixed
to the last joint of its finger: at its vertex if the model has vertices, else as far from that
joint as the joint is from the one before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.body_model import parents_of, posed
from core.errors import FormatError
from core.npz import read_npz

N_JOINTS = 52

Floats = npt.NDArray[np.float64]

_TIPS = ((36, 2746), (24, 2319), (51, 6191), (39, 5782))
"""Last joint and vertex: left thumb and index finger, right thumb and index finger."""

_N_VERTICES = 6890
_THUMB_LEFT, _TIP_LEFT, _THUMB_RIGHT, _TIP_RIGHT = range(N_JOINTS, N_JOINTS + len(_TIPS))

KINECT2_JOINTS = (
    *(0, 3, 12, 15, 16, 18, 20, 22, 17, 19, 21, 37, 1, 4, 7, 10, 2, 5, 8, 11, 9),
    *(_TIP_LEFT, _THUMB_LEFT, _TIP_RIGHT, _THUMB_RIGHT),
)
"""The 25 joints of `core.skeleton.KINECT2` among those that `BodyModel.posed` returns.

As in the localization sets of Yu & Fujiwara 2023, but that they have each thumb (63, 68) where a
Kinect has the tip of the hand, and the index finger (64, 69) where it has the thumb.
"""


@dataclass(frozen=True, eq=False)
class BodyModel:
    """A body at rest.

    Parameters
    ----------
    rest
        ``(52, 3)``: joints, metres.
    tips
        ``(4, 3)``: tips of left thumb and index finger, right thumb and index finger.
    parents
        Of each joint, before it; -1 for the first.
    """

    rest: Floats
    tips: Floats
    parents: tuple[int, ...]

    def __post_init__(self) -> None:
        if self.rest.shape != (N_JOINTS, 3) or self.tips.shape != (len(_TIPS), 3):
            raise ValueError(f"has joints {self.rest.shape}, expected ({N_JOINTS}, 3)")
        if self.parents[0] != -1 or not all(
            0 <= parent < joint for joint, parent in enumerate(self.parents[1:], 1)
        ):
            raise ValueError("kintree_table does not have parents before their children")

    def posed(self, poses: npt.NDArray[np.floating]) -> Floats:
        """``(n_frames, 56, 3)``: joints, then tips, with the first joint where it is at rest.

        Parameters
        ----------
        poses
            ``(n_frames, 156)``: how each joint is turned against its parent, as vectors along the
            axis, as long as the angle in radians.
        """
        turned, body = posed(self.rest, self.parents, poses)
        joints = np.empty((N_JOINTS + len(_TIPS), len(poses), 3))
        joints[:N_JOINTS] = body
        for number, (last, _) in enumerate(_TIPS):
            away = self.tips[number] - self.rest[last]
            joints[N_JOINTS + number] = joints[last] + turned[last] @ away
        return joints.swapaxes(0, 1)


def read_body_model(path: Path) -> BodyModel:
    """Read a body model: ``kintree_table``, and ``v_template`` with ``J_regressor``, or ``J``.

    Raises
    ------
    FormatError
        If it is no ``.npz``, or something is missing in it.
    """
    arrays = read_npz(path, ("kintree_table", "v_template", "J_regressor", "J"))
    try:
        rest, vertices = _rest(arrays)
        tips = [_tip(rest, vertices, last, vertex) for last, vertex in _TIPS]
        return BodyModel(rest, np.array(tips), parents_of(arrays)[:N_JOINTS])
    except KeyError as error:
        raise FormatError(path, "", f"has no {error}; is this a body model?") from error
    except (ValueError, IndexError) as error:
        raise FormatError(path, "", f"is no SMPL-H body model: {error}") from error


def _rest(arrays: Mapping[str, Floats]) -> tuple[Floats, Floats | None]:
    if "J_regressor" not in arrays or "v_template" not in arrays:
        return np.asarray(arrays["J"], dtype=np.float64), None
    vertices = np.asarray(arrays["v_template"], dtype=np.float64)
    return np.asarray(arrays["J_regressor"] @ vertices), vertices


def _tip(rest: Floats, vertices: Floats | None, last: int, vertex: int) -> Floats:
    # Numbers of vertices mean something in the authors' mesh only.
    if vertices is not None and len(vertices) == _N_VERTICES:
        return np.asarray(vertices[vertex])
    return np.asarray(2 * rest[last] - rest[last - 1])
