"""Train all weights on what people have reviewed, beginning with those of a model.

Asked to (setting `TEACH`), it trains twice: what comes of the first time teaches the second, see
`training.beliefs`. The better of the two on recordings held out is kept.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from core.entries import Entry
from core.jobs.folder import TAUGHT, JobFolder
from core.jobs.job import TEACH
from core.model.card import read_card
from core.progress import Progress, Steps, part, retold
from training.datasets.labelled import LabelledRecording
from training.finetune import finetune
from training.finetune_config import FinetuneConfig
from training.jobs.material import read_all
from training.jobs.stopped import Stopped
from training.jobs.task import Task
from training.jobs.teaching import pupils, read_pupils
from training.run import MODEL, Run

DEFAULTS: dict[str, Any] = {"epochs": 20, "learning_rate": 1e-3}
"""A model that can do much of it already needs less, and gentler, training than a fresh one."""


def finetuning(one: JobFolder) -> Steps[None]:
    """Finetune; stopped, it keeps the best epoch so far. Resumes where it was killed."""
    task = Task(one)
    twice = task.job.settings.get(TEACH, False)
    others = pupils(task) if twice else ()
    try:
        best = yield from (_taught(task, others) if twice else _trained(task, one.run))
    except Stopped:
        if not (found := _so_far(one.run)):
            raise
        best = found
    task.keep(best, taught=others if best.parent.name == TAUGHT else ())


def _taught(task: Task, others: Sequence[Entry]) -> Steps[Path]:
    """The better of two models, of which the first has taught the second."""
    folder = task.one.run
    first = yield from part(_trained(task, folder, share=0.5), 0, 2)
    pupils = yield from read_pupils(others)
    taught = _trained(task, folder / TAUGHT, pupils, (str(first),), share=0.5)
    second = yield from part(taught, 1, 2)
    return max(first, second, key=_merit)


def _merit(weights: Path) -> tuple[float, bool]:
    """How good a model is on recordings held out; where that is the same, the taught one wins."""
    figures = read_card(weights).figures
    names = ("validation frame_accuracy", "validation f1@50")
    return sum(figures.get(name, 0) for name in names), weights.parent.name == TAUGHT


def _so_far(folder: Path) -> Path | None:
    """What is best of a training that was stopped; without its second half if that had begun."""
    finished = folder / f"{MODEL}.safetensors"
    return finished if finished.exists() else Run(folder).finish_early(MODEL)


def _trained(
    task: Task,
    folder: Path,
    unlabelled: Sequence[LabelledRecording] = (),
    teachers: tuple[str, ...] = (),
    share: float = 1,
) -> Steps[Path]:
    """Train, within a share of the time that there is, unless it is done already."""
    if (finished := folder / f"{MODEL}.safetensors").exists():
        return finished  # killed between the end of training and that of the job
    run, config = Run(folder), config_of(task)
    config = replace(config, teachers=teachers, time_limit=config.time_limit * share)
    training = yield from read_all(task.material.training)
    validation = yield from read_all(task.material.validation)
    steps = finetune(
        *(training, validation, task.material.classes, config, run),
        unlabelled=unlabelled,
        resume=run.state_path.exists(),
    )
    return (yield from _by_epochs(steps, config.epochs))


def _by_epochs(steps: Steps[Path], epochs: int) -> Steps[Path]:
    """As far as the epochs are, also while one of them is judged."""
    done = 0.0

    def tell(progress: Progress) -> Progress:
        nonlocal done
        done = progress.done if progress.doing.startswith("epoch") else done
        return Progress(done, epochs, progress.doing)

    return retold(steps, tell)


def config_of(task: Task) -> FinetuneConfig:
    """The recipe's settings: those of the job, and beginning with its model."""
    said = {name: value for name, value in task.job.settings.items() if name != TEACH}
    config = replace(FinetuneConfig(), **(DEFAULTS | said))
    return replace(
        config,
        name=task.name,
        made_on=date.today().isoformat(),
        network=read_card(task.parent.path).config,
        encoder=config.encoder or str(task.parent.path),
        warm=not config.encoder,
        device=task.job.device,
    )
