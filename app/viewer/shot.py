"""One picture, told in the terms of those who paint it. Knows nothing of recordings and frames."""

from dataclasses import dataclass

from app.viewer.camera import Camera, Vectors
from app.viewer.shapes import Floats
from app.viewer.theme import ViewTheme


@dataclass(frozen=True, eq=False)
class Shot:
    """One picture. Positions are relative to the camera's target.

    Parameters
    ----------
    camera
        Looks at the origin.
    shapes
        See `app.viewer.shapes`.
    n_solid
        How many of them, from the first on, cast shadows: a trail does not.
    size
        Metres: about the height of a body.
    ground
        Height of the ground, or None to leave it out.
    pool, pool_radius, shadow_radius
        Where on the ground ``(2,)`` the light falls, how far it reaches, and how far shadows do.
    cell, phase
        Length of the grid's cells and the offset ``(2,)`` that keeps them still in the world.
    key
        ``(3,)`` towards the key light.
    theme
        Colours.
    """

    camera: Camera
    shapes: Floats
    n_solid: int
    size: float
    ground: float | None
    pool: Vectors
    pool_radius: float
    shadow_radius: float
    cell: float
    phase: Vectors
    key: Vectors
    theme: ViewTheme
