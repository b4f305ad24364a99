"""Train a localizer on labelled recordings: the recipe, from settings to a finished run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch

from core.model.card import Card
from core.model.checkpoint import Model, save_model
from core.model.device import choose_device
from core.model.localizer import Localizer
from core.progress import Progress, Steps
from training.augment import augmented
from training.batch import Batch, Source, epoch, n_batches
from training.beliefs import believed
from training.clock import Clock
from training.datasets.labelled import LabelledRecording, data_hash, labels_as_json
from training.datasets.split import share_of
from training.distributed import place
from training.evaluate import evaluate
from training.examples import check_examples, durations
from training.finetune_config import FinetuneConfig as FinetuneConfig
from training.loop import Trainer
from training.run import MODEL, Run
from training.starting_point import model_at, starting_point, take_over_head


def finetune(
    training: Sequence[LabelledRecording],
    validation: Sequence[LabelledRecording],
    classes: Sequence[str],
    config: FinetuneConfig,
    run: Run,
    *,
    unlabelled: Sequence[LabelledRecording] = (),
    resume: bool = False,
) -> Steps[Path]:
    """Train on the known frames of ``training``; the result is the epoch best on ``validation``.

    With teachers, also on what they believe of the other frames of ``training`` and of
    ``unlabelled``, see `training.beliefs`.

    Without validation recordings the result is the last epoch. Two runs with the same config, data
    and number of threads give the same weights, unless a time limit cuts them short, and so does
    one that was killed and resumed.

    Raises
    ------
    ValueError
        If there is nothing to learn, or what there is to resume is of other data or settings.
    FloatingPointError
        If the loss is no longer a number; the state after the epoch before is kept.
    """
    training = share_of(training, config.fraction, config.seed)
    check_examples(training, classes)
    config, network = _start(config, classes)
    card = _card(training, classes, config)
    state = _begun(run, config, training, [*unlabelled, *validation], resume=resume)
    trainer = _trainer(network.to(choose_device(config.device)), config)
    if "trainer" in state:
        trainer.restore(state["trainer"])
    sources = yield from _sources([*training, *unlabelled], classes, config)
    batches = _Batches(sources, classes, config)
    clock = Clock(config.epochs, config.time_limit, state["seconds"])
    number, best = state["epoch"], state["best"]
    while number < config.epochs and not clock.over:
        losses = []
        for share, batch in batches.epoch(number):
            losses.append(_step(trainer, batch, number, clock.done(number + share)))
            yield Progress(number + share, config.epochs, f"epoch {number + 1}")
            if clock.over:
                break
        number += 1
        _check_numbers(network, number)
        row = {"epoch": number, "loss": sum(losses) / max(len(losses), 1), "seconds": clock.seconds}
        model, is_last = Model(card, network), number == config.epochs or clock.over
        figures: dict[str, float] = {}
        if validation and (is_last or number % config.validate_every == 0):
            figures = yield from evaluate(model, validation, by_class=True, device=config.device)
            clock.reserved = clock.look() - row["seconds"]
            model = replace(model, card=replace(card, figures=_on_validation(figures)))
        if place().rank == 0:
            best = _keep_if_best(model, figures, best, run) if figures else best
            save_model(model, run.weights("last"))
            run.log(row | figures)
            where = {"epoch": number, "seconds": clock.seconds, "best": best, "data": state["data"]}
            run.keep({"trainer": trainer.state()} | where)
    if place().rank == 0:
        run.finish("last" if best < 0 else "best", MODEL)
    return run.weights(MODEL)


def _keep_if_best(model: Model, figures: Mapping[str, float], best: float, run: Run) -> float:
    """Save what is better on validation than all before; the best so far."""
    merit = figures["frame_accuracy"] + figures["f1@50"]
    if not merit > best:
        return best
    save_model(model, run.weights("best"))
    return merit


def _start(config: FinetuneConfig, classes: Sequence[str]) -> tuple[FinetuneConfig, Localizer]:
    """A fresh network, what there is to start from put in its place; and the config as it is."""
    torch.manual_seed(config.seed)
    pretrained = starting_point(Path(config.encoder)) if config.encoder else None
    inside = replace(config.network, n_classes=len(classes))
    licences = [config.licence]
    if pretrained:
        inside = replace(inside, encoder=pretrained.card.config)
        licences.append(pretrained.card.licence)
    network = Localizer(inside)
    if pretrained:
        network.encoder.load_state_dict(pretrained.network.state_dict())
    if config.warm:
        take_over_head(network, classes, Path(config.encoder))
    licence = "; ".join(dict.fromkeys(filter(None, licences)))
    return replace(config, network=inside, licence=licence), network


def _begun(
    run: Run,
    config: FinetuneConfig,
    training: Sequence[LabelledRecording],
    others: Sequence[LabelledRecording],
    *,
    resume: bool,
) -> dict[str, Any]:
    """Where the run stands: what `Run.keep` kept, or the very beginning."""
    data = _digest(training) + _digest(others)
    state = run.resumed(config) if resume else None
    if state and state["data"] != data:
        raise ValueError(
            f"{run.folder} was begun with other recordings or labels, so it cannot be resumed; "
            "choose another folder"
        )
    if place().rank == 0:
        run.rewind(state["epoch"]) if state else run.begin(config, labels_as_json(training))
    return state or {"epoch": 0, "seconds": 0.0, "best": -1.0, "data": data}


def _sources(
    labelled: Sequence[LabelledRecording], classes: Sequence[str], config: FinetuneConfig
) -> Steps[list[Source]]:
    """All that teaches: what people know and, elsewhere, what teachers believe."""
    relation = config.network.encoder.relation
    if not config.teachers:
        known = [one for one in labelled if one.track.known().any()]
        return [Source(one, classes, relation=relation) for one in known]
    teachers = [model_at(Path(teacher)) for teacher in config.teachers]
    beliefs = yield from believed(teachers, labelled, classes, device=config.device)
    return [
        Source(one, classes, relation=relation, believed=belief)
        for one, belief in zip(labelled, beliefs, strict=True)
    ]


def _step(trainer: Trainer, batch: Batch, epoch: int, done: float) -> float:
    try:
        return trainer.step(batch, done)
    except FloatingPointError as error:
        names = ", ".join(sorted(set(batch.recordings)))
        raise FloatingPointError(
            f"{error} in epoch {epoch + 1}; the state after epoch {epoch} is kept. Look at the "
            f"recordings of this batch, or lower the learning rate: {names}"
        ) from error


def _check_numbers(network: Localizer, epoch: int) -> None:
    """Running statistics may overflow where no loss tells."""
    if not all(value.isfinite().all() for value in network.state_dict().values()):
        raise FloatingPointError(
            f"weights are no longer numbers after epoch {epoch}; the state after epoch {epoch - 1} "
            "is kept. Lower the learning rate"
        )


class _Batches:
    """Random, augmented batches of the training recordings, the same ones for the same seed."""

    def __init__(
        self, sources: Sequence[Source], classes: Sequence[str], config: FinetuneConfig
    ) -> None:
        self._sources = sources
        self._classes = classes
        self._config = config
        self._device = choose_device(config.device)

    def epoch(self, number: int) -> Iterator[tuple[float, Batch]]:
        """Batches that teach, each with the share of the epoch that is over after it.

        What is random, dropout included, follows from here on from the seed and the epoch, whatever
        happened before. Of several processes each makes the same batches and gets its crops.
        """
        config, how = self._config, self._config.augmentation
        n_frames, n_crops = how.source_frames(config.crop), config.batch_size
        crops, changes = self._random(number)
        total = n_batches(self._sources, n_frames, n_crops)
        for n, batch in enumerate(epoch(self._sources, n_frames, n_crops, crops), start=1):
            seen = augmented(batch.to(self._device), config.crop, how, self._classes, changes)
            if seen.teaches:
                yield n / total, seen.share(place())

    def _random(self, number: int) -> tuple[np.random.Generator, torch.Generator]:
        """Sources of random numbers, for crops and for their changes."""
        seed = np.random.SeedSequence((self._config.seed, number))
        for_crops, for_changes, for_dropout = seed.generate_state(3).tolist()
        torch.manual_seed(for_dropout + place().rank)
        changes = torch.Generator(self._device).manual_seed(for_changes)
        return np.random.default_rng(for_crops), changes


def _trainer(network: Localizer, config: FinetuneConfig) -> Trainer:
    return Trainer(
        network,
        learning_rate=config.learning_rate,
        encoder_rate=config.encoder_rate,
        weight_decay=config.weight_decay,
        gradient_clip=config.gradient_clip,
        smoothing_weight=config.smoothing,
        edge_weight=config.edges,
        bfloat16=config.bfloat16,
    )


def _card(
    training: Sequence[LabelledRecording], classes: Sequence[str], config: FinetuneConfig
) -> Card:
    return Card(
        name=config.name,
        classes=tuple(classes),
        config=config.network,
        licence=config.licence,
        made_on=config.made_on,
        command=config.command,
        seed=config.seed,
        data_hash=data_hash(training),
        label_hash=_label_hash(training),
        durations=durations(training, classes),
    )


def _label_hash(labelled: Sequence[LabelledRecording]) -> str:
    return sha256(labels_as_json(labelled).encode()).hexdigest()


def _digest(labelled: Sequence[LabelledRecording]) -> str:
    return data_hash(labelled) + _label_hash(labelled)


def _on_validation(figures: dict[str, float]) -> dict[str, float]:
    return {f"validation {name}": round(value, 4) for name, value in figures.items()}
