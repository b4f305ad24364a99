"""Pretrain an encoder on all recordings of the project, labelled or not."""

from dataclasses import replace
from datetime import date

from core.jobs.folder import JobFolder
from core.model.card import read_card
from core.progress import Steps
from training.datasets.unlabelled import unlabelled
from training.jobs.task import Task
from training.pretrain import pretrain
from training.pretrain_config import PretrainConfig
from training.run import ENCODER, Run


def pretraining(one: JobFolder) -> Steps[None]:
    """Pretrain; the encoder's file can be what a finetuning job begins with. Resumes if killed."""
    task = Task(one)
    task.check_room(task.entries)
    weights = one.run / f"{ENCODER}.safetensors"
    if not weights.exists():
        recordings = unlabelled([task.project.folder], without=task.job.held_out)
        run = Run(one.run)
        yield from pretrain(recordings, config_of(task), run, resume=run.state_path.exists())
    one.keep_result({"encoder": str(weights.relative_to(task.project.folder))})


def config_of(task: Task) -> PretrainConfig:
    """The recipe's settings: those of the job, for an encoder as the job's model has it."""
    return replace(
        PretrainConfig(),
        encoder=read_card(task.parent.path).config.encoder,
        **task.job.settings,
        name=task.name,
        made_on=date.today().isoformat(),
        device=task.job.device,
    )
