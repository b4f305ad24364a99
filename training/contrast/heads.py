"""Projections: from what an encoder says to vectors that are compared. They know no losses."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from training.contrast.encoded import Encoded
from training.views import PARTS


class GlobalProjection(nn.Module):
    """A clip's mean features → a unit vector.

    Parameters
    ----------
    deep
        Whether a hidden layer, as wide as the features, comes first.
    """

    def __init__(self, n_features: int, n_dims: int, *, deep: bool = True) -> None:
        super().__init__()
        hidden = [nn.Linear(n_features, n_features), nn.ReLU()] if deep else []
        self.layers = nn.Sequential(*hidden, nn.Linear(n_features, n_dims))

    def forward(self, clips: Tensor) -> Tensor:
        """``(B, C)`` → ``(B, D)``."""
        return F.normalize(self.layers(clips), dim=1)


class DenseProjection(nn.Module):
    """Every snippet's features → a vector, by a 1x1 convolution with one hidden layer."""

    def __init__(self, n_features: int, n_dims: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv1d(n_features, n_features, 1), nn.ReLU(), nn.Conv1d(n_features, n_dims, 1)
        )

    def forward(self, snippets: Tensor) -> Tensor:
        """``(N, C, S)`` → ``(N, D, S)``, of any length: their mean stands for the whole clip."""
        projected: Tensor = self.layers(snippets)
        return projected


class PartProjection(nn.Module):
    """Five body parts over time → a unit vector; the third branch of RVTCLR.

    Zhu et al. 2023, 'Modeling the relative visual tempo for self-supervised skeleton-based action
    recognition'. Half as many channels as features; frames without the body take no part.
    """

    def __init__(self, n_features: int, n_dims: int) -> None:
        super().__init__()
        self.member: Tensor
        self.register_buffer("member", _membership(), persistent=False)
        self.mix = nn.Sequential(
            nn.Conv2d(n_features, n_features // 2, 1, bias=False),
            nn.ReLU(),
            nn.Conv2d(n_features // 2, n_features, 1, bias=False),
        )
        self.attend = TemporalAttention(n_features)
        self.project = GlobalProjection(n_features, n_dims)

    def forward(self, encoded: Encoded) -> Tensor:
        """The last stage of all bodies → ``(B, D)``."""
        parts = self.mix(encoded.features @ self.member)  # (N, C, T, 5)
        attended = self.attend(parts, encoded.here)
        unit: Tensor = self.project(encoded.per_clip(attended.mean(dim=3)))
        return unit


class TemporalAttention(nn.Module):
    """A non-local block over time: every moment adds what it finds in all the others.

    Wang et al. 2018, 'Non-local neural networks'. Its output begins at zero.
    """

    def __init__(self, n_features: int) -> None:
        super().__init__()
        inner = n_features // 2
        self.ask = nn.Conv2d(n_features, inner, 1)
        self.offer = nn.Conv2d(n_features, inner, 1)
        self.value = nn.Conv2d(n_features, inner, 1)
        self.out = nn.Sequential(nn.Conv2d(inner, n_features, 1), nn.BatchNorm2d(n_features))
        nn.init.zeros_(self.out[1].weight)  # type: ignore[arg-type]

    def forward(self, x: Tensor, here: Tensor) -> Tensor:
        """``(N, C, T, P)`` and ``(N, T)`` bool → ``(N, C, T, P)``; parts attend by themselves."""
        ask, offer, value = (
            part(x).permute(0, 3, 2, 1) for part in (self.ask, self.offer, self.value)
        )  # (N, P, T, C/2)
        products = ask @ offer.transpose(2, 3)  # (N, P, T, T)
        # A large number instead of infinity: a body that is nowhere must not give NaN.
        weights = products.masked_fill(~here[:, None, None], -1e9).softmax(dim=3)
        found = (weights @ value).permute(0, 3, 2, 1)
        attended: Tensor = x + self.out(found)
        return attended


def _membership() -> Tensor:
    """``(V, 5)``: multiplied from the right, the mean over the joints of each part."""
    member = torch.zeros(sum(map(len, PARTS)), len(PARTS))
    for number, joints in enumerate(PARTS):
        member[list(joints), number] = 1 / len(joints)
    return member
