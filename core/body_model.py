"""Body models: where the joints of a person are, by shape and pose. Knows nothing of recordings.

SMPL, SMPL-H and SMPL-X describe a body by a few numbers for its shape and a rotation per joint. The
model that turns these into places is one that the user has from its authors, as ``.npz``; it may
not be passed on. A shape moves the joints at rest; soft tissue and the corrections that a pose
makes to the skin leave joints where they are. Sources: M. Loper et al., SMPL, 2015; J. Romero et
al., Embodied Hands, 2017; G. Pavlakos et al., Expressive Body Capture, 2019.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.layouts import SMPL22, SMPL24
from core.npz import read_npz
from core.rotations import from_vectors
from core.skeleton import Skeleton
from core.user_folder import user_folder

Floats = npt.NDArray[np.float64]

VARIABLE = "KINESCRIBE_BODY_MODELS"
"""The environment variable that names the folder of the user's body models."""

_FINGERS = ("index", "middle", "pinky", "ring", "thumb")
_MOST_FILES = 1000


def _with_hands(body: Skeleton, name: str, face: Sequence[str] = ()) -> Skeleton:
    """A body, what is in its face, and three joints for each finger of either hand."""
    names, parents = [*body.joint_names, *face], list(body.parents)
    parents += [names.index("head")] * len(face)
    for side in ("left", "right"):
        for finger in _FINGERS:
            parents += [names.index(f"{side}_wrist"), len(names), len(names) + 1]
            names += [f"{side}_{finger}{number}" for number in (1, 2, 3)]
    return Skeleton(tuple(names), tuple(parents), name)


SMPLH52 = _with_hands(SMPL22, "smplh52")
SMPLX55 = _with_hands(SMPL22, "smplx55", ("jaw", "left_eye", "right_eye"))
KINDS = {24: ("SMPL", SMPL24), 52: ("SMPL-H", SMPLH52), 55: ("SMPL-X", SMPLX55)}
"""What models of so many joints are called, and their joints."""


@dataclass(frozen=True, eq=False)
class BodyModel:
    """A body at rest.

    Parameters
    ----------
    rest
        ``(n_joints, 3)``: joints of a body of average shape, metres.
    parents
        Of each joint, before it; -1 for the first.
    shapes
        ``(n_joints, 3, n_shapes)``: how each number for the shape moves them.
    """

    rest: Floats
    parents: tuple[int, ...]
    shapes: Floats

    def __post_init__(self) -> None:
        n_joints = len(self.parents)
        if self.rest.shape != (n_joints, 3) or self.shapes.shape[:2] != (n_joints, 3):
            raise ValueError(f"has joints {self.rest.shape}, expected ({n_joints}, 3)")
        if self.parents[0] != -1 or not all(
            0 <= parent < joint for joint, parent in enumerate(self.parents[1:], 1)
        ):
            raise ValueError("kintree_table does not have parents before their children")

    def shaped(self, betas: npt.NDArray[np.floating]) -> Floats:
        """``(n_joints, 3)``: joints at rest of a body of this shape."""
        known = min(len(betas), self.shapes.shape[2])
        return np.asarray(self.rest + self.shapes[..., :known] @ betas[:known])


def posed(
    rest: Floats, parents: Sequence[int], poses: npt.NDArray[np.floating]
) -> tuple[Floats, Floats]:
    """How joints are turned and where they are, the first one staying where it is at rest.

    Parameters
    ----------
    rest
        ``(n_joints, 3)``: joints at rest.
    poses
        ``(n_frames, 3 * n_joints)``: how each joint is turned against its parent, as vectors along
        the axis, as long as the angle in radians.

    Returns
    -------
    ``(n_joints, n_frames, 3, 3)`` rotations and ``(n_joints, n_frames, 3)`` places.
    """
    own = from_vectors(poses.reshape(len(poses), len(rest), 3))
    turned = np.empty((len(rest), len(poses), 3, 3))
    joints = np.empty((len(rest), len(poses), 3))
    turned[0], joints[0] = own[:, 0], rest[0]
    for joint, parent in enumerate(parents[1:], 1):
        turned[joint] = turned[parent] @ own[:, joint]
        joints[joint] = joints[parent] + turned[parent] @ (rest[joint] - rest[parent])
    return turned, joints


def models_folder() -> Path:
    """Where the user's body models are."""
    return Path(os.environ.get(VARIABLE) or user_folder() / "body-models")


def find_body_model(n_joints: int, gender: str) -> tuple[Path, BodyModel] | None:
    """The user's model with so many joints: for the gender, else a neutral one, else any."""
    files = sorted(islice(models_folder().rglob("*.npz"), _MOST_FILES))
    for path in sorted(files, key=lambda file: _unlike(file, gender)):
        if _n_joints(path) == n_joints:
            return path, read_body_model(path)
    return None


def is_of(path: Path, gender: str) -> bool:
    """Whether the path of a model says that it is for this gender."""
    return gender in re.findall("[a-z]+", str(path.relative_to(models_folder())).lower())


def _unlike(path: Path, gender: str) -> int:
    return next((n for n, word in enumerate((gender, "neutral")) if is_of(path, word)), 2)


def _n_joints(path: Path) -> int:
    """How many joints a model has; 0 if it is none, which is no reason to stop looking."""
    try:
        return int(np.shape(read_npz(path, ("kintree_table",)).get("kintree_table", [[]]))[-1])
    except (FormatError, IndexError):
        return 0


def read_body_model(path: Path) -> BodyModel:
    """Read ``kintree_table``, ``v_template`` with ``J_regressor`` or ``J``, and ``shapedirs``.

    Raises
    ------
    FormatError
        If it is no ``.npz``, or something is missing in it.
    """
    arrays = read_npz(path, ("kintree_table", "v_template", "J_regressor", "J", "shapedirs"))
    try:
        parents = parents_of(arrays)
        rest, shapes = _at_rest(arrays)
        return BodyModel(rest, parents, shapes)
    except KeyError as error:
        raise FormatError(path, "", f"has no {error}; is this a body model?") from error
    except (ValueError, IndexError) as error:
        raise FormatError(path, "", f"is no body model: {error}") from error


def parents_of(arrays: Mapping[str, npt.NDArray[np.generic]]) -> tuple[int, ...]:
    """The parent of each joint; the first has none, which files write in several ways."""
    found = np.asarray(arrays["kintree_table"][0], dtype=np.int64)
    return (-1, *found[1:].tolist())


def _at_rest(arrays: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    if "J_regressor" not in arrays or "v_template" not in arrays:
        rest = np.asarray(arrays["J"], dtype=np.float64)
        return rest, np.zeros((*rest.shape, 0))
    regressor = np.asarray(arrays["J_regressor"], dtype=np.float64)
    rest = regressor @ arrays["v_template"]
    # Models without shapes are of one person.
    moves = arrays.get("shapedirs", np.zeros((regressor.shape[1], 3, 0)))
    return rest, np.asarray(np.einsum("jv,vcs->jcs", regressor, moves, optimize=True))


def kinds() -> Iterator[str]:
    """What to call the models that are known, with how many joints each has."""
    for n_joints, (name, _) in KINDS.items():
        yield f"{name} ({n_joints} joints)"
