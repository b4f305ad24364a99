"""Several processes that train as one. With a single process every function here does nothing.

Every process sees the same share of each global batch. Sums over its rows are divided by the
number of rows of all processes, and gradients are averaged, so that the result is that of one
process with the global batch.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor, nn


@dataclass(frozen=True)
class Place:
    """Which of how many processes this is."""

    rank: int = 0
    size: int = 1

    def rows(self, everything: Tensor) -> Tensor:
        """This process' share of something that has a row for each row of the global batch.

        Raises
        ------
        ValueError
            If the processes cannot share it evenly.
        """
        if len(everything) % self.size:
            raise ValueError(f"{self.size} processes cannot share batches of {len(everything)}")
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
    return (values * counts).sum() / even_share(counts.sum())


def even_share(count: Tensor) -> Tensor:
    """What each process would have of all that is counted, were it spread evenly; above 0.

    Sums over the rows of a process, divided by this, are on average over processes the mean over
    the rows of all.
    """
    return averaged(count.float()).clamp(min=1 / place().size)


def averaged(value: Tensor) -> Tensor:
    """The mean of a detached value over all processes."""
    value = value.detach().clone()
    if place().size > 1:
        dist.all_reduce(value)
    return value / place().size


def average_gradients(parameters: Iterable[nn.Parameter]) -> None:
    """Give every process the mean of the gradients of all; nothing of a batch has none, or zero."""
    if place().size == 1:
        return
    learning = [one for one in parameters if one.requires_grad]
    gradients = [torch.zeros_like(one) if one.grad is None else one.grad for one in learning]
    # All at once: hundreds of small messages would take longer than their content.
    mean = averaged(torch.cat([one.flatten() for one in gradients]))
    parts = torch.split(mean, [one.numel() for one in learning])
    for one, gradient in zip(learning, parts, strict=True):
        one.grad = gradient.view_as(one)


def from_first(value: float) -> float:
    """What the first process says."""
    if place().size == 1:
        return value
    said = torch.tensor([value], dtype=torch.float64)
    if dist.get_backend() == "nccl":
        said = said.cuda()
    dist.broadcast(said, 0)
    return said.item()
