"""The paper's encoder: a graph network whose joints choose whom they listen to.

Shi et al. 2019, 'Two-stream adaptive graph convolutional networks', with the strides of Cheng et
al. 2025, 'Skeleton-snippet contrastive learning with multiscale feature fusion'.
"""

from itertools import pairwise

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from core.model.config import EncoderConfig
from core.model.encoder import Stages
from core.model.graph import partitions
from core.skeleton import KINECT2

_FAINT = 1e-6


class AdaptiveGraphConvolution(nn.Module):
    """Joints gather along bones, along learned links, and along links that the movement suggests.

    Three subsets of links (itself, inward, outward) have their own weights. To the bones of a
    subset come a learned matrix and, different for every body, how alike two joints move:
    the softmax of the product of two embeddings, averaged over their channels and over time.
    """

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        bones = torch.from_numpy(partitions(KINECT2, "SpineShoulder"))  # (3, V, V)
        self.bones: Tensor
        self.register_buffer("bones", bones, persistent=False)
        self.links = nn.Parameter(torch.full_like(bones, _FAINT))
        self.listen = nn.ModuleList(nn.Conv2d(n_in, n_out // 4, 1) for _ in bones)
        self.speak = nn.ModuleList(nn.Conv2d(n_in, n_out // 4, 1) for _ in bones)
        self.mix = nn.ModuleList(nn.Conv2d(n_in, n_out, 1) for _ in bones)
        self.norm = nn.BatchNorm2d(n_out)
        # A unit starts as hardly more than its skip connection, and grows into the graph.
        nn.init.constant_(self.norm.weight, _FAINT)
        self.skip = nn.Identity() if n_in == n_out else _projection(n_in, n_out)

    def forward(self, x: Tensor, here: Tensor) -> Tensor:
        """``(N, C, T, V)`` and where the body is, ``(N, 1, T, 1)`` → ``(N, C', T, V)``."""
        parts = []
        fixed = self.bones + self.links
        for subset, mix in enumerate(self.mix):
            adjacency = fixed[subset] + self._likeness(subset, x, here)  # (N, V, V)
            parts.append(mix(x @ adjacency[:, None]))
        mixed: Tensor = self.norm(sum(parts)) + self.skip(x)
        return F.relu(mixed)

    def _likeness(self, subset: int, x: Tensor, here: Tensor) -> Tensor:
        """``(N, V, V)``, columns summing to 1; frames without the body have no say."""
        listening = self.listen[subset](x) * here
        speaking = self.speak[subset](x) * here
        n_terms = listening.shape[1] * here.sum(dim=(1, 2, 3)).clamp(min=1)
        products: Tensor = listening.flatten(1, 2).transpose(1, 2) @ speaking.flatten(1, 2)
        likeness: Tensor = (products / n_terms[:, None, None]).softmax(dim=1)
        return likeness


class AdaptiveUnit(nn.Module):
    """One adaptive graph convolution, one temporal convolution, and a way around both."""

    def __init__(
        self, n_in: int, n_out: int, config: EncoderConfig, *, stride: int = 1, skip: bool = True
    ) -> None:
        super().__init__()
        self.stride = stride
        self.graph = AdaptiveGraphConvolution(n_in, n_out)
        self.time = nn.Sequential(
            nn.Conv2d(n_out, n_out, (config.kernel, 1), (stride, 1), (config.kernel // 2, 0)),
            nn.BatchNorm2d(n_out),
            nn.Dropout(config.dropout),
        )
        same = n_in == n_out and stride == 1
        self.skip = (nn.Identity() if same else _projection(n_in, n_out, stride)) if skip else None

    def forward(self, x: Tensor, here: Tensor) -> Tensor:
        # Frames without the body must be as silent as the padding beyond the ends.
        y = self.time(self.graph(x, here) * here)
        return F.relu(y if self.skip is None else y + self.skip(x))


def _projection(n_in: int, n_out: int, stride: int = 1) -> nn.Module:
    return nn.Sequential(nn.Conv2d(n_in, n_out, 1, (stride, 1)), nn.BatchNorm2d(n_out))


class AGCN(nn.Module):
    """Ten units, striding at units 2, 5 and 8; those of units 1, 7 and 10 are the stages.

    With 3 input channels and a width of 64 it has the paper's 3,458,178 parameters. Lengths go as
    ``floor((T - 1) / 2) + 1`` at every stride, so any T will do.

    ``reach`` is that of the convolutions. Which joints listen to which depends on all frames that
    are passed together, so chunks of a recording agree with the whole only closely.
    """

    _STAGE_UNITS = (1, 7, 10)
    _STRIDED_UNITS = (2, 5, 8)

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        w = config.width
        self.n_channels = config.n_channels
        self.widths = (w, 2 * w, 4 * w)
        self.reach = (config.kernel // 2) * (1 + 1 + 3 * 2 + 3 * 4 + 2 * 8)
        channels = [config.n_channels, *[w] * 4, *[2 * w] * 3, *[4 * w] * 3]
        self.units = nn.ModuleList(
            AdaptiveUnit(n_in, n_out, config, stride=1 + (n in self._STRIDED_UNITS), skip=n > 1)
            for n, (n_in, n_out) in enumerate(pairwise(channels), start=1)
        )
        # The published network defines an input normalisation and bypasses it. So do we, for the
        # sake of its count, which leaves room for one scale and shift per joint of two bodies.
        self.bypassed = nn.BatchNorm1d(2 * KINECT2.n_joints).requires_grad_(False)

    def forward(self, x: Tensor, here: Tensor) -> Stages:
        mask = here[:, None, :, None].to(x.dtype)  # (N, 1, T, 1)
        stages = []
        for number, unit in enumerate(self.units, start=1):
            x = unit(x, mask)
            mask = mask[:, :, :: unit.stride]
            if number in self._STAGE_UNITS:
                stages.append(x)
        fine, middle, coarse = stages
        return fine, middle, coarse
