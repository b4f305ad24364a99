"""What a model knew, kept while its head learns something else.

Where nobody has looked, the classes that it knew are to compare with each other as they did (Li and
Hoiem 2016, 'Learning without forgetting'). A new class may come between them, as long as labels of
the old ones tell them apart. Where people leave an old class out, the model's word is all that
there is: where it is sure of that class, no new one has a place, as if all new ones had been part
of what it called background (Cermelli et al. 2020, 'Modeling the background').
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from core.labels import UNKNOWN

_ENOUGH = 15
"""Frames, half a second: a class of which fewer are labelled could be forgotten."""
_SURE = 0.9
"""From this probability on the model's word excludes new classes."""


def at_risk(labels: npt.NDArray[np.int64], known: Sequence[int]) -> tuple[int, ...]:
    """The classes that a model knew and of which hardly anything is labelled.

    Parameters
    ----------
    labels
        Of all frames: class numbers, or `UNKNOWN`.
    known
        The classes that the model knew, background last.
    """
    counts = np.bincount(labels[labels != UNKNOWN], minlength=known[-1] + 1)
    return tuple(number for number in known[:-1] if counts[number] < _ENOUGH)


@dataclass(frozen=True)
class Memory:
    """What is to be remembered.

    Parameters
    ----------
    known
        Columns of the scores that the model knew, background last.
    risky
        Those in whose place no new class may come, see `at_risk`.
    """

    known: Sequence[int]
    risky: Sequence[int] = ()

    def lost(self, logits: Tensor, before: Tensor, where: Tensor) -> Tensor:
        """How differently known classes compare with each other: mean divergence over frames.

        Parameters
        ----------
        logits, before
            ``(B, T, K)``: scores now, and those that are to be remembered.
        where
            ``(B, T)`` bool: the frames that count; 0 if there are none.
        """
        *old, background = self.known
        now, then = logits[where], before[where][:, self.known].log_softmax(dim=-1)  # (N, K)
        new = [column for column in range(now.shape[1]) if column not in old]
        no_new = (then[:, [old.index(column) for column in self.risky]] > log(_SURE)).any(dim=-1)
        rest = now[:, new].logsumexp(dim=-1).where(no_new, now[:, background])
        now = torch.cat([now[:, old], rest[:, None]], dim=1).log_softmax(dim=-1)
        return F.kl_div(now, then, reduction="sum", log_target=True) / max(len(now), 1)
