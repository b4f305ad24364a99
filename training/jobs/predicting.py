"""Predict recordings of a project, the most urgent first; each is kept as soon as it is there."""

from core.entries import Entry
from core.errors import FormatError
from core.formats import reading
from core.inference import predict
from core.jobs.folder import JobFolder
from core.model.checkpoint import Model, load_model
from core.predictions import Predictions
from core.progress import Steps
from training.jobs.task import Task


def predicting(one: JobFolder) -> Steps[None]:
    """Predict what is not predicted yet; one recording that cannot be does not stop the others."""
    task = Task(one)
    predictions, digest = Predictions(task.project.folder), task.parent.digest
    model = load_model(task.parent.path)
    troubles = []
    for entry in task.entries:
        if predictions.load(digest, entry):
            continue
        try:
            yield from _predicted(task, model, predictions, entry)
        except (FormatError, ValueError) as error:
            troubles.append(f"{entry.name}: {error}")
    one.keep_result({"model": task.parent.number, "notes": troubles})


def _predicted(task: Task, model: Model, predictions: Predictions, entry: Entry) -> Steps[None]:
    if trouble := entry.trouble():
        raise FormatError(entry.path, "", trouble)
    recording = yield from reading(entry.path)
    prediction = yield from predict(model, recording, device=task.job.device)
    predictions.save(task.parent.digest, entry, prediction)
