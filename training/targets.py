"""What frames are taught: probabilities of classes, and nothing where nothing is known."""

import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from core.labels import UNKNOWN


def targets_of(labels: Tensor, n_classes: int) -> Tensor:
    """``(…)`` class numbers or `UNKNOWN` → ``(…, n_classes + 1)``: 1 for the class, or all 0."""
    known = labels != UNKNOWN
    return (F.one_hot(labels.clamp(min=0).long(), n_classes + 1) * known[..., None]).float()


def labels_of(targets: Tensor) -> Tensor:
    """``(…, n_classes + 1)`` → ``(…)``: the likeliest class, `UNKNOWN` where nothing is taught."""
    return targets.argmax(dim=-1).where(is_known(targets), UNKNOWN)


def is_known(targets: Tensor) -> Tensor:
    """``(…, n_classes + 1)`` → ``(…)`` bool: where anything is taught."""
    return targets.any(dim=-1)
