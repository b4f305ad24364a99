"""Where the eye is and what it sees. Pure mathematics: knows nothing of Qt, OpenGL or recordings.

World axes are the recording's: metres, z up. In the eye's axes x is right, y up and z towards the
eye, as in OpenGL; pixels count from the top left.
"""

from dataclasses import dataclass, field, replace
from math import cos, exp, pi, radians, sin, tan

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.floating]

FIELD_OF_VIEW = radians(28)
"""Vertical. A long lens: limbs that reach towards the eye stay in proportion."""
STEEPEST = pi / 2
NEAREST = 0.02
"""The near plane, as a share of the distance."""


@dataclass(frozen=True, eq=False)
class Camera:
    """An eye that looks at a target; every change is a new camera.

    Parameters
    ----------
    target
        ``(3,)``: the point in the middle of the picture.
    azimuth, elevation
        Radians. Where the eye is as seen from the target: from +x towards +y, and above the ground.
    distance
        From the target to the eye; without perspective, what sets the scale.
    orthographic
        Parallel rays, as in a technical drawing.
    """

    target: Vectors = field(default_factory=lambda: np.zeros(3))
    azimuth: float = -pi / 2
    elevation: float = 0.0
    distance: float = 5.0
    orthographic: bool = False

    @property
    def axes(self) -> Vectors:
        """``(3, 3)``: right, up and towards the eye, one a row."""
        ca, sa, ce, se = (
            cos(self.azimuth),
            sin(self.azimuth),
            cos(self.elevation),
            sin(self.elevation),
        )
        return np.array([(-sa, ca, 0.0), (-se * ca, -se * sa, ce), (ce * ca, ce * sa, se)])

    @property
    def eye(self) -> Vectors:
        eye: Vectors = self.target + self.distance * self.axes[2]
        return eye

    @property
    def view_height(self) -> float:
        """Metres from the bottom to the top of the picture, at the target."""
        return 2 * self.distance * tan(FIELD_OF_VIEW / 2)

    def metres_per_pixel(self, height: float) -> float:
        """At the target, in a picture that is ``height`` pixels high."""
        return self.view_height / max(height, 1)

    def orbited(self, right: float, up: float) -> "Camera":
        """The eye moved around the target by angles, never over the pole."""
        elevation = max(-STEEPEST, min(STEEPEST, self.elevation + up))
        return replace(self, azimuth=(self.azimuth + right) % (2 * pi), elevation=elevation)

    def panned(self, right: float, up: float) -> "Camera":
        """Eye and target moved by metres along the picture."""
        return self.moved(right * self.axes[0] + up * self.axes[1])

    def moved(self, offset: Vectors) -> "Camera":
        return replace(self, target=self.target + offset)

    def zoomed(self, notches: float, right: float = 0.0, up: float = 0.0) -> "Camera":
        """Nearer by wheel notches; what is metres ``right`` and ``up`` of the target stays put."""
        factor = exp(-0.16 * notches)
        distance = float(np.clip(self.distance * factor, 1e-3, 1e5))
        still = 1 - distance / self.distance
        return replace(self.panned(still * right, still * up), distance=distance)

    def view_matrix(self) -> Vectors:
        """``(4, 4)``: from the world to the eye's axes."""
        matrix = np.eye(4)
        matrix[:3, :3] = self.axes
        matrix[:3, 3] = -self.axes @ self.eye
        return matrix

    def projection_matrix(self, aspect: float, near: float, far: float) -> Vectors:
        """``(4, 4)``: from the eye's axes to OpenGL's clip space.

        Parameters
        ----------
        aspect
            Width of the picture over its height.
        near, far
            Metres before the eye between which depth is told apart.
        """
        slope = tan(FIELD_OF_VIEW / 2)
        matrix = np.zeros((4, 4))
        if self.orthographic:
            high = slope * self.distance
            matrix[2, 2:] = -2 / (far - near), -(far + near) / (far - near)
            matrix[3, 3] = 1
        else:
            high = slope
            matrix[2, 2:] = -(far + near) / (far - near), -2 * far * near / (far - near)
            matrix[3, 2] = -1
        matrix[0, 0], matrix[1, 1] = 1 / (high * aspect), 1 / high
        return matrix

    def to_eye(self, points: npt.NDArray[np.floating]) -> Vectors:
        """``(..., 3)`` world points in the eye's axes."""
        # Subtracting first keeps the digits of data far from its origin.
        return (points - self.target) @ self.axes.T - (0, 0, self.distance)

    def project(self, points: npt.NDArray[np.floating], width: float, height: float) -> Vectors:
        """``(..., 2)`` pixels of ``(..., 3)`` world points; NaN for those behind the eye."""
        seen = self.to_eye(points)
        depth = np.full(seen.shape[:-1], self.distance) if self.orthographic else -seen[..., 2]
        depth = np.where(depth > NEAREST * self.distance, depth, np.nan)
        scale = height / (2 * tan(FIELD_OF_VIEW / 2)) / depth
        return np.stack(
            (width / 2 + seen[..., 0] * scale, height / 2 - seen[..., 1] * scale), axis=-1
        )

    def framing(
        self, points: npt.NDArray[np.floating], aspect: float, fill: float = 0.86
    ) -> "Camera":
        """Same direction, placed so that ``(n, 3)`` points fill the picture as far as ``fill``."""
        seen = points @ self.axes.T
        middle = (seen.min(axis=0) + seen.max(axis=0)) / 2
        around = seen - middle
        slope = tan(FIELD_OF_VIEW / 2) * fill
        flat = np.maximum(np.abs(around[:, 0]) / aspect, np.abs(around[:, 1])) / slope
        distance = float((flat if self.orthographic else flat + around[:, 2]).max())
        return replace(self, target=middle @ self.axes, distance=max(distance, 1e-3))
