"""The features of `core.features`, of whole batches of clips on any device."""

from dataclasses import dataclass

import torch
from torch import Tensor

from core.features import KEY_JOINTS
from core.model.config import EncoderConfig
from training.clips import HIP, Clips


@dataclass(frozen=True, eq=False)
class View:
    """What an encoder sees of clips.

    Parameters
    ----------
    features
        ``(B, T, M, V, C)``.
    present
        ``(B, T, M)`` bool: where a body is.
    instants
        ``(B, T)``: which moment of its source each frame shows.
    """

    features: Tensor
    present: Tensor
    instants: Tensor


@torch.no_grad()
def view(clips: Clips, encoder: EncoderConfig, *, masked: bool = True) -> View:
    """The features that an encoder takes.

    Parameters
    ----------
    masked
        False passes off absent bodies and frames beyond the end as bodies in which all is zero, a
        defect of the published code.
    """
    parts = [clips.positions - clips.positions[..., HIP : HIP + 1, :]]
    if encoder.movement:
        parts.append(_movement(clips))
    if encoder.relation:
        parts += _relation(clips)
    known = clips.valid & clips.present[..., None]  # (B, T, M, V)
    features = torch.cat(parts, dim=-1).masked_fill(~known[..., None], 0)
    present = clips.present if masked else torch.ones_like(clips.present)
    return View(features, present, clips.instants)


def _movement(clips: Clips) -> Tensor:
    """From the frame before to the frame after, one-sided at both ends; zero if one is unknown."""
    frames = torch.arange(clips.n_frames, device=clips.positions.device)
    before, after = (frames - 1).clamp(min=0), (frames + 1).clamp(max=clips.n_frames - 1)
    known = clips.valid[:, before] & clips.valid[:, after]
    return (clips.positions[:, after] - clips.positions[:, before]) * known[..., None]


def _relation(clips: Clips) -> list[Tensor]:
    """Each joint's offset to the other body's hip, and distances to its key joints."""
    positions = clips.positions
    other, exists = _nearest_other(positions[..., HIP, :], clips.present)  # (B, T, M)
    hips = _of_body(positions[..., HIP, :], other)  # (B, T, M, 3)
    keys = _of_body(positions[..., KEY_JOINTS, :], other)  # (B, T, M, 9, 3)
    keys_exist = _of_body(clips.valid[..., KEY_JOINTS], other) & exists[..., None]
    offsets = (positions - hips[..., None, :]) * exists[..., None, None]
    # Not by products of matrices, which lose what is near.
    distances = torch.cdist(positions, keys, compute_mode="donot_use_mm_for_euclid_dist")
    return [offsets, distances * keys_exist[..., None, :]]


def _nearest_other(hips: Tensor, present: Tensor) -> tuple[Tensor, Tensor]:
    """The nearest other present body of each, and whether there is one; both ``(B, T, M)``."""
    apart = (hips[:, :, :, None] - hips[:, :, None]).norm(dim=-1)  # (B, T, M, M)
    itself = torch.eye(hips.shape[2], dtype=torch.bool, device=hips.device)
    both = present[:, :, :, None] & present[:, :, None] & ~itself
    apart = apart.masked_fill(~both, torch.inf)
    return apart.argmin(dim=-1), both.any(dim=-1)


def _of_body(values: Tensor, body: Tensor) -> Tensor:
    """``values`` ``(B, T, M, ...)`` of another body for each, ``body`` ``(B, T, M)``."""
    index = body.reshape(*body.shape, *[1] * (values.dim() - 3)).expand_as(values)
    return values.gather(2, index)
