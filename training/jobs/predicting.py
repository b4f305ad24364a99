"""Predict recordings of a project, the most urgent first; each is kept as soon as it is there."""

from core.errors import FormatError
from core.jobs.folder import JobFolder
from core.model.checkpoint import load_model
from core.predictions import Predictions
from core.progress import Steps
from training.jobs.seeing import Seeing
from training.jobs.task import Task


def predicting(one: JobFolder) -> Steps[None]:
    """Predict what is not predicted yet; one recording that cannot be does not stop the others."""
    task = Task(one)
    predictions, digest = Predictions(task.project.folder), task.parent.digest
    model = load_model(task.parent.path)
    seeing = Seeing(task, model)
    task.check_room(task.entries)
    troubles = []
    for entry in task.entries:
        if predictions.load(digest, entry):
            continue
        try:
            predictions.save(digest, entry, (yield from seeing.prediction(model, entry)))
        except FormatError as error:
            troubles.append(f"{entry.name}: {error}")
    one.keep_result({"model": task.parent.number, "notes": troubles})
