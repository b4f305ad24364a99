"""Train all weights on what people have reviewed, beginning with those of a model."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from core.jobs.folder import JobFolder
from core.model.card import read_card
from core.progress import Steps
from training.finetune import finetune
from training.finetune_config import FinetuneConfig
from training.jobs.material import read_all
from training.jobs.stopped import Stopped
from training.jobs.task import Task
from training.run import MODEL, Run

DEFAULTS: dict[str, Any] = {"epochs": 20, "learning_rate": 1e-3}
"""A model that can do much of it already needs less, and gentler, training than a fresh one."""


def finetuning(one: JobFolder) -> Steps[None]:
    """Finetune; stopped, it keeps the best epoch so far. Resumes where it was killed."""
    task = Task(one)
    task.keep((yield from _trained(task)))


def _trained(task: Task) -> Steps[Path]:
    folder = task.one.run
    if (finished := folder / f"{MODEL}.safetensors").exists():
        return finished  # killed between the end of training and that of the job
    run = Run(folder)
    resume = run.state_path.exists()
    training = yield from read_all(task.material.training)
    validation = yield from read_all(task.material.validation)
    config, classes = config_of(task), task.material.classes
    try:
        return (yield from finetune(training, validation, classes, config, run, resume=resume))
    except Stopped:
        if best := run.finish_early(MODEL):
            return best
        raise


def config_of(task: Task) -> FinetuneConfig:
    """The recipe's settings: those of the job, and beginning with its model."""
    config = replace(FinetuneConfig(), **(DEFAULTS | dict(task.job.settings)))
    return replace(
        config,
        name=task.name,
        made_on=date.today().isoformat(),
        network=read_card(task.parent.path).config,
        encoder=config.encoder or str(task.parent.path),
        warm=not config.encoder,
        device=task.job.device,
    )
