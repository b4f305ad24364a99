"""Batch normalisation over the batches of all processes, on any device.

Without it every process would normalise by its own share, and more processes would mean another
result, noisier with every one of them. torch has one for graphics cards only.
"""

from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn

from training.distributed import place


class SharedNorm(nn.modules.batchnorm._BatchNorm):
    """A normalisation that takes the place, and the weights, of another one."""

    def __init__(self, original: nn.modules.batchnorm._BatchNorm) -> None:
        device = original.weight.device
        super().__init__(original.num_features, original.eps, original.momentum, device=device)
        self.load_state_dict(original.state_dict())
        self.weight.requires_grad_(original.weight.requires_grad)
        self.bias.requires_grad_(original.bias.requires_grad)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or place().size == 1:
            return super().forward(x)
        over = [axis for axis in range(x.dim()) if axis != 1]
        shape = [1, -1, *[1] * (x.dim() - 2)]
        values = x.float()
        count = _sum(values.new_tensor(values.numel() / values.shape[1]))
        mean = _sum(values.sum(over)) / count
        centred = values - mean.view(shape)
        # Not the mean of squares less the square of the mean, whose digits cancel.
        variance = _sum(centred.square().sum(over)) / count
        self._follow(mean.detach(), variance.detach(), count)
        scale = (variance + self.eps).rsqrt() * self.weight
        normed = centred * scale.view(shape) + self.bias.view(shape)
        return normed.to(x.dtype)

    @torch.no_grad()
    def _follow(self, mean: Tensor, variance: Tensor, count: Tensor) -> None:
        assert self.running_mean is not None and self.running_var is not None
        assert self.num_batches_tracked is not None and self.momentum is not None
        self.num_batches_tracked.add_(1)
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(variance * count / (count - 1).clamp(min=1), self.momentum)

    def _check_input_dim(self, x: Tensor) -> None:
        """Any shape with the channels second will do."""


def _sum(values: Tensor) -> Tensor:
    """The sum over all processes, with a gradient."""
    total: Tensor = _Sum.apply(values)  # type: ignore[no-untyped-call]
    return total


class _Sum(torch.autograd.Function):
    """What a process adds is in the sum that all of them get, so their gradients add up too."""

    @staticmethod
    def forward(ctx: Any, values: Tensor) -> Tensor:
        total = values.clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        total = gradient.clone()
        dist.all_reduce(total)
        return total


def share_norms(module: nn.Module) -> None:
    """Replace every batch normalisation inside."""
    for name, child in module.named_children():
        if isinstance(child, nn.modules.batchnorm._BatchNorm):
            setattr(module, name, SharedNorm(child))
        else:
            share_norms(child)
