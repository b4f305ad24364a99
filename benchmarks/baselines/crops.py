"""Crops of joint positions, as they are or varied as is common. Knows nothing of networks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import radians

import numpy as np
import torch
from torch import Generator, Tensor

from core.features import Bools, Features, Floats
from core.recording import Recording
from core.skeleton import KINECT2
from training.augment import Augmentation, at_tempo, rotated
from training.batch import Batch, Source, epoch
from training.datasets.labelled import LabelledRecording

_HIP = KINECT2.joint_names.index("SpineBase")


class Joints(Features):
    """Where joints are, in place of what else may be told from it.

    Parameters
    ----------
    one_heading
        Whether the recording is turned so that its bodies face as those of others do; otherwise
        positions are those of the sensor.
    """

    def __init__(self, recording: Recording, *, one_heading: bool) -> None:
        self._one_heading = one_heading
        super().__init__(recording)

    def window(self, start: int, stop: int) -> tuple[Floats, Bools]:
        """Positions ``(T, M, 25, 3)`` and presence ``(T, M)``."""
        positions, valid = self.joints(start, stop)
        return positions, valid[..., _HIP].copy()  # the recording itself is read-only

    def _common_axes(self) -> Floats:
        return super()._common_axes() if self._one_heading else np.eye(3, dtype=np.float32)


class JointSource(Source):
    """A labelled recording whose crops hold positions in place of features."""

    def __init__(
        self, labelled: LabelledRecording, classes: Sequence[str], *, one_heading: bool
    ) -> None:
        super().__init__(labelled, classes, relation=False)
        self.features = Joints(labelled.recording, one_heading=one_heading)


def batches(
    sources: Sequence[Source],
    n_frames: int,
    batch_size: int,
    how: Augmentation | None,
    seed: int,
) -> Iterator[tuple[float, Batch]]:
    """Random crops without end, each batch with the number of epochs that are over before it."""
    rng, random = np.random.default_rng(seed), Generator().manual_seed(seed)
    longer = how.source_frames(n_frames) if how else n_frames
    number = 0
    while True:
        crops = list(epoch(sources, longer, batch_size, rng))
        for place, batch in enumerate(crops):
            changed = varied(batch, n_frames, how, random) if how else batch
            yield number + place / len(crops), changed
        number += 1


def varied(batch: Batch, n_frames: int, how: Augmentation, random: Generator) -> Batch:
    """Faster or slower, turned, and half of the crops with the two bodies exchanged."""
    tempo, turn, swap = 2 * torch.rand(3, len(batch.targets), generator=random) - 1
    batch = at_tempo(batch, n_frames, how.tempo**tempo)
    return swapped(rotated(batch, radians(how.rotation) * turn), swap > 0)


def swapped(batch: Batch, which: Tensor) -> Batch:
    """The two bodies exchanged in the crops ``which`` ``(B,)``."""
    features, present = batch.features, batch.present
    return replace(
        batch,
        features=torch.where(which[:, None, None, None, None], features.flip(2), features),
        present=torch.where(which[:, None, None], present.flip(2), present),
    )
