"""Where a joint was in the last second and will be in the next. Knows nothing of the screen."""

from collections.abc import Sequence
from math import ceil

import numpy as np
import numpy.typing as npt

from app.viewer.scene import Scene
from app.viewer.shapes import Floats

SECONDS = 1.0
SAMPLES = 32
"""At most so many pieces a second: more cannot be told apart."""
THICKEST, THINNEST = 0.011, 0.003
"""Radii as shares of the body's size: now, and a second away."""
PAST, FUTURE = 0.95, 0.45
"""Share of the body's colour, the rest being background, next to now; a second away it is 0.1."""
_FAINTEST = 0.1


def trail_at(
    scene: Scene,
    frame: int,
    joint: int,
    colours: Sequence[Floats],
    background: Floats,
    origin: npt.NDArray[np.floating],
) -> Floats:
    """``(n, 12)`` round cones through the places of a joint of every body.

    They get thinner and fainter away from ``frame``; where the joint is missing there are none.
    Colours and origin are those of `app.viewer.shapes.shapes_at`.
    """
    pieces = [
        _pieces(scene, body, joint, frames, frame, (share, colour, background), origin)
        for body, colour in enumerate(colours)
        for frames, share in zip(_frames(scene, frame), (PAST, FUTURE), strict=True)
    ]
    return np.concatenate(pieces)


def _frames(scene: Scene, frame: int) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.integer]]:
    """Away from now, into the past and the future.

    All but now are multiples of a step, so that the trail stays where it is while time passes.
    """
    reach = max(round(SECONDS * scene.recording.fps), 1)
    step = ceil(reach / SAMPLES)
    before = np.arange((frame - 1) // step * step, max(frame - reach, 0) - 1, -step)
    last = min(frame + reach, scene.recording.n_frames - 1)
    after = np.arange((frame // step + 1) * step, last + 1, step)
    now = np.array([frame])
    return np.concatenate((now, before)), np.concatenate((now, after))


def _pieces(
    scene: Scene,
    body: int,
    joint: int,
    frames: npt.NDArray[np.integer],
    frame: int,
    paint: tuple[float, Floats, Floats],
    origin: npt.NDArray[np.floating],
) -> Floats:
    share, colour, background = paint
    places = (scene.recording.positions[frames, body, joint] - origin).astype(np.float32)
    seen = scene.recording.valid[frames, body, joint]
    away = np.abs(frames - frame) / (SECONDS * scene.recording.fps)
    radius = scene.size * (THICKEST + (THINNEST - THICKEST) * away)
    kept = (share + (_FAINTEST - share) * away)[:-1, np.newaxis]
    cones = np.zeros((max(len(frames) - 1, 0), 12), dtype=np.float32)
    cones[:, 0:3], cones[:, 4:7] = places[:-1], places[1:]
    cones[:, 3], cones[:, 7] = radius[:-1], radius[1:]
    cones[:, 8:11] = kept * colour + (1 - kept) * background
    moved = (cones[:, 0:3] != cones[:, 4:7]).any(axis=1)
    drawn: Floats = cones[seen[:-1] & seen[1:] & moved]
    return drawn
