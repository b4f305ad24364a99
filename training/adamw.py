"""AdamW (Loshchilov and Hutter 2019) without the second that torch's takes to begin.

That one imports torch's compiler when it is made, which is more than a third of a short refit.
"""

from collections.abc import Iterable

import torch
from torch import Tensor

_MEAN, _SQUARE, _EPSILON = 0.9, 0.999, 1e-8


class AdamW:
    """Steps as those of `torch.optim.AdamW`, for parameters that all get a gradient.

    Parameters
    ----------
    parameters
        That are changed in place.
    weight_decay
        By which they shrink, times the learning rate, in each step.
    """

    def __init__(self, parameters: Iterable[Tensor], weight_decay: float) -> None:
        self._all = [(one, torch.zeros_like(one), torch.zeros_like(one)) for one in parameters]
        self._decay = weight_decay
        self._steps = 0

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Go one step against the gradients, and forget them."""
        self._steps += 1
        unbiased = 1 - _SQUARE**self._steps
        for one, mean, square in self._all:
            assert one.grad is not None
            mean.lerp_(one.grad, 1 - _MEAN)
            square.mul_(_SQUARE).addcmul_(one.grad, one.grad, value=1 - _SQUARE)
            one.mul_(1 - rate * self._decay)
            spread = (square / unbiased).sqrt_().add_(_EPSILON)
            one.addcdiv_(mean, spread, value=-rate / (1 - _MEAN**self._steps))
            one.grad = None
