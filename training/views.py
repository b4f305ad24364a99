"""The same clip, seen otherwise: changes of positions, whole batches at once, on any device.

What concerns time is a choice of `instants`; what concerns space is a matrix. Each change takes its
amount for every clip, so that it can be tested; who draws the amounts is in `training.looks`.
Bodies are not swapped: everything downstream is symmetric in them.
"""

from dataclasses import replace

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from core.skeleton import KINECT2
from training.clips import Clips
from training.draws import Draws

PARTS = (
    (0, 1, 2, 3, 20),
    (4, 5, 6, 7, 21, 22),
    (8, 9, 10, 11, 23, 24),
    (12, 13, 14, 15),
    (16, 17, 18, 19),
)
"""Joints of the torso, the arms and the legs."""

_BLUR_REACH = 7


def at(clips: Clips, instants: Tensor) -> Clips:
    """Frames ``(B, T')`` of the clips, in between by interpolation; nobody beyond their ends."""
    last = clips.n_frames - 1
    inside = (instants >= 0) & (instants <= last)
    instants = instants.clamp(0, last)
    before, after = instants.floor().long(), instants.ceil().long()
    row = torch.arange(len(clips), device=instants.device)[:, None]
    share = instants - before
    valid = clips.valid[row, before] & clips.valid[row, after] & inside[:, :, None, None]
    positions = torch.lerp(
        clips.positions[row, before], clips.positions[row, after], share[:, :, None, None, None]
    )
    shown = torch.lerp(clips.instants[row, before], clips.instants[row, after], share)
    return Clips(positions * valid[..., None], valid, shown)


def window(start: Tensor, n_frames: int, tempo: Tensor | float = 1.0) -> Tensor:
    """Instants ``(B, n_frames)`` from ``start`` ``(B,)`` on, ``tempo`` ``(B,)`` times as fast."""
    frames = torch.arange(n_frames, device=start.device)
    return start[:, None] + frames * torch.as_tensor(tempo, device=start.device).view(-1, 1)


def reflected(instants: Tensor, n_frames: int) -> Tensor:
    """Instants beyond either end of a clip become those before it, as in a mirror."""
    last = max(n_frames - 1, 1)
    return last - (instants.remainder(2 * last) - last).abs()


def slow(clips: Clips) -> Clips:
    """The first half at its own tempo."""
    return _frames(clips, slice(clips.n_frames // 2))


def fast(clips: Clips) -> Clips:
    """Every second frame: the whole at twice the tempo, as long as `slow`."""
    return _frames(clips, slice(0, clips.n_frames // 2 * 2, 2))


def chosen(which: Tensor, these: Clips, others: Clips) -> Clips:
    """Clips of equal length: ``these`` where ``which`` ``(B,)``, else ``others``."""
    return Clips(
        torch.where(which[:, None, None, None, None], these.positions, others.positions),
        torch.where(which[:, None, None, None], these.valid, others.valid),
        torch.where(which[:, None], these.instants, others.instants),
    )


def transformed(clips: Clips, matrices: Tensor) -> Clips:
    """Positions times ``(B, 3, 3)`` from the right."""
    flat = clips.positions.flatten(1, 3) @ matrices
    return replace(clips, positions=flat.view_as(clips.positions))


def shear(amounts: Tensor) -> Tensor:
    """Ones on the diagonal, ``amounts`` ``(B, 6)`` off it."""
    off_diagonal = ~torch.eye(3, dtype=torch.bool, device=amounts.device)
    matrices = torch.eye(3, device=amounts.device).repeat(len(amounts), 1, 1)
    matrices[:, off_diagonal] = amounts
    return matrices


def rotation(angles: Tensor) -> Tensor:
    """About x, then y, then z by ``(B, 3)`` radians."""
    x, y, z = (_rotation_about(axis, angles[:, axis]) for axis in range(3))
    return x @ y @ z


def without_axis(axis: Tensor) -> Tensor:
    """The identity but for a zero at ``axis`` ``(B,)``; beyond 2 there is no axis to lose."""
    kept = torch.arange(3, device=axis.device) != axis[:, None]
    return torch.diag_embed(kept.float())


def mirrored(clips: Clips, which: Tensor) -> Clips:
    """Left and right exchanged where ``which`` ``(B,)``."""
    flipped = clips.positions[..., KINECT2.mirror, :] * clips.positions.new_tensor([-1, 1, 1])
    other = Clips(flipped, clips.valid[..., KINECT2.mirror], clips.instants)
    return chosen(which, other, clips)


def noisy(clips: Clips, deviation: Tensor, draws: Draws) -> Clips:
    """Every known joint off by ``deviation`` ``(B,)`` metres, in every frame anew."""
    off = draws.normal(len(clips), *clips.positions.shape[1:])
    off = off * deviation[:, None, None, None, None] * clips.valid[..., None]
    return replace(clips, positions=clips.positions + off)


def blurred(clips: Clips, deviation: Tensor) -> Clips:
    """Every joint averaged over the 15 frames around, by a Gaussian of ``deviation`` ``(B,)``.

    Only known frames count. A deviation of 0 changes nothing.
    """
    offsets = torch.arange(-_BLUR_REACH, _BLUR_REACH + 1, device=deviation.device)
    exponents = -0.5 * (offsets / deviation.clamp(min=1e-3)[:, None]).square()
    weights = exponents.exp()[:, :, None, None, None]  # (B, 15, 1, 1, 1)
    known = clips.valid.to(clips.positions.dtype)  # (B, T, M, V)
    padding = (0, 0, 0, 0, _BLUR_REACH, _BLUR_REACH)
    positions = F.pad(clips.positions, (0, 0, *padding))
    known_padded = F.pad(known, padding)
    total, count = torch.zeros_like(clips.positions), torch.zeros_like(known)
    for place in range(len(offsets)):
        frames = slice(place, place + clips.n_frames)
        total += positions[:, frames] * weights[:, place, None]
        count += known_padded[:, frames] * weights[:, place]
    return replace(clips, positions=total / count.clamp(min=1e-6)[..., None] * known[..., None])


def without_part(clips: Clips, part: Tensor) -> Clips:
    """One of `PARTS` ``(B,)`` unknown throughout; the torso, 0, is left alone."""
    member = torch.zeros(len(PARTS), KINECT2.n_joints, dtype=torch.bool, device=part.device)
    for number, joints in enumerate(PARTS[1:], start=1):
        member[number, list(joints)] = True
    valid = clips.valid & ~member[part][:, None, None]
    return replace(clips, positions=clips.positions * valid[..., None], valid=valid)


def _frames(clips: Clips, frames: slice) -> Clips:
    return Clips(clips.positions[:, frames], clips.valid[:, frames], clips.instants[:, frames])


def _rotation_about(axis: int, angles: Tensor) -> Tensor:
    one, other = (axis + 1) % 3, (axis + 2) % 3
    matrices = torch.eye(3, device=angles.device).repeat(len(angles), 1, 1)
    matrices[:, one, one] = matrices[:, other, other] = angles.cos()
    matrices[:, one, other] = angles.sin()
    matrices[:, other, one] = -angles.sin()
    return matrices
