"""The same action, seen otherwise: changes of a batch that keep what its labels mean.

All work on features, each of which turns, grows or speeds up in a way that follows from what it is
(see `core.features`), so that no positions are needed: whole batches, on any device. Bodies are not
swapped: the network is symmetric in them.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Generator, Tensor

from core.features import KEY_JOINTS, OWN_CHANNELS
from core.model.scene import Scenes
from core.skeleton import KINECT2
from training.batch import Batch

_POSITION, _MOVEMENT = slice(0, 3), slice(3, OWN_CHANNELS)
_VECTOR_CHANNELS = 9
_HIP = KINECT2.joint_names.index("SpineBase")


@dataclass(frozen=True)
class Augmentation:
    """How far a batch may be changed."""

    rotation: float = 180.0  # degrees about the vertical, to either side
    scale: float = 0.1  # relative change of all lengths, to either side
    tempo: float = 1.25  # fastest speed-up; the strongest slow-down is its inverse
    noise: float = 0.005  # metres, standard deviation of each coordinate of a joint
    mirror: bool = False  # whether to mirror half of the crops, where the classes allow it

    def source_frames(self, n_frames: int) -> int:
        """Frames to cut so that ``n_frames`` remain at the fastest tempo."""
        return math.ceil(n_frames * self.tempo)


def augmented(
    batch: Batch, n_frames: int, how: Augmentation, classes: Sequence[str], random: Generator
) -> Batch:
    """A batch of `Augmentation.source_frames` frames → one of ``n_frames``, changed at random."""
    batch = at_tempo(batch, n_frames, how.tempo ** _signed(batch, random))
    batch = scaled(batch, 1 + how.scale * _signed(batch, random))
    batch = noisy(batch, how.noise, random)
    if how.mirror and (mirror := mirrored_classes(classes)):
        batch = mirrored(batch, mirror, _signed(batch, random) > 0)
    return rotated(batch, math.radians(how.rotation) * _signed(batch, random))


def at_tempo(batch: Batch, n_frames: int, tempo: Tensor) -> Batch:
    """The first ``n_frames`` when everything happens ``tempo`` ``(B,)`` times as fast."""
    instants = torch.arange(n_frames, device=tempo.device) * tempo[:, None]  # (B, T)
    instants = instants.clamp(max=batch.targets.shape[1] - 1)
    before, after, nearest = (
        x.long() for x in (instants.floor(), instants.ceil(), instants.round())
    )
    crop = torch.arange(len(tempo), device=tempo.device)[:, None]
    share = (instants - before)[:, :, None, None, None]
    features = torch.lerp(batch.features[crop, before], batch.features[crop, after], share)
    features[..., _MOVEMENT] *= _per_crop(tempo)
    present = batch.present[crop, before] & batch.present[crop, after]
    somebody = Scenes(present).somebody
    return replace(
        batch,
        features=features * present[..., None, None],
        present=present,
        # What was out of sight for a moment may now be so for too long.
        targets=batch.targets[crop, nearest] * somebody[..., None],
    )


def scaled(batch: Batch, factor: Tensor) -> Batch:
    """All lengths times ``factor`` ``(B,)``."""
    return replace(batch, features=batch.features * _per_crop(factor))


def rotated(batch: Batch, angle: Tensor) -> Batch:
    """Everything turned about the vertical by ``angle`` ``(B,)`` radians."""
    cos, sin, zero = angle.cos(), angle.sin(), torch.zeros_like(angle)
    rows = [cos, sin, zero, -sin, cos, zero, zero, zero, zero + 1]
    turn = torch.stack(rows, dim=1).view(-1, 1, 1, 3, 3)
    return replace(
        batch, features=_with_vectors(batch.features, lambda v: (v.flatten(3, 4) @ turn).view_as(v))
    )


def noisy(batch: Batch, deviation: float, random: Generator) -> Batch:
    """Every joint off by a little, with all that follows but the distances between bodies."""
    features = batch.features.clone()
    off = deviation * torch.randn(
        (*features.shape[:-1], 3), generator=random, device=features.device
    )
    exists = features.any(dim=-1, keepdim=True)
    features[..., _POSITION] += (off - off[..., _HIP : _HIP + 1, :]) * exists
    features[:, 1:-1, ..., _MOVEMENT] += (off[:, 2:] - off[:, :-2]) * exists[:, 1:-1]
    return replace(batch, features=features)


def mirrored(batch: Batch, classes: Sequence[int], which: Tensor) -> Batch:
    """Left and right exchanged, in the crops ``which`` ``(B,)``.

    Parameters
    ----------
    classes
        For each class the one that its mirror image shows, see `mirrored_classes`.
    """
    features = batch.features[..., KINECT2.mirror, :]
    features = _with_vectors(features, lambda v: v * v.new_tensor([-1.0, 1.0, 1.0]))
    if features.shape[-1] > _VECTOR_CHANNELS:
        features = features[..., _mirrored_channels()]
    becomes = [*classes, len(classes)]  # background is background
    return replace(
        batch,
        features=torch.where(_per_crop(which), features, batch.features),
        targets=torch.where(which[:, None, None], batch.targets[..., becomes], batch.targets),
    )


def mirrored_classes(classes: Sequence[str]) -> tuple[int, ...] | None:
    """For each class the one whose name has left and right exchanged, itself if it has no side.

    None if a class has a side but no counterpart: then nothing may be mirrored.
    """
    other = {"left": "right", "right": "left"}
    names = [re.sub("left|right", lambda side: other[side[0]], name.lower()) for name in classes]
    index = {name.lower(): number for number, name in enumerate(classes)}
    if not all(name in index for name in names):
        return None
    return tuple(index[name] for name in names)


def _mirrored_channels() -> list[int]:
    """Order of the channels in which the distances to left and right key joints are exchanged."""
    places = [KEY_JOINTS.index(KINECT2.mirror[joint]) for joint in KEY_JOINTS]
    return [*range(_VECTOR_CHANNELS), *(_VECTOR_CHANNELS + place for place in places)]


def _with_vectors(features: Tensor, change: Callable[[Tensor], Tensor]) -> Tensor:
    """Features whose vectors, as ``(B, T, M, V, n, 3)``, went through ``change``."""
    n_channels = min(features.shape[-1], _VECTOR_CHANNELS)
    vectors = features[..., :n_channels].reshape(*features.shape[:-1], -1, 3)
    return torch.cat([change(vectors).flatten(-2), features[..., n_channels:]], dim=-1)


def _signed(batch: Batch, random: Generator) -> Tensor:
    """Uniform between -1 and 1, one for each crop."""
    device = batch.targets.device
    return 2 * torch.rand(len(batch.targets), generator=random, device=device) - 1


def _per_crop(values: Tensor) -> Tensor:
    """``(B,)`` → ``(B, 1, 1, 1, 1)``."""
    return values[:, None, None, None, None]
