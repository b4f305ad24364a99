"""What finetuning minimises. Every frame of unknown label has weight zero."""

import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from core.labels import UNKNOWN

_LARGEST_STEP = 4.0


def frame_cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    """Mean cross-entropy over the known frames; 0 if there are none.

    Parameters
    ----------
    logits
        ``(B, T, K)``.
    labels
        ``(B, T)``, `UNKNOWN` where nobody looked.
    """
    known = int((labels != UNKNOWN).sum())
    total = F.cross_entropy(
        logits.flatten(0, 1), labels.flatten(), ignore_index=UNKNOWN, reduction="sum"
    )
    return total / max(known, 1)


def smoothing(logits: Tensor, labels: Tensor) -> Tensor:
    """Truncated mean squared step of the log-probabilities from each frame to the next.

    Farha and Gall 2019, 'MS-TCN', equation 11: steps beyond 4 are taken for true edges and cost no
    more; the earlier frame gets no gradient. Only pairs of known frames count.
    """
    log_p = logits.log_softmax(dim=-1)  # (B, T, K)
    steps = (log_p[:, 1:] - log_p[:, :-1].detach()).abs().clamp(max=_LARGEST_STEP)
    known = labels != UNKNOWN
    pairs = (known[:, 1:] & known[:, :-1])[..., None]
    return (steps.square() * pairs).sum() / (pairs.sum() * logits.shape[-1]).clamp(min=1)
