"""All kinds of jobs by name."""

from collections.abc import Callable, Mapping

from core.jobs.folder import JobFolder
from core.jobs.job import EVALUATE, FINETUNE, PREDICT, PRETRAIN, REFIT
from core.progress import Steps
from training.jobs.evaluating import evaluating
from training.jobs.finetuning import finetuning
from training.jobs.predicting import predicting
from training.jobs.pretraining import pretraining
from training.jobs.refitting import refitting

_WORK: Mapping[str, Callable[[JobFolder], Steps[None]]] = {
    PREDICT: predicting,
    REFIT: refitting,
    FINETUNE: finetuning,
    PRETRAIN: pretraining,
    EVALUATE: evaluating,
}


def work(one: JobFolder) -> Steps[None]:
    """Do a job; its result is in its folder at the end, and a model among those of the project."""
    return _WORK[one.job.kind](one)
