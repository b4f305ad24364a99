"""Multi-stage temporal convolutions: numbers of each frame → scores of each frame.

Farha and Gall 2019, 'MS-TCN: multi-stage temporal convolutional network for action segmentation'.
Knows nothing of bodies.
"""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

WIDTH = 64
LAYERS = 10
STAGES = 3
DROPOUT = 0.5


class MultiStage(nn.Module):
    """The first stage scores frames by what is known of them, each other by the scores before.

    Parameters
    ----------
    n_in
        Numbers per frame. They are standardised here, as joints know nothing of each other's scale.
    n_classes
        Without background.
    dropped
        Share of the inputs that a crop goes without while training.
    """

    def __init__(self, n_in: int, n_classes: int, *, dropped: float = 0.0) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(n_in)
        self.drop = nn.Dropout1d(dropped)
        widths = [n_in, *[n_classes + 1] * (STAGES - 1)]
        self.stages = nn.ModuleList(_Stage(width, n_classes + 1) for width in widths)

    def forward(self, x: Tensor, here: Tensor) -> list[Tensor]:
        """Scores after each stage.

        Parameters
        ----------
        x
            ``(B, T, n_in)``.
        here
            ``(B, T)`` bool: frames in which anybody is present; nothing is heard of the others.

        Returns
        -------
        logits
            ``(B, T, n_classes + 1)`` of each stage, background last.
        """
        first, *others = self.stages
        standard = self.drop(self.norm(x.transpose(1, 2))).transpose(1, 2)
        logits = [first(standard, here)]
        for stage in others:
            logits.append(stage(logits[-1].softmax(dim=-1), here))
        return logits


class _Stage(nn.Module):
    """Residual convolutions, each of which looks twice as far as the one before."""

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        self.enter = nn.Linear(n_in, WIDTH)
        self.layers = nn.ModuleList(_Layer(2**number) for number in range(LAYERS))
        self.leave = nn.Linear(WIDTH, n_out)

    def forward(self, x: Tensor, here: Tensor) -> Tensor:
        x = self.enter(x)
        mask = here[..., None].to(x.dtype)  # (B, T, 1)
        for layer in self.layers:
            x = layer(x * mask)
        scores: Tensor = self.leave(x)
        return scores


class _Layer(nn.Module):
    """A convolution over three frames; as one product it is a third faster on a CPU."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.look = nn.Linear(3 * WIDTH, WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor) -> Tensor:
        n_frames, far = x.shape[1], self.dilation
        wide = F.pad(x, (0, 0, far, far))
        seen = torch.cat([wide[:, :n_frames], x, wide[:, 2 * far :]], dim=-1)  # (B, T, 3 * WIDTH)
        heard: Tensor = self.drop(self.mix(F.relu(self.look(seen))))
        return x + heard
