"""Random numbers for batches, the same however many processes share a batch."""

import numpy as np
import torch
from torch import Tensor

from training.distributed import place


class Draws:
    """Draws for the rows of a batch.

    Each is made for the global batch, of which a process takes its share.

    Parameters
    ----------
    device
        Where the numbers are made.
    seed
        Numbers that together say which draws these are, such as a run's seed and an epoch.
    """

    def __init__(self, device: torch.device, *seed: int) -> None:
        self.device = device
        (mixed,) = np.random.SeedSequence(seed).generate_state(1)
        self._generator = torch.Generator(device).manual_seed(int(mixed))

    def uniform(self, n_rows: int, low: float = 0, high: float = 1, *shape: int) -> Tensor:
        """``(n_rows, *shape)`` between ``low`` and ``high``."""
        size = (n_rows * place().size, *shape)
        drawn = torch.rand(size, generator=self._generator, device=self.device)
        return low + (high - low) * place().rows(drawn)

    def normal(self, n_rows: int, *shape: int) -> Tensor:
        """``(n_rows, *shape)`` of mean 0 and deviation 1."""
        size = (n_rows * place().size, *shape)
        drawn = torch.randn(size, generator=self._generator, device=self.device)
        return place().rows(drawn)

    def chance(self, n_rows: int, probability: float) -> Tensor:
        """``(n_rows,)`` bool, each true with this probability."""
        return self.uniform(n_rows) < probability

    def choice(self, n_rows: int, n_choices: int) -> Tensor:
        """``(n_rows,)`` long, each below ``n_choices``."""
        return self.uniform(n_rows).mul(n_choices).long().clamp(max=n_choices - 1)

    def half(self, n_rows: int) -> Tensor:
        """``(n_rows,)`` bool: true in a random half of the global batch."""
        n_all = n_rows * place().size
        order = torch.randperm(n_all, generator=self._generator, device=self.device)
        return place().rows(order < n_all // 2)
