"""Any human skeleton → the 25 joints of the model. Knows nothing of features.

Every joint of the model's layout, `KINECT2`, becomes a linear combination of the joints that a
recording has: what its joint map says, else a midpoint or an extrapolation of its neighbours, which
is marked as made up. Of markers, the joint centres are found first.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.joints.joint_map import joint_map, joint_map_of
from core.joints.mapping import JointMap, spoken
from core.joints.marker_centres import Centres, centres_of
from core.recording import Recording
from core.skeleton import KINECT2, Skeleton

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Retargeting:
    """A linear map from the joints of one skeleton to those of `KINECT2`.

    Parameters
    ----------
    weights
        ``(25, n_joints)`` float32, rows summing to 1.
    made_up
        ``(25,)`` bool: joints that the skeleton does not have.
    centres
        What makes joints of markers, before the weights; None for what has joints.
    """

    weights: Floats
    made_up: Bools
    centres: Centres | None = None

    def __call__(self, positions: Floats, valid: Bools) -> tuple[Floats, Bools]:
        """Retarget ``(..., n_joints, 3)`` positions with ``(..., n_joints)`` validity.

        A joint is valid if everything it is made of is; where it is not, its position is zero.
        """
        if self.centres:
            positions, valid = self.centres(positions, valid)
        if self._changes_nothing:
            return positions, valid
        used = (self.weights != 0).astype(np.float32)
        # One product with all frames as rows is many times faster than a small one per frame.
        moved = np.swapaxes(positions, -1, -2) @ self.weights.T
        whole = (~valid).astype(np.float32) @ used.T == 0
        return np.swapaxes(moved, -1, -2) * whole[..., np.newaxis], whole

    @property
    def _changes_nothing(self) -> bool:
        n_to, n_from = self.weights.shape
        return n_to == n_from and bool((self.weights == np.eye(n_to)).all())


_MOST_NAMED = 60
"""Joints in a message; nobody reads more."""


def retargeting(skeleton: Skeleton) -> Retargeting:
    """How to retarget a skeleton with human joint or marker names, in whatever convention.

    Raises
    ------
    ValueError
        If a hip, knee, ankle, shoulder, elbow or wrist cannot be found; it names them.
    """
    known = joint_map(skeleton)
    centres = centres_of(skeleton) if known.missing and not skeleton.roles else None
    return _linear(joint_map(centres.skeleton) if centres else known, centres)


def retargeting_of(recording: Recording) -> Retargeting:
    """How to retarget a recording, looking at how bodies are built where names do not tell.

    Raises
    ------
    ValueError
        As `retargeting`.
    """
    try:
        return retargeting(recording.skeleton)
    except ValueError:
        seen = joint_map_of(recording)
        if seen.missing:
            raise
        return _linear(seen)


def _linear(known: JointMap, centres: Centres | None = None) -> Retargeting:
    skeleton, found = known.skeleton, known.found
    if known.missing:
        raise ValueError(
            f"the skeleton has no {', '.join(spoken(joint) for joint in known.missing)} "
            "that could be told by name; they can be told by hand when the file is imported "
            f"(its joints: {', '.join(skeleton.joint_names[:_MOST_NAMED])})"
        )
    unit = dict(zip(skeleton.joint_names, np.eye(skeleton.n_joints, dtype=np.float32), strict=True))
    rows = {
        joint: np.mean([unit[name] for name in source.joints], axis=0, dtype=np.float32)
        for joint, source in found.items()
    }
    for joint, recipe in RECIPES.items():
        if joint not in rows:
            made = [weight * rows[source] for source, weight in recipe.items()]
            rows[joint] = np.sum(made, axis=0, dtype=np.float32)
    return Retargeting(
        np.stack([rows[joint] for joint in KINECT2.joint_names]),
        np.array([joint not in found for joint in KINECT2.joint_names]),
        centres,
    )


# In the order in which they can be made: a recipe may use what an earlier one made.
RECIPES = {
    "SpineBase": {"HipLeft": 0.5, "HipRight": 0.5},
    "SpineShoulder": {"ShoulderLeft": 0.5, "ShoulderRight": 0.5},
    "SpineMid": {"SpineBase": 0.5, "SpineShoulder": 0.5},
    "Head": {"SpineShoulder": 1.45, "SpineBase": -0.45},
    "Neck": {"SpineShoulder": 0.65, "Head": 0.35},
    "FootLeft": {"AnkleLeft": 1.0},
    "FootRight": {"AnkleRight": 1.0},
    "HandLeft": {"WristLeft": 1.3, "ElbowLeft": -0.3},
    "HandRight": {"WristRight": 1.3, "ElbowRight": -0.3},
    "HandTipLeft": {"HandLeft": 2.0, "WristLeft": -1.0},
    "HandTipRight": {"HandRight": 2.0, "WristRight": -1.0},
    "ThumbLeft": {"HandLeft": 1.0},
    "ThumbRight": {"HandRight": 1.0},
}
"""How joints are made up that a skeleton does not have: shares of others."""
