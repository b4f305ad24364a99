"""Equally long pieces of recordings, as joint positions. Knows nothing of features or networks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from core.features import Features
from core.skeleton import KINECT2

HIP = KINECT2.joint_names.index("SpineBase")


@dataclass(frozen=True, eq=False)
class Clips:
    """A batch of clips in the 25-joint layout, at the model's rate, z up, metres.

    Parameters
    ----------
    positions
        ``(B, T, M, V, 3)`` float32; zero where ``valid`` is False.
    valid
        ``(B, T, M, V)`` bool: which joints are known.
    instants
        ``(B, T)``: which moment of its source each frame shows, in frames of the source. Two views
        of one source can be matched by it.
    """

    positions: Tensor
    valid: Tensor
    instants: Tensor

    def __len__(self) -> int:
        return len(self.positions)

    @property
    def n_frames(self) -> int:
        return self.positions.shape[1]

    @property
    def present(self) -> Tensor:
        """``(B, T, M)`` bool: where a body is."""
        return self.valid[..., HIP]

    def to(self, device: torch.device) -> "Clips":
        return Clips(self.positions.to(device), self.valid.to(device), self.instants.to(device))


def cut(source: Features, n_frames: int, share: float) -> tuple[npt.NDArray[np.generic], ...]:
    """``n_frames`` of a recording as positions and validity, with nobody after its end.

    Parameters
    ----------
    share
        Where the clip starts, between the earliest possible place at 0 and the last one at 1.
    """
    start = int(share * (max(source.n_frames - n_frames, 0) + 0.999))
    positions, valid = source.joints(start, min(start + n_frames, source.n_frames))
    beyond = n_frames - len(positions)
    return (
        np.pad(positions, ((0, beyond), *[(0, 0)] * 3)),
        np.pad(valid, ((0, beyond), *[(0, 0)] * 2)),
    )


def stacked(clips: Sequence[tuple[npt.NDArray[np.generic], ...]], n_bodies: int) -> Clips:
    """Clips of equal length as a batch, all with ``n_bodies``, of which some are never there."""
    positions, valid = (
        torch.from_numpy(np.stack([_with_bodies(array, n_bodies) for array in arrays]))
        for arrays in zip(*clips, strict=True)
    )
    instants = torch.arange(positions.shape[1], dtype=torch.float32)
    return Clips(positions, valid, instants.expand(len(positions), -1).contiguous())


def _with_bodies(x: npt.NDArray[np.generic], n_bodies: int) -> npt.NDArray[np.generic]:
    return np.pad(x, ((0, 0), (0, n_bodies - x.shape[1]), *[(0, 0)] * (x.ndim - 2)))
