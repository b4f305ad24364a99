"""Train a localizer on labelled recordings: the recipe, from settings to a finished run."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch

from core.model.card import Card
from core.model.checkpoint import Model
from core.model.config import LocalizerConfig
from core.model.device import choose_device
from core.model.localizer import Localizer
from core.model.pretrained import load_encoder
from core.progress import Progress, Steps
from training.augment import Augmentation, augmented
from training.batch import Batch, Source, epoch
from training.datasets.labelled import LabelledRecording, data_hash, labels_as_json
from training.evaluate import evaluate
from training.loop import Trainer
from training.run import Run


@dataclass(frozen=True)
class FinetuneConfig:
    """Everything that a run depends on but the data."""

    name: str = "model"  # what the model will be called
    licence: str = ""  # terms of the weights
    made_on: str = ""  # date for the card
    command: str = ""  # command for the card
    network: LocalizerConfig = field(default_factory=LocalizerConfig)  # classes are counted anew
    encoder: str = ""  # file of a pretrained encoder to start from; its settings replace network's
    encoder_rate: float = 1.0  # its share of the learning rate; 0 keeps its weights
    augmentation: Augmentation = field(default_factory=Augmentation)  # see there
    epochs: int = 50  # passes over all frames
    crop: int = 256  # frames of a crop
    batch_size: int = 8  # crops of a step
    learning_rate: float = 4e-3  # peak of the one-cycle schedule
    weight_decay: float = 0.01  # of AdamW
    gradient_clip: float = 5.0  # largest norm of a step's gradient
    smoothing: float = 0.15  # weight of the smoothing loss
    validate_every: int = 1  # epochs between two validations
    time_limit: float = float("inf")  # seconds; the schedule is shortened to end by then
    bfloat16: bool = False  # compute in bfloat16 where that is safe
    device: str = "auto"  # auto, cpu or cuda
    seed: int = 0  # of initial weights, crops, augmentation and dropout


def finetune(
    training: Sequence[LabelledRecording],
    validation: Sequence[LabelledRecording],
    classes: Sequence[str],
    config: FinetuneConfig,
    run: Run,
) -> Steps[Path]:
    """Train on the known frames of ``training``; the result is the epoch best on ``validation``.

    Without validation recordings it is the last epoch. Two runs with the same config, data and
    number of threads give the same weights, unless a time limit cuts them short.
    """
    run.begin(config, labels_as_json(training))
    torch.manual_seed(config.seed)
    config, network = _network(config, len(classes))
    card = _card(training, classes, config, network.config)
    trainer = _trainer(network.to(choose_device(config.device)), config)
    batches = _Batches(training, classes, config)
    clock, best = _Clock(config), -1.0
    for number in range(1, config.epochs + 1):
        losses = []
        for share, batch in batches.epoch():
            losses.append(trainer.step(batch, clock.done(number - 1 + share)))
            yield Progress(number - 1 + share, config.epochs, f"epoch {number}")
        row = {"epoch": number, "loss": float(np.mean(losses)), "seconds": clock.seconds}
        is_last = number == config.epochs or clock.over
        if validation and (is_last or number % config.validate_every == 0):
            figures = yield from evaluate(Model(card, network), validation, device=config.device)
            card = replace(card, figures=_on_validation(figures))
            row |= figures
            if (merit := figures["frame_accuracy"] + figures["f1@50"]) > best:
                best = merit
                run.save(Model(card, network), "best")
        run.save(Model(card, network), "last")
        run.log(row)
        if is_last:
            break
    return run.finish("best" if validation else "last")


def _network(config: FinetuneConfig, n_classes: int) -> tuple[FinetuneConfig, Localizer]:
    """A fresh network, its encoder the pretrained one if there is any; and the config as it is."""
    pretrained = load_encoder(config.encoder) if config.encoder else None
    inside = replace(config.network, n_classes=n_classes)
    if pretrained:
        inside = replace(inside, encoder=pretrained.card.config)
    network = Localizer(inside)
    if pretrained:
        network.encoder.load_state_dict(pretrained.network.state_dict())
    return replace(config, network=inside), network


class _Clock:
    """How much of a run is over, in epochs or in time, whichever is more."""

    def __init__(self, config: FinetuneConfig) -> None:
        self._config = config
        self._started = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    @property
    def over(self) -> bool:
        return self.seconds >= self._config.time_limit

    def done(self, epochs: float) -> float:
        return min(max(epochs / self._config.epochs, self.seconds / self._config.time_limit), 1.0)


class _Batches:
    """Random, augmented batches of the training recordings, the same ones for the same seed."""

    def __init__(
        self, training: Sequence[LabelledRecording], classes: Sequence[str], config: FinetuneConfig
    ) -> None:
        relation = config.network.encoder.relation
        self._sources = [Source(one, classes, relation=relation) for one in training]
        self._classes = classes
        self._config = config
        self._device = choose_device(config.device)
        self._crops = np.random.default_rng(config.seed)
        self._changes = torch.Generator(self._device).manual_seed(config.seed)

    def epoch(self) -> Iterator[tuple[float, Batch]]:
        """Batches, each with the share of the epoch that it completes."""
        config, how = self._config, self._config.augmentation
        n_frames = how.source_frames(config.crop)
        batches = list(epoch(self._sources, n_frames, config.batch_size, self._crops))
        for number, batch in enumerate(batches, start=1):
            changed = augmented(
                batch.to(self._device), config.crop, how, self._classes, self._changes
            )
            yield number / len(batches), changed


def _trainer(network: Localizer, config: FinetuneConfig) -> Trainer:
    return Trainer(
        network,
        learning_rate=config.learning_rate,
        encoder_rate=config.encoder_rate,
        weight_decay=config.weight_decay,
        gradient_clip=config.gradient_clip,
        smoothing_weight=config.smoothing,
        bfloat16=config.bfloat16,
    )


def _card(
    training: Sequence[LabelledRecording],
    classes: Sequence[str],
    config: FinetuneConfig,
    network: LocalizerConfig,
) -> Card:
    return Card(
        name=config.name,
        classes=tuple(classes),
        config=network,
        licence=config.licence,
        made_on=config.made_on,
        command=config.command,
        seed=config.seed,
        data_hash=data_hash(training),
        label_hash=sha256(labels_as_json(training).encode()).hexdigest(),
    )


def _on_validation(figures: dict[str, float]) -> dict[str, float]:
    return {f"validation {name}": round(value, 4) for name, value in figures.items()}
