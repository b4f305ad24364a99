"""What finetuning minimises. Every frame of unknown label has weight zero.

Means are over the frames of all processes, see `training.distributed`.
"""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from training.distributed import even_share
from training.targets import is_known

_LARGEST_STEP = 4.0

# An edge is where people say it is within a tenth of a second or so: a bell of this deviation, cut
# off at three times as much, says how much of an edge a frame near it is.
_EDGE_DEVIATION = 3.0  # frames
_EDGE_REACH = 9  # frames

# Few frames are edges, so that each counts more.
_EDGE_WEIGHT = 3.0


def frame_cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean cross-entropy over the known frames; 0 if there are none.

    Parameters
    ----------
    logits
        ``(B, T, K)``.
    targets
        ``(B, T, K)``, see `training.targets`.
    """
    total = -(targets * logits.log_softmax(dim=-1)).sum()
    return total / even_share(is_known(targets).sum())


def smoothing(logits: Tensor, targets: Tensor) -> Tensor:
    """Truncated mean squared step of the log-probabilities from each frame to the next.

    Farha and Gall 2019, 'MS-TCN', equation 11: steps beyond 4 are taken for true edges and cost no
    more; the earlier frame gets no gradient. Only pairs of known frames count.
    """
    log_p = logits.log_softmax(dim=-1)  # (B, T, K)
    steps = (log_p[:, 1:] - log_p[:, :-1].detach()).abs().clamp(max=_LARGEST_STEP)
    known = is_known(targets)
    pairs = (known[:, 1:] & known[:, :-1])[..., None]
    return (steps.square() * pairs).sum() / (even_share(pairs.sum()) * logits.shape[-1])


def edge_loss(edges: Tensor, targets: Tensor) -> Tensor:
    """How badly it is told where labels change: mean binary cross-entropy over the known frames.

    After Ishikawa et al. 2021, 'Alleviating over-segmentation errors by detecting action
    boundaries', whose edges are single frames; these are as soft as people are unsure of them.

    Parameters
    ----------
    edges
        ``(B, T)``: logits of being the first frame of something else.
    targets
        ``(B, T, K)``; a change to or from an unknown frame is none. Where they change little by
        little, each step is as much of an edge as it changes.
    """
    known = is_known(targets)
    pairs = known[:, 1:] & known[:, :-1]
    changed = (targets[:, 1:] - targets[:, :-1]).abs().sum(dim=-1) / 2 * pairs
    loss = F.binary_cross_entropy_with_logits(
        edges,
        _nearness(F.pad(changed, (1, 0)).to(edges.dtype)),
        pos_weight=edges.new_tensor(_EDGE_WEIGHT),
        reduction="none",
    )
    return (loss * known).sum() / even_share(known.sum())


def _nearness(edges: Tensor) -> Tensor:
    """``(B, T)`` with 1 at edges → 1 there, less beside them, 0 from a reach away on."""
    far = torch.arange(-_EDGE_REACH, _EDGE_REACH + 1, device=edges.device, dtype=edges.dtype)
    bell = (-0.5 * (far / _EDGE_DEVIATION).square()).exp()
    return F.conv1d(edges[:, None], bell[None, None], padding=_EDGE_REACH)[:, 0].clamp(max=1)
