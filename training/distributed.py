"""Several processes that train as one. With a single process every function here does nothing.

Every process sees the same share of each global batch. Sums over its rows are divided by the
number of rows of all processes, and gradients are averaged, so that the result is that of one
process with the global batch.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor


@dataclass(frozen=True)
class Place:
    """Which of how many processes this is."""

    rank: int = 0
    size: int = 1

    def rows(self, everything: Tensor) -> Tensor:
        """This process' share of something that has a row for each row of the global batch."""
        return everything.chunk(self.size)[self.rank]


def place() -> Place:
    """Where this process stands."""
    if not (dist.is_available() and dist.is_initialized()):
        return Place()
    return Place(dist.get_rank(), dist.get_world_size())


@contextmanager
def joined(device: str) -> Iterator[None]:
    """Take part with the other processes if torchrun has started this one.

    Parameters
    ----------
    device
        ``"auto"``, ``"cpu"`` or ``"cuda"``; every process on a machine gets its own card.
    """
    if "WORLD_SIZE" not in os.environ:
        yield
        return
    on_cards = device != "cpu" and torch.cuda.is_available()
    if on_cards:
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    dist.init_process_group("nccl" if on_cards else "gloo")
    try:
        yield
    finally:
        dist.destroy_process_group()


def gathered(rows: Tensor) -> Tensor:
    """The rows of all processes, in the order of the global batch; no gradient passes."""
    rows = rows.detach()
    if place().size == 1:
        return rows
    # Not every backend gathers bool.
    plain = rows.to(torch.uint8) if rows.dtype == torch.bool else rows.contiguous()
    everybody = [torch.empty_like(plain) for _ in range(place().size)]
    dist.all_gather(everybody, plain)
    return torch.cat(everybody).to(rows.dtype)


def mean_over_all(values: Tensor, counts: Tensor) -> Tensor:
    """The mean of the values of all processes that count; 0 without any.

    What a process gets is its part of the mean times the number of processes: averaging what they
    got, or its gradients, gives the mean or its gradients.
    """
    total = (values * counts).sum()
    n = counts.sum().to(total.dtype).detach().clone()
    if place().size > 1:
        dist.all_reduce(n)
    return total * place().size / n.clamp(min=1)


def averaged(value: Tensor) -> Tensor:
    """The mean of a detached value over all processes."""
    value = value.detach().clone()
    if place().size > 1:
        dist.all_reduce(value)
    return value / place().size


def from_first(value: float) -> float:
    """What the first process says."""
    if place().size == 1:
        return value
    said = torch.tensor([value], dtype=torch.float64)
    if dist.get_backend() == "nccl":
        said = said.cuda()
    dist.broadcast(said, 0)
    return said.item()
