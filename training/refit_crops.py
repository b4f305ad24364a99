"""Pieces of pooled recordings that a head learns from. Knows nothing of networks or losses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from core.labels import UNKNOWN, LabelTrack
from core.model.localizer import FRAME_MULTIPLE
from core.resample import Resampling
from training.pooled import Pooled
from training.refit_config import RefitConfig


@dataclass(frozen=True, eq=False)
class Example:
    """A recording as the head sees it.

    Parameters
    ----------
    pooled
        Its features.
    labels
        ``(T,)`` at the model's rate and as long as the features: class numbers, background after
        the last, or `UNKNOWN`.
    """

    pooled: Pooled
    labels: npt.NDArray[np.int64]

    def __post_init__(self) -> None:
        if self.labels.shape != self.pooled.somebody.shape:
            raise ValueError(f"{len(self.labels)} labels for {len(self.pooled.somebody)} frames")


def example(pooled: Pooled, track: LabelTrack, fps: float, classes: Sequence[str]) -> Example:
    """An example of a track at its own rate; frames without anybody teach nothing."""
    resampling = Resampling(track.n_frames, fps)
    nearest = resampling.nearest(0, resampling.n_model_frames)
    labels = np.full(len(pooled.somebody), UNKNOWN)
    labels[: len(nearest)] = track.dense(classes)[nearest]
    return Example(pooled, np.where(pooled.somebody, labels, UNKNOWN))


def unknown(pooled: Pooled) -> Example:
    """A recording of which nobody knows anything."""
    return Example(pooled, np.full(len(pooled.somebody), UNKNOWN))


@dataclass(frozen=True, eq=False)
class Crops:
    """Equally long pieces; where a recording is over, nobody is there and nothing is known."""

    stages: tuple[Tensor, ...]  # (B, C_s, T / s)
    somebody: Tensor  # (B, T) bool
    labels: Tensor  # (B, T)

    def of(self, which: Tensor) -> "Crops":
        """Some of its crops, ``(B,)`` bool."""
        stages = tuple(stage[which] for stage in self.stages)
        return Crops(stages, self.somebody[which], self.labels[which])


def batches(pieces: "Pieces", config: RefitConfig, *, remember: bool) -> Iterator[Crops]:
    """Random crops about known frames, some about any, some about one of any class.

    Parameters
    ----------
    remember
        Whether others are to be about frames where nobody has looked.
    """
    random = np.random.default_rng(config.seed)
    known = np.flatnonzero(pieces.labels != UNKNOWN)
    unseen = np.flatnonzero((pieces.labels == UNKNOWN) & pieces.somebody)
    by_class = [
        np.flatnonzero(pieces.labels == number) for number in np.unique(pieces.labels[known])
    ]
    share = config.remembered if remember and len(unseen) else 0
    n_remembered = int(share * config.batch_size)
    for _ in range(config.steps):
        drawn = []
        for _ in range(config.batch_size - n_remembered):
            one_class = random.random() < config.balance
            frames = by_class[random.integers(len(by_class))] if one_class else known
            drawn.append(pieces.about(_one_of(frames, random), random))
        drawn += [pieces.about(_one_of(unseen, random), random) for _ in range(n_remembered)]
        yield Crops(
            tuple(torch.cat(stage) for stage in zip(*(crop.stages for crop in drawn), strict=True)),
            torch.cat([crop.somebody for crop in drawn]),
            torch.cat([crop.labels for crop in drawn]),
        )


def _one_of(frames: npt.NDArray[np.intp], random: np.random.Generator) -> int:
    return int(frames[random.integers(len(frames))])


class Pieces:
    """Pieces of examples, whose frames are numbered through all of them.

    Parameters
    ----------
    n_frames
        Of each piece.
    """

    def __init__(self, examples: Sequence[Example], n_frames: int) -> None:
        self._examples, self._n_frames = examples, n_frames
        self._bounds = np.cumsum([0, *(len(one.labels) for one in examples)])
        self.labels = np.concatenate([one.labels for one in examples])
        self.somebody = np.concatenate([one.pooled.somebody for one in examples])

    def about(self, frame: int, random: np.random.Generator) -> Crops:
        """A piece with a frame anywhere in it."""
        number = int(np.searchsorted(self._bounds, frame, side="right")) - 1
        inside = frame - int(self._bounds[number])
        return _crop(self._examples[number], inside, self._n_frames, random)


def _crop(one: Example, frame: int, n_frames: int, random: np.random.Generator) -> Crops:
    """Frames with ``frame`` anywhere among them; beyond the end nobody is there."""
    latest = max(len(one.labels) - n_frames, 0)
    start = min(max(frame - int(random.integers(n_frames)), 0), latest)
    start -= start % FRAME_MULTIPLE
    stop = min(start + n_frames, len(one.labels))
    stages, somebody = one.pooled.tensors(start, stop)
    labels = torch.from_numpy(one.labels[start:stop])[None]
    beyond = n_frames - (stop - start)
    return Crops(
        tuple(
            F.pad(stage, (0, beyond // stride))
            for stage, stride in zip(stages, one.pooled.strides, strict=True)
        ),
        F.pad(somebody, (0, beyond)),
        F.pad(labels, (0, beyond), value=UNKNOWN),
    )
