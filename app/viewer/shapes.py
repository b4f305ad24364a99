"""What there is to draw in one frame: round cones. Knows nothing of how they reach the screen.

A bone is a round cone, the hull of two balls; a joint is one whose two balls coincide.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.viewer.scene import Scene

Floats = npt.NDArray[np.float32]

START, STOP, PAINT = slice(0, 4), slice(4, 8), slice(8, 12)
HOLLOW = 11
"""Columns: ``x, y, z, radius`` at either end, then linear ``red, green, blue, hollow``."""
NOTHING: Floats = np.empty((0, 12), dtype=np.float32)


def shapes_at(
    scene: Scene,
    frame: int,
    colours: Sequence[Floats],
    origin: npt.NDArray[np.floating],
) -> Floats:
    """``(n, 12)``: bones first, then joints; missing joints and absent bodies have none.

    Parameters
    ----------
    colours
        Linear ``(3,)`` of each body.
    origin
        ``(3,)``: positions are relative to it, so that single precision suffices anywhere.
    """
    valid = scene.there(frame)
    positions = (scene.recording.positions[frame] - origin).astype(np.float32)
    colour = np.stack(colours)
    return np.concatenate(
        (_bones(scene, positions, valid, colour), _joints(scene, positions, valid, colour))
    )


def _bones(scene: Scene, positions: Floats, valid: npt.NDArray[np.bool_], colour: Floats) -> Floats:
    parents, children = scene.recording.skeleton.bones.T
    body, bone = np.nonzero(valid[:, parents] & valid[:, children])
    cones = np.zeros((len(bone), 12), dtype=np.float32)
    cones[:, 0:3] = positions[body, parents[bone]]
    cones[:, 4:7] = positions[body, children[bone]]
    cones[:, (3, 7)] = scene.anatomy.bone_radius[bone]
    cones[:, 8:11] = colour[body] * scene.anatomy.bone_shade[bone, np.newaxis]
    return cones


def _joints(
    scene: Scene, positions: Floats, valid: npt.NDArray[np.bool_], colour: Floats
) -> Floats:
    body, joint = np.nonzero(valid)
    balls = np.zeros((len(joint), 12), dtype=np.float32)
    balls[:, 0:3] = balls[:, 4:7] = positions[body, joint]
    balls[:, (3, 7)] = scene.anatomy.joint_radius[joint, np.newaxis]
    balls[:, 8:11] = colour[body] * scene.anatomy.joint_shade[joint, np.newaxis]
    balls[:, 11] = scene.made_up[joint]
    return balls
