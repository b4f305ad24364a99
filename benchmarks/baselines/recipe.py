"""How a baseline is trained and asked, on raw coordinates or with all that is commonly done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import radians

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.baselines.inputs import N_PLAIN, N_STRONG, plain, strong
from benchmarks.baselines.network import MultiStage
from core.decode import segments
from core.features import Bools, Features, Floats
from core.prediction import Prediction
from core.progress import Progress, Steps
from core.recording import Recording
from core.skeleton import KINECT2
from training.augment import Augmentation, at_tempo, rotated
from training.batch import Batch, Source, epoch
from training.datasets.labelled import LabelledRecording
from training.losses import frame_cross_entropy, smoothing
from training.schedule import one_cycle

_HIP = KINECT2.joint_names.index("SpineBase")


@dataclass(frozen=True)
class Inputs:
    """What a baseline sees, and how that is varied while it is trained."""

    n_channels: int
    of: Callable[[Tensor, Tensor], Tensor]  # see `benchmarks.baselines.inputs`
    one_heading: bool  # whether recordings are turned so that the bodies face the same way
    augmentation: Augmentation | None  # of which rotation and tempo; bodies are swapped too
    dropped: float  # share of the channels that a crop goes without


INPUTS = {
    "plain": Inputs(N_PLAIN, plain, False, None, 0.0),
    "strong": Inputs(N_STRONG, strong, True, Augmentation(rotation=180, tempo=1.25), 0.1),
}


@dataclass(frozen=True)
class BaselineConfig:
    """Everything that a run depends on but the data."""

    inputs: str = "strong"  # which of INPUTS
    epochs: int = 50  # passes over all frames
    crop: int = 1500  # frames of a crop
    batch_size: int = 4  # crops of a step
    learning_rate: float = 2e-3  # peak of the one-cycle schedule
    weight_decay: float = 0.01  # of AdamW
    gradient_clip: float = 5.0  # largest norm of a step's gradient
    smoothing: float = 0.15  # weight of the smoothing loss
    bfloat16: bool = True  # compute in bfloat16 where that is safe
    seed: int = 0  # of initial weights, crops, augmentation and dropout


def train(
    training: Sequence[LabelledRecording], classes: Sequence[str], config: BaselineConfig
) -> Steps[MultiStage]:
    """The network after the last epoch."""
    torch.manual_seed(config.seed)
    inputs = INPUTS[config.inputs]
    network = MultiStage(inputs.n_channels, len(classes), dropped=inputs.dropped).train()
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=config.weight_decay)
    sources = [_Source(one, classes, inputs) for one in training]
    crops = np.random.default_rng(config.seed)
    for done, batch in _batches(sources, config, crops):
        for group in optimiser.param_groups:
            group["lr"] = one_cycle(done / config.epochs, config.learning_rate)
        loss = _loss(network, batch, config)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), config.gradient_clip)
        optimiser.step()
        yield Progress(done, config.epochs, f"loss {loss.item():.3f}")
    return network


@torch.inference_mode()
def predict(
    network: MultiStage, inputs: Inputs, recording: Recording, classes: Sequence[str]
) -> Prediction:
    """The last stage's probabilities of a whole recording; where nobody is, background."""
    positions, present = _joints(recording, inputs).window(0, recording.n_frames)
    present = torch.from_numpy(present)[None]
    seen = inputs.of(torch.from_numpy(positions)[None], present)
    somebody = present.any(dim=-1)
    probabilities = network.eval()(seen, somebody)[-1][0].softmax(dim=-1).numpy()
    probabilities[~somebody[0].numpy()] = np.eye(len(classes) + 1)[-1]
    prediction = Prediction(probabilities, tuple(classes), "baseline")
    return replace(prediction, segments=segments(prediction, recording.fps))


class _Raw:
    """Joints as a sensor measured them."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self.n_frames = recording.n_frames

    def window(self, start: int, stop: int) -> tuple[Floats, Bools]:
        """Positions ``(T, M, 25, 3)`` and presence ``(T, M)``."""
        recording = self._recording
        return recording.positions[start:stop].copy(), recording.valid[start:stop, :, _HIP].copy()


class _Turned(Features):
    """Joints in axes that turn with the people."""

    def window(self, start: int, stop: int) -> tuple[Floats, Bools]:
        positions, valid = self.joints(start, stop)
        return positions, valid[..., _HIP].copy()


def _joints(recording: Recording, inputs: Inputs) -> _Raw | _Turned:
    return _Turned(recording) if inputs.one_heading else _Raw(recording)


class _Source(Source):
    """A labelled recording whose crops hold positions in place of features."""

    def __init__(self, labelled: LabelledRecording, classes: Sequence[str], inputs: Inputs) -> None:
        super().__init__(labelled, classes, relation=False)
        self.features = _joints(labelled.recording, inputs)


def _batches(
    sources: Sequence[_Source], config: BaselineConfig, rng: np.random.Generator
) -> Iterator[tuple[float, Batch]]:
    """Batches of all epochs, each with the number of epochs that are over before it."""
    how = INPUTS[config.inputs].augmentation
    random = torch.Generator().manual_seed(config.seed)
    n_frames = how.source_frames(config.crop) if how else config.crop
    for number in range(config.epochs):
        batches = list(epoch(sources, n_frames, config.batch_size, rng))
        for place, batch in enumerate(batches):
            changed = _augmented(batch, config.crop, how, random) if how else batch
            yield number + place / len(batches), changed


def _augmented(batch: Batch, n_frames: int, how: Augmentation, random: torch.Generator) -> Batch:
    tempo, turn, swap = 2 * torch.rand(3, len(batch.labels), generator=random) - 1
    batch = at_tempo(batch, n_frames, how.tempo**tempo)
    return _swapped(rotated(batch, radians(how.rotation) * turn), swap > 0)


def _swapped(batch: Batch, which: Tensor) -> Batch:
    """The two bodies exchanged in the crops ``which`` ``(B,)``."""
    return replace(
        batch,
        features=torch.where(
            which[:, None, None, None, None], batch.features.flip(2), batch.features
        ),
        present=torch.where(which[:, None, None], batch.present.flip(2), batch.present),
    )


def _loss(network: MultiStage, batch: Batch, config: BaselineConfig) -> Tensor:
    """Over all stages."""
    seen = INPUTS[config.inputs].of(batch.features, batch.present)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=config.bfloat16):
        stages = network(seen, batch.present.any(dim=-1))
    return sum(
        frame_cross_entropy(logits, batch.labels)
        + config.smoothing * smoothing(logits, batch.labels)
        for logits in (stage.float() for stage in stages)
    )
