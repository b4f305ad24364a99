"""A person made of numbers, who stands with arms out and looks along -y."""

import numpy as np
import numpy.typing as npt

from core.recording import Recording
from core.skeleton import KINECT2, Skeleton

_HALF = {
    "SpineBase": (0.0, 0.0, 0.95),
    "SpineMid": (0.0, 0.0, 1.2),
    "SpineShoulder": (0.0, 0.0, 1.42),
    "Neck": (0.0, 0.0, 1.5),
    "Head": (0.0, 0.0, 1.65),
    "ShoulderLeft": (0.18, 0.0, 1.4),
    "ElbowLeft": (0.42, -0.06, 1.3),
    "WristLeft": (0.62, -0.16, 1.25),
    "HandLeft": (0.7, -0.2, 1.24),
    "HandTipLeft": (0.78, -0.24, 1.23),
    "ThumbLeft": (0.68, -0.22, 1.3),
    "HipLeft": (0.09, 0.0, 0.93),
    "KneeLeft": (0.12, -0.04, 0.5),
    "AnkleLeft": (0.14, 0.0, 0.08),
    "FootLeft": (0.15, -0.14, 0.03),
}


def pose() -> npt.NDArray[np.float32]:
    """``(25, 3)``: feet on the ground at the origin."""

    def place(name: str) -> tuple[float, float, float]:
        x, y, z = _HALF[name.replace("Right", "Left")]
        return (-x if "Right" in name else x, y, z)

    return np.array([place(name) for name in KINECT2.joint_names], dtype=np.float32)


def turned(positions: npt.NDArray[np.floating], angle: float) -> npt.NDArray[np.floating]:
    """Turned about the vertical axis, from +x towards +y."""
    c, s = np.cos(angle), np.sin(angle)
    return positions @ np.array(((c, s, 0), (-s, c, 0), (0, 0, 1)))


def moved(
    positions: npt.NDArray[np.floating], x: float, y: float = 0.0, z: float = 0.0
) -> npt.NDArray[np.floating]:
    return positions + np.array((x, y, z))


def people(*bodies: npt.NDArray[np.floating], n_frames: int = 5, fps: float = 30.0) -> Recording:
    """Bodies that stand still."""
    positions = np.repeat(np.stack(bodies)[np.newaxis], n_frames, axis=0)
    return Recording.measured(positions.astype(np.float32), KINECT2, fps)


def walking(speed: float, n_frames: int = 300, fps: float = 30.0) -> Recording:
    """One body that glides along x at ``speed`` metres a second."""
    steps = np.arange(n_frames)[:, np.newaxis, np.newaxis, np.newaxis] / fps * speed
    positions = pose() + steps * np.array((1.0, 0, 0))
    return Recording.measured(positions.astype(np.float32), KINECT2, fps)


def on_a_root(recording: Recording) -> Recording:
    """The same, with the hips on one more joint: a root that stays where the room begins."""
    skeleton = recording.skeleton
    names = (*skeleton.joint_names, "root_0")
    parents = (*(len(names) - 1 if one < 0 else one for one in skeleton.parents), -1)
    positions = np.pad(recording.positions, ((0, 0), (0, 0), (0, 1), (0, 0)))
    valid = np.pad(recording.valid, ((0, 0), (0, 0), (0, 1)), constant_values=True)
    return Recording.measured(positions, Skeleton(names, parents), recording.fps, valid=valid)
