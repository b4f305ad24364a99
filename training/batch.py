"""Crops of labelled recordings, stacked into tensors. Knows nothing of networks or losses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from core.features import Features
from core.model.scene import Scenes
from training.beliefs import Beliefs
from training.datasets.labelled import LabelledRecording
from training.distributed import Place
from training.targets import targets_of


@dataclass(frozen=True, eq=False)
class Batch:
    """Equally long crops; where a recording is over, nobody is present and nothing is known.

    Parameters
    ----------
    features
        ``(B, T, M, V, C)``, see `core.features`.
    present
        ``(B, T, M)`` bool.
    targets
        ``(B, T, n_classes + 1)``, see `training.targets`.
    recordings
        Names of the recordings that the crops are from.
    """

    features: Tensor
    present: Tensor
    targets: Tensor
    recordings: tuple[str, ...] = ()

    def to(self, device: torch.device) -> "Batch":
        return replace(
            self,
            features=self.features.to(device),
            present=self.present.to(device),
            targets=self.targets.to(device),
        )

    def share(self, place: Place) -> "Batch":
        """The crops of one of several processes."""
        return replace(
            self,
            features=place.rows(self.features),
            present=place.rows(self.present),
            targets=place.rows(self.targets),
        )

    @property
    def teaches(self) -> bool:
        """Whether anything is known of any frame."""
        return bool(self.targets.any())


class Source:
    """A labelled recording that crops are cut from, all at the model's rate.

    Frames in which nobody is, not even out of sight for a moment, count as unknown: there is
    nothing to learn from them.
    """

    def __init__(
        self,
        labelled: LabelledRecording,
        classes: Sequence[str],
        *,
        relation: bool,
        believed: Beliefs | None = None,
    ) -> None:
        self.name = labelled.recording.name
        self.features = Features(labelled.recording, relation=relation)
        nearest = self.features.resampling.nearest(0, self.features.n_frames)
        known = torch.from_numpy(labelled.track.dense(classes))
        targets = targets_of(known, len(classes)).numpy()
        if believed is not None:
            targets = np.where(targets.any(axis=1, keepdims=True), targets, believed)
        self.targets = targets[nearest]

    @property
    def n_frames(self) -> int:
        return self.features.n_frames

    def crop(self, start: int, n_frames: int) -> tuple[npt.NDArray[np.generic], ...]:
        """Features, presence and targets of ``n_frames`` from ``start`` on, padded at the end."""
        stop = min(start + n_frames, self.n_frames)
        values, present = self.features.window(start, stop)
        beyond = n_frames - len(values)
        somebody = Scenes(torch.from_numpy(present)[None]).somebody[0].numpy()
        targets = self.targets[start:stop] * somebody[:, np.newaxis]
        return (
            np.pad(values, ((0, beyond), *[(0, 0)] * 3)),
            np.pad(present, ((0, beyond), (0, 0))),
            np.pad(targets, ((0, beyond), (0, 0))),
        )


def epoch(
    sources: Sequence[Source], n_frames: int, batch_size: int, rng: np.random.Generator
) -> Iterator[Batch]:
    """Random crops, as many as would cover all frames once; longer recordings give more."""
    lengths = np.array([source.n_frames for source in sources])
    for _ in range(n_batches(sources, n_frames, batch_size)):
        picks = rng.choice(len(sources), size=batch_size, p=lengths / lengths.sum())
        starts = rng.integers(np.maximum(lengths[picks] - n_frames, 0) + 1)
        yield _stacked(
            [
                sources[pick].crop(int(start), n_frames)
                for pick, start in zip(picks, starts, strict=True)
            ],
            tuple(sources[pick].name for pick in picks),
        )


def n_batches(sources: Sequence[Source], n_frames: int, batch_size: int) -> int:
    """How many batches an `epoch` has."""
    return max(round(sum(one.n_frames for one in sources) / (n_frames * batch_size)), 1)


def _stacked(
    crops: Sequence[tuple[npt.NDArray[np.generic], ...]], recordings: tuple[str, ...]
) -> Batch:
    n_bodies = max(present.shape[1] for _, present, _ in crops)
    features, present, targets = zip(*crops, strict=True)
    return Batch(
        torch.from_numpy(np.stack([_with_bodies(x, n_bodies) for x in features])),
        torch.from_numpy(np.stack([_with_bodies(x, n_bodies) for x in present])),
        torch.from_numpy(np.stack(targets)),
        recordings,
    )


def _with_bodies(x: npt.NDArray[np.generic], n_bodies: int) -> npt.NDArray[np.generic]:
    """Absent bodies added to the second axis."""
    more = n_bodies - x.shape[1]
    return np.pad(x, ((0, 0), (0, more), *[(0, 0)] * (x.ndim - 2)))
