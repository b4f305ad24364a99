"""How views of a clip are drawn: the paper's three strengths, and ours, which fit long recordings.

A look turns source clips into views of ``n_frames``, with random amounts for every clip.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch

from training import views
from training.clips import Clips
from training.draws import Draws

Look = Callable[[Clips, Draws], Clips]


@dataclass(frozen=True)
class Looks:
    """Weak for keys, strong for queries, extreme for those who want it harder still.

    Parameters
    ----------
    source_frames
        Frames of the clips that the looks take; views have ``n_frames``.
    """

    source_frames: int
    n_frames: int
    weak: Look
    strong: Look
    extreme: Look


def paper_looks(n_frames: int) -> Looks:
    """Those of AimCLR and its successors: crop and shear; noise, blur, a missing axis; and more."""
    return Looks(n_frames, n_frames, _basic, _strong, _extreme)


def our_looks(n_frames: int) -> Looks:
    """Any heading, size and tempo; then also shear, noise, blur and missing limbs."""
    source_frames = math.ceil(n_frames * _SOURCE)

    def weak(clips: Clips, draws: Draws) -> Clips:
        return _turned_and_paced(clips, n_frames, draws)

    def strong(clips: Clips, draws: Draws) -> Clips:
        clips = _worn(_turned_and_paced(clips, n_frames, draws), draws)
        return views.without_part(clips, _sometimes_part(clips, draws))

    def extreme(clips: Clips, draws: Draws) -> Clips:
        clips = strong(clips, draws)
        clips = views.mirrored(clips, draws.chance(len(clips), 0.5))
        return _without_an_axis(clips, draws)

    return Looks(source_frames, n_frames, weak, strong, extreme)


_SOURCE = 1.5
_TEMPO = 1.25
_SCALE = 0.1


def _basic(clips: Clips, draws: Draws) -> Clips:
    """A crop of the clip continued as in mirrors by a sixth at both ends; shear."""
    pad = clips.n_frames // 6
    start = draws.choice(len(clips), 2 * pad + 1).float() - pad
    instants = views.window(start, clips.n_frames)
    clips = views.at(clips, views.reflected(instants, clips.n_frames))
    return _sheared(clips, draws)


def _strong(clips: Clips, draws: Draws) -> Clips:
    clips = _basic(clips, draws)
    n = len(clips)
    clips = views.noisy(clips, 0.01 * draws.chance(n, 0.5), draws)
    clips = views.blurred(clips, draws.uniform(n, 0.1, 2) * draws.chance(n, 0.5))
    return _without_an_axis(clips, draws)


def _extreme(clips: Clips, draws: Draws) -> Clips:
    clips = _strong(clips, draws)
    n = len(clips)
    clips = views.mirrored(clips, draws.chance(n, 0.5))
    clips = views.transformed(clips, views.rotation(_tilt(n, draws)))
    backwards = draws.chance(n, 0.5)[:, None]
    forth = views.window(torch.zeros(n, device=draws.device), clips.n_frames)
    return views.at(clips, torch.where(backwards, clips.n_frames - 1 - forth, forth))


def _tilt(n: int, draws: Draws) -> torch.Tensor:
    """Up to 30° about one axis and 1° about the others, ``(n, 3)`` radians."""
    main = draws.choice(n, 3)[:, None] == torch.arange(3, device=draws.device)
    degrees = torch.where(main, draws.uniform(n, 0, 30, 3), draws.uniform(n, 0, 1, 3))
    return degrees.deg2rad()


def _turned_and_paced(clips: Clips, n_frames: int, draws: Draws) -> Clips:
    n = len(clips)
    tempo = _TEMPO ** draws.uniform(n, -1, 1)
    room = (clips.n_frames - 1 - (n_frames - 1) * tempo).clamp(min=0)
    clips = views.at(clips, views.window(draws.uniform(n) * room, n_frames, tempo))
    angles = torch.zeros(n, 3, device=tempo.device)
    angles[:, 2] = draws.uniform(n, 0, math.tau)
    size = draws.uniform(n, 1 - _SCALE, 1 + _SCALE)[:, None, None]
    return views.transformed(clips, views.rotation(angles) * size)


def _worn(clips: Clips, draws: Draws) -> Clips:
    n = len(clips)
    clips = _sheared(clips, draws)
    clips = views.noisy(clips, 0.01 * draws.uniform(n), draws)
    return views.blurred(clips, draws.uniform(n, 0.1, 2) * draws.chance(n, 0.5))


def _sheared(clips: Clips, draws: Draws) -> Clips:
    return views.transformed(clips, views.shear(draws.uniform(len(clips), -0.5, 0.5, 6)))


def _sometimes_part(clips: Clips, draws: Draws) -> torch.Tensor:
    """A limb for half of the clips, for the others the torso, which is never left out."""
    limb = 1 + draws.choice(len(clips), len(views.PARTS) - 1)
    return limb * draws.chance(len(clips), 0.5)


def _without_an_axis(clips: Clips, draws: Draws) -> Clips:
    """For half of the clips, one axis at random is zero."""
    return views.transformed(clips, views.without_axis(draws.choice(len(clips), 6)))
