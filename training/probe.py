"""How much a pretrained encoder knows already: a frozen encoder, and as little as possible on top.

Frames are described by the last stage, averaged over joints and over the bodies that are present,
and interpolated from its steps to frames. A linear probe learns a logistic regression of the
classes from that, a kNN probe lets the most similar frames vote.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Generator, Tensor

from core.decode import segments
from core.labels import UNKNOWN
from core.model.encoder import STAGE_STRIDES
from core.model.pretrained import PretrainedEncoder
from core.model.scene import Scenes, joint_mean
from core.prediction import Prediction
from core.progress import Progress, Steps
from core.recording import Recording
from core.resample import Resampling
from training.batch import Source
from training.datasets.labelled import LabelledRecording
from training.targets import labels_of

STRIDE = STAGE_STRIDES[-1]


@dataclass(frozen=True, eq=False)
class Frames:
    """What an encoder knows of the frames of a recording, at the model's rate.

    Parameters
    ----------
    features
        ``(T, C)``.
    labels
        ``(T,)``, `UNKNOWN` where nobody has looked or nobody is.
    somebody
        ``(T,)`` bool: where anybody is, see `Scenes`.
    """

    features: Tensor
    labels: Tensor
    somebody: Tensor


class Probe(Protocol):
    def __call__(self, features: Tensor) -> Tensor:
        """``(n, C)`` → probabilities ``(n, n_classes + 1)``, background last."""
        ...


def encoded(
    encoder: PretrainedEncoder, labelled: Sequence[LabelledRecording], classes: Sequence[str]
) -> Steps[list[Frames]]:
    """What an encoder, which stays as it is, knows of recordings, each in one pass."""
    relation = encoder.card.config.relation
    frames = []
    for number, one in enumerate(labelled):
        yield Progress(number, len(labelled), f"encoding {one.recording.name}")
        frames.append(_encoded(encoder, Source(one, classes, relation=relation)))
    return frames


@torch.inference_mode()
def _encoded(encoder: PretrainedEncoder, source: Source) -> Frames:
    n_frames = source.n_frames
    values, present, targets = map(
        torch.from_numpy, source.crop(0, -(-n_frames // STRIDE) * STRIDE)
    )
    scenes = Scenes(present[None])
    seen = values[..., : encoder.card.config.n_channels].permute(1, 3, 0, 2)  # (M, C, T, V)
    *_, last = encoder.network.eval()(seen[scenes.appear[0]], scenes.here)  # (N, C, T / 8, V)
    steps = scenes.mean(joint_mean(last), STRIDE)[0].T
    return Frames(
        _at_frames(steps, n_frames), labels_of(targets)[:n_frames], scenes.somebody[0, :n_frames]
    )


def _at_frames(steps: Tensor, n_frames: int) -> Tensor:
    """``(S, C)`` of steps, each `STRIDE` frames after the one before → ``(n_frames, C)``."""
    frames = torch.arange(n_frames)
    before = frames // STRIDE
    share = (frames % STRIDE / STRIDE)[:, None]
    return torch.lerp(steps[before], steps[(before + 1).clamp(max=len(steps) - 1)], share)


def known(frames: Sequence[Frames]) -> tuple[Tensor, Tensor]:
    """Features ``(n, C)`` and labels ``(n,)`` of all frames whose label is known."""
    features = torch.cat([one.features for one in frames])
    labels = torch.cat([one.labels for one in frames])
    return features[labels != UNKNOWN], labels[labels != UNKNOWN]


def probed(
    probe: Probe, frames: Frames, recording: Recording, classes: Sequence[str]
) -> Prediction:
    """What a probe says of a recording; a frame in which nobody is, is background."""
    probabilities = probe(frames.features).numpy()
    probabilities[~frames.somebody.numpy()] = np.eye(len(classes) + 1)[-1]
    back = Resampling(recording.n_frames, recording.fps).back(probabilities)
    prediction = Prediction(back, tuple(classes), "probe")
    return replace(prediction, segments=segments(prediction, recording.fps))


class LinearProbe:
    """Multinomial logistic regression on standardised features.

    The loss, mean cross-entropy plus ``penalty`` times half the squared weights, has one minimum,
    to which it is trained: there is no rate and no number of epochs to choose, and no seed.

    Parameters
    ----------
    features, labels
        ``(n, C)`` and ``(n,)``, all known.
    n_outputs
        Classes and background.
    """

    def __init__(
        self, features: Tensor, labels: Tensor, n_outputs: int, *, penalty: float = 1e-4
    ) -> None:
        self._mean = features.mean(dim=0)
        self._deviation = features.std(dim=0).clamp(min=1e-6)
        self._weight = torch.zeros(n_outputs, features.shape[1], requires_grad=True)
        self._bias = torch.zeros(n_outputs, requires_grad=True)
        x = self._standard(features)

        def loss() -> Tensor:
            optimiser.zero_grad()
            fit = F.cross_entropy(F.linear(x, self._weight, self._bias), labels)
            total = fit + penalty / 2 * self._weight.square().sum()
            total.backward()  # type: ignore[no-untyped-call]
            return total

        optimiser = torch.optim.LBFGS(
            [self._weight, self._bias],
            max_iter=1000,
            tolerance_grad=1e-5,
            tolerance_change=1e-8,
            line_search_fn="strong_wolfe",
        )
        optimiser.step(loss)  # type: ignore[no-untyped-call]

    @torch.no_grad()
    def __call__(self, features: Tensor) -> Tensor:
        return F.linear(self._standard(features), self._weight, self._bias).softmax(dim=1)

    def _standard(self, features: Tensor) -> Tensor:
        return (features - self._mean) / self._deviation


class NeighbourProbe:
    """The ``k`` frames of the most similar direction vote, similar ones more than others.

    A vote weighs ``exp(cosine similarity / 0.07)``, as in Wu et al. 2018, 'Unsupervised feature
    learning via non-parametric instance discrimination', section 3.4.

    Parameters
    ----------
    features, labels
        ``(n, C)`` and ``(n,)``, all known.
    n_outputs
        Classes and background.
    n_references
        How many frames may vote: neighbouring frames are near-duplicates, so a random draw without
        replacement, all frames alike, loses little.
    seed
        Of the draw.
    """

    TEMPERATURE = 0.07

    def __init__(
        self,
        features: Tensor,
        labels: Tensor,
        n_outputs: int,
        *,
        k: int = 20,
        n_references: int = 20_000,
        seed: int = 0,
    ) -> None:
        random = Generator().manual_seed(seed)
        chosen = torch.randperm(len(features), generator=random)[:n_references]
        self._references = F.normalize(features[chosen], dim=1)
        self._votes = F.one_hot(labels[chosen], n_outputs).float()
        self._k = min(k, len(chosen))

    def __call__(self, features: Tensor) -> Tensor:
        similarity = F.normalize(features, dim=1) @ self._references.T  # (n, n_references)
        nearest, which = similarity.topk(self._k, dim=1)
        weight = (nearest / self.TEMPERATURE).softmax(dim=1)  # (n, k), adding up to 1
        return torch.einsum("nk,nko->no", weight, self._votes[which])
