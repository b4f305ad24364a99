"""Dropout that does not cost a processor more than the layer before it."""

import torch
from torch import Tensor, nn

_LEVELS = 256


class Dropout(nn.Dropout):
    """`nn.Dropout` whose decisions, on a processor, take one random byte each.

    Eight times fewer draws than one for every feature; ``p`` is rounded to a 256th.
    """

    def forward(self, x: Tensor) -> Tensor:
        if x.device.type != "cpu" or not self.training or not self.p:
            dropped: Tensor = super().forward(x)
            return dropped
        threshold = round(self.p * _LEVELS)
        kept = _bytes_like(x) >= threshold
        return x * kept.to(x.dtype).mul_(_LEVELS / (_LEVELS - threshold))


def _bytes_like(x: Tensor) -> Tensor:
    """Random bytes in the shape of ``x`` and in its order in memory."""
    words = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
    order = sorted(range(x.ndim), key=x.stride, reverse=True)
    drawn = words.view(torch.uint8)[: x.numel()].view([x.shape[axis] for axis in order])
    return drawn.permute([order.index(axis) for axis in range(x.ndim)])
