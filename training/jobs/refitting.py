"""Train the head of a model on what people have reviewed: seconds, as features are cached."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from core.class_mapping import chosen_for
from core.decode import UNKNOWN_DURATION
from core.entries import Entry
from core.jobs.folder import JobFolder
from core.labels import UNKNOWN
from core.model.card import Card
from core.model.checkpoint import Model, load_model, save_model
from core.model.localizer import Localizer
from core.models import Kept
from core.predictions import Predictions
from core.progress import Steps
from training.datasets.project import Reviewed
from training.evaluate import agreement
from training.examples import check_counts, typical_durations
from training.jobs.seeing import Seeing
from training.jobs.task import Task
from training.refit import grown, refit
from training.refit_config import RefitConfig
from training.refit_crops import Example, example
from training.run import MODEL, Run

_MOST = 108_000
"""Frames, an hour: of recordings that nobody has reviewed, no more are read to remember by."""


def refitting(one: JobFolder) -> Steps[None]:
    """Refit, then predict the recordings that the job names. Killed, it begins anew."""
    task = Task(one)
    parent = load_model(task.parent.path)
    seeing, config, classes = Seeing(task, parent), _config(task), task.material.classes
    examples = yield from _examples(seeing, task.material.training, classes)
    chosen = chosen_for(parent.card.name, task.project.settings)
    begun = grown(parent, classes, config.seed, chosen)
    _check(examples, classes, begun.known if config.memory else ())
    run = Run(one.run)
    run.begin(config)
    others = seeing.at_hand(_unreviewed(task), _MOST)
    yield from refit(begun, examples, config, run.log, others=others, device=task.job.device)
    model = yield from _judged(seeing, task, begun.network, parent.card)
    save_model(model, run.weights(MODEL))
    kept = task.keep(run.weights(MODEL))
    if task.job.recordings:
        yield from _predictions(seeing, task, model, kept)


def _config(task: Task) -> RefitConfig:
    return RefitConfig(**task.job.settings)


def _examples(
    seeing: Seeing, reviewed: Sequence[Reviewed], classes: Sequence[str]
) -> Steps[list[Example]]:
    examples = []
    for one in reviewed:
        pooled = yield from seeing.features(one.entry)
        examples.append(example(pooled, one.track, one.entry.fps, classes))
    return examples


def _unreviewed(task: Task) -> Iterator[Entry]:
    """The recordings of which nothing is learnt or judged."""
    material = task.material
    reviewed = {one.entry.id for one in (*material.training, *material.validation)}
    return (entry for entry in task.project.recordings if entry.id not in reviewed)


def _check(examples: Sequence[Example], classes: Sequence[str], remembered: Sequence[int]) -> None:
    """Raise a `ValueError` unless there are two things to tell apart, or one from what was known.

    A class that the model knew is told from all others by what is remembered of the frames that
    nobody has looked at; of a new one nothing is.
    """
    labels = np.concatenate([one.labels for one in examples])
    known = labels != UNKNOWN
    counts = np.bincount(labels[known], minlength=len(classes) + 1)
    taught = np.flatnonzero(counts)
    if len(taught) != 1 or taught[0] not in remembered or known.all():
        check_counts(counts, classes)


def _judged(seeing: Seeing, task: Task, network: Localizer, parent: Card) -> Steps[Model]:
    """The model, with what it is worth on the recordings held out, if there are any."""
    classes, held_out = task.material.classes, task.material.validation
    before = dict(zip(parent.classes, parent.durations, strict=False))
    lasting = before | typical_durations((o.track, o.entry.fps) for o in task.material.training)
    card = replace(
        parent,
        name=task.name,
        classes=classes,
        config=network.config,
        made_on=date.today().isoformat(),
        command="",
        durations=tuple(lasting.get(name, UNKNOWN_DURATION) for name in classes),
        figures={},
    )
    model = Model(card, network)
    if not held_out:
        return model
    predictions = yield from seeing.predictions(model, [one.entry for one in held_out])
    figures = agreement(predictions, [one.track for one in held_out], by_class=True)
    return Model(replace(card, figures=_on_validation(figures)), network)


def _predictions(seeing: Seeing, task: Task, model: Model, kept: Kept) -> Steps[None]:
    predictions = Predictions(task.project.folder)
    for entry in task.entries:
        predictions.save(kept.digest, entry, (yield from seeing.prediction(model, entry)))


def _on_validation(figures: dict[str, float]) -> dict[str, float]:
    return {f"validation {name}": round(value, 4) for name, value in figures.items()}
