"""Say how good a model is on what people have reviewed and it has not been trained on."""

from datetime import date

from core.jobs.folder import JobFolder
from core.model.checkpoint import load_model
from core.nan import without_nan
from core.progress import Steps
from core.report.about import about_model
from core.report.evaluation import Evaluation, Judged
from core.report.page import write_report
from training.datasets.project import Reviewed
from training.evaluate import full_report
from training.jobs.material import read_all
from training.jobs.task import Task

REPORT = "report.html"
"""In the folder of the job."""


def evaluating(one: JobFolder) -> Steps[None]:
    """Compare predictions with labels; what the model has learnt from does not count."""
    task = Task(one)
    material = task.material
    known = set(task.parent.card.trained_on)
    fair = tuple(one for one in _asked(task) if one.entry.sha256 not in known)
    if not fair:
        raise ValueError(
            f"model {task.parent} was trained on every reviewed recording, so nothing can be said"
        )
    labelled = yield from read_all(fair)
    compared, figures = yield from full_report(
        load_model(task.parent.path), labelled, material.classes, device=task.job.device
    )
    evaluation = Evaluation(
        f"{task.parent} on {task.project.folder.name}",
        date.today().isoformat(),
        tuple(Judged(x, its.recording) for x, its in zip(compared, labelled, strict=True)),
        figures,
        task.project.classes.including(figures["per_class"]),
        about_model(task.parent.card),
        (material.why,),
    )
    write_report(evaluation, one.path / REPORT)
    one.keep_result(
        {
            "model": task.parent.number,
            "report": REPORT,
            "recordings": [one.entry.name for one in fair],
            "figures": without_nan(figures),
            "notes": [material.why],
        }
    )


def _asked(task: Task) -> tuple[Reviewed, ...]:
    """The recordings that the job names; else those held out; else all reviewed ones."""
    material = task.material
    everything = (*material.training, *material.validation)
    if task.job.recordings:
        return tuple(one for one in everything if one.entry.id in task.job.recordings)
    return material.validation or everything
