"""The contrastive loss, and the figures by which a collapse is seen.

van den Oord et al. 2018, 'Representation learning with contrastive predictive coding', with several
positives as in the nearest-neighbour mining of Guo et al. 2022, 'AimCLR'.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from training.distributed import mean_over_all

# More rows tell no more about how evenly they lie, but cost their square.
_ROWS_FOR_UNIFORMITY = 512


@dataclass(frozen=True, eq=False)
class Contrast:
    """A loss, and how it came about. All are scalars; only the first has a gradient.

    Parameters
    ----------
    loss
        Mean over anchors. ``log(1 + n_negatives)`` when nothing is learnt yet.
    alignment
        Mean squared distance of an anchor and its positive: 0 is best, 2 is chance.
    uniformity
        Log of the mean Gaussian potential of pairs of anchors (Wang and Isola 2020, 'Understanding
        contrastive representation learning', with t = 2): 0 means that all anchors are the same,
        which is collapse; about -4 that they lie evenly on the sphere. Of one process' anchors.
    accuracy
        Share of anchors whose positive is nearer than every negative.
    """

    loss: Tensor
    alignment: Tensor
    uniformity: Tensor
    accuracy: Tensor


@dataclass(frozen=True, eq=False)
class Negatives:
    """What anchors are told from.

    Parameters
    ----------
    queue
        ``(K, D)``: keys for all anchors.
    mined
        ``(N, K)`` bool: which of them count as positives of an anchor instead.
    others
        ``(H, D)``: more keys.
    told_apart
        ``(N, H)`` bool: which of those are negatives of an anchor.
    """

    queue: Tensor
    mined: Tensor | None = None
    others: Tensor | None = None
    told_apart: Tensor | None = None


def info_nce(
    anchors: Tensor, positives: Tensor, negatives: Negatives, tau: float, counts: Tensor
) -> Contrast:
    """Contrast unit vectors ``(N, D)`` with their positives ``(N, D)`` and with negatives.

    The loss of an anchor is the mean of ``-log softmax`` over its positives, at temperature
    ``tau``; only anchors that count, ``(N,)`` bool, enter.
    """
    similarities = similarities_of(anchors, positives, negatives)
    is_positive = _is_positive(similarities, negatives.mined)
    log_p = (similarities / tau).log_softmax(dim=1)
    # Where a negative does not count, log_p is -inf, and 0 * -inf would not be a number.
    gains = torch.where(is_positive, log_p, 0).sum(dim=1) / is_positive.sum(dim=1)
    loss = mean_over_all(-gains, counts)
    with torch.no_grad():
        won = similarities[:, 0] > _highest_negative(similarities, is_positive)
        return Contrast(
            loss,
            alignment=mean_over_all(2 - 2 * similarities[:, 0], counts),
            uniformity=uniformity(anchors[counts]),
            accuracy=mean_over_all(won.to(gains.dtype), counts),
        )


def similarities_of(anchors: Tensor, positives: Tensor, negatives: Negatives) -> Tensor:
    """``(N, 1 + K + H)`` products: positive, queue, others; ``-inf`` where one does not count."""
    parts = [(anchors * positives).sum(dim=1, keepdim=True), anchors @ negatives.queue.T]
    if negatives.others is not None and negatives.told_apart is not None:
        others = anchors @ negatives.others.T  # (N, H)
        parts.append(others.masked_fill(~negatives.told_apart, -torch.inf))
    return torch.cat(parts, dim=1)


def mined(similarities: Tensor, n_nearest: int) -> Tensor:
    """``(N, K)`` bool: the ``n_nearest`` keys of each anchor, by their similarity."""
    nearest = similarities.topk(min(n_nearest, similarities.shape[1]), dim=1).indices
    return torch.zeros_like(similarities, dtype=torch.bool).scatter(1, nearest, True)


@torch.no_grad()
def uniformity(anchors: Tensor) -> Tensor:
    """Log of the mean of ``exp(-2 d²)`` over pairs of different rows; 0 without a pair."""
    anchors = anchors[:_ROWS_FOR_UNIFORMITY]
    if len(anchors) < 2:
        return anchors.new_zeros(())
    return torch.pdist(anchors).square().mul(-2).exp().mean().log()


def _is_positive(similarities: Tensor, mined: Tensor | None) -> Tensor:
    is_positive = torch.zeros_like(similarities, dtype=torch.bool)
    is_positive[:, 0] = True
    if mined is not None:
        is_positive[:, 1 : 1 + mined.shape[1]] = mined
    return is_positive


def _highest_negative(similarities: Tensor, is_positive: Tensor) -> Tensor:
    return similarities.masked_fill(is_positive, -torch.inf).amax(dim=1)
