from dataclasses import replace
from pathlib import Path

import numpy as np

from core.comparison_kept import compare_kept
from core.labels import LabelTrack, Segment, Span
from core.model.checkpoint import save_model
from core.models import Models
from core.prediction import Prediction
from core.predictions import Predictions
from core.project import Project
from core.revisions import Kind
from tests.core.networks import tiny_model, wandering
from tests.training.projects import new_project

NAMES = ("judged", "learnt", "unlabelled", "not predicted")
TRUE = LabelTrack("Anna", 90, (Segment(10, 40, "class 0"),), (Span(0, 90),))


def said(*segments: Segment) -> Prediction:
    probabilities = np.full((90, 4), 0.25, dtype=np.float32)
    return Prediction(probabilities, ("class 0", "class 1", "class 2"), "m", segments)


def test_models_are_compared_by_what_they_have_said(tmp_path: Path) -> None:
    recordings = [replace(wandering(90, 1, seed=n), name=name) for n, name in enumerate(NAMES)]
    tracks = {name: [TRUE] for name in ("judged", "learnt", "not predicted")}
    labelled = [(one, tracks.get(one.name, [])) for one in recordings]
    project = Project.open(new_project(tmp_path / "project", ("class 0", "class 1"), labelled))
    labels = {entry.id: project.labels(entry) for entry in project.recordings}
    entries = {entry.name: entry for entry in project.recordings}

    save_model(tiny_model(), tmp_path / "model.safetensors")
    models, kept = Models(project.folder), Predictions(project.folder)
    old = models.add(tmp_path / "model.safetensors", name="old")
    learnt = (entries["learnt"].sha256,)
    new = models.add(tmp_path / "model.safetensors", name="new", trained_on=learnt)
    for name in NAMES[:3]:
        kept.save(old.digest, entries[name], said(Segment(10, 40, "class 0")))
        kept.save(new.digest, entries[name], said(Segment(10, 40, "class 1")))
    kept.save(old.digest, entries["not predicted"], said())

    comparison = compare_kept(project, labels, old, new)
    assert (comparison.old_model, comparison.new_model) == ("1 · old", "2 · new")
    assert comparison.recordings == NAMES[:3]
    assert comparison.judged == ("judged",)
    assert [one.recording for one in comparison.revisions] == list(NAMES[:3])
    assert {one.kind for one in comparison.revisions} == {Kind.RELABELLED}
    assert comparison.per_class[0].difference["50"] == -1

    settings = {"class_mappings": {"m": {"class 1": None}}}
    aside = compare_kept(replace(project, settings=settings), labels, old, new)
    assert {one.kind for one in aside.revisions} == {Kind.VANISHED}
