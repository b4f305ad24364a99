"""Recordings: where each joint of each body is in each frame. Knows nothing of files or labels."""

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from core.skeleton import Skeleton

FARTHEST = 1000.0
"""Metres. A joint farther from the origin than this was not measured by any sensor we know."""


@dataclass(frozen=True, eq=False)
class Recording:
    """Joint positions over time, in metres, z up; frames are counted from 0.

    Build one with `Recording.measured`, which decides once and for all what is missing.

    Parameters
    ----------
    positions
        ``(n_frames, n_bodies, n_joints, 3)`` float32, finite; zero where ``valid`` is False.
    valid
        ``(n_frames, n_bodies, n_joints)`` bool: which positions were measured. A body with no valid
        joint in a frame is absent from it.
    skeleton
        Names and tree of the joints.
    fps
        Frames per second.
    name
        What people call it; readers use the file's name without its suffix.
    warnings
        Sentences for a person about what was odd in the file.
    """

    positions: npt.NDArray[np.float32]
    valid: npt.NDArray[np.bool_]
    skeleton: Skeleton
    fps: float
    name: str = ""
    warnings: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.positions.ndim != 4 or self.positions.shape[3] != 3:
            raise ValueError(
                f"positions must be (frames, bodies, joints, 3), not {self.positions.shape}"
            )
        if self.positions.shape[2] != self.skeleton.n_joints:
            raise ValueError(
                f"positions have {self.positions.shape[2]} joints, "
                f"the skeleton has {self.skeleton.n_joints}"
            )
        if self.positions.dtype != np.float32:
            raise ValueError(f"positions must be float32, not {self.positions.dtype}")
        if 0 in self.positions.shape:
            raise ValueError(f"a recording needs a frame and a body, not {self.positions.shape}")
        if self.valid.shape != self.positions.shape[:3] or self.valid.dtype != np.bool_:
            raise ValueError(
                f"valid must be bool {self.positions.shape[:3]}, not {self.valid.shape}"
            )
        if not (np.isfinite(self.fps) and 0 < self.fps <= 100_000):
            raise ValueError(f"a recording cannot have {self.fps} frames per second")
        self.positions.flags.writeable = False
        self.valid.flags.writeable = False

    @classmethod
    def measured(
        cls,
        positions: npt.NDArray[np.floating],
        skeleton: Skeleton,
        fps: float,
        *,
        name: str = "",
        valid: npt.NDArray[np.bool_] | None = None,
        warnings: tuple[str, ...] = (),
    ) -> "Recording":
        """A recording from raw measurements, which may have holes.

        A position that is not finite or farther than `FARTHEST` is missing, as is one that
        ``valid`` calls so. Without ``valid``, a body whose joints are all exactly zero, as trackers
        write 'nobody there', is absent. A writeable float32 array is taken over and changed in
        place.

        Parameters
        ----------
        positions
            ``(n_frames, n_bodies, n_joints, 3)``, metres, z up.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            positions = np.require(positions, dtype=np.float32, requirements=("C", "W"))
        wrong = _not_positions(positions)
        if valid is None:
            valid = np.asarray(positions.any(axis=(2, 3)))[:, :, np.newaxis]
        missing = wrong | ~valid
        if missing.any():
            positions[missing] = 0
        if wrong.any():
            warnings = (*warnings, _describe_wrong(wrong))
        if missing.all():
            warnings = (*warnings, "no joint was measured in any frame")
        return cls(positions, ~missing, skeleton, float(fps), name, warnings)

    @property
    def n_frames(self) -> int:
        return int(self.positions.shape[0])

    @property
    def n_bodies(self) -> int:
        return int(self.positions.shape[1])

    @property
    def duration(self) -> float:
        """Seconds from the start of the first frame to the end of the last."""
        return self.n_frames / self.fps

    @property
    def present(self) -> npt.NDArray[np.bool_]:
        """``(n_frames, n_bodies)`` bool: which bodies are there."""
        return np.asarray(self.valid.any(axis=2))

    @property
    def valid_fraction(self) -> float:
        """Measured joints among all joints of bodies that are present; 0 if there are none."""
        expected = int(self.present.sum()) * self.skeleton.n_joints
        return float(self.valid.sum() / expected) if expected else 0.0

    def warned(self, *warnings: str) -> "Recording":
        """The same recording with more warnings."""
        return replace(self, warnings=self.warnings + warnings)


def _not_positions(positions: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    # NaN compares False with everything, so these comparisons find it too. Most recordings have
    # nothing wrong, and two passes without a temporary array find that out.
    with np.errstate(invalid="ignore"):
        if positions.min(initial=0) >= -FARTHEST and positions.max(initial=0) <= FARTHEST:
            return np.zeros(positions.shape[:3], dtype=bool)
        return ~np.asarray((np.abs(positions) <= FARTHEST).all(axis=-1))


def _describe_wrong(wrong: npt.NDArray[np.bool_]) -> str:
    frames = np.flatnonzero(wrong.any(axis=(1, 2)))
    return (
        f"{int(wrong.sum())} joint positions are not finite or farther than {FARTHEST:.0f} m "
        f"(first in frame {frames[0]}); they are shown as missing"
    )


def y_up_to_z_up(
    positions: npt.NDArray[np.floating], out: npt.NDArray[np.floating] | None = None
) -> npt.NDArray[np.floating]:
    """Turn ``(..., 3)`` positions from y up to z up, by 90° about x: (x, y, z) → (x, -z, y).

    The result is ``out`` if that is given, else a new array.
    """
    turned = np.empty_like(positions) if out is None else out
    turned[..., 0] = positions[..., 0]
    np.negative(positions[..., 2], out=turned[..., 1])
    turned[..., 2] = positions[..., 1]
    return turned
