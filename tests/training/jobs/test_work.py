"""What jobs do to a project: models, predictions and figures come of them, and labels stay."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.checked import write_checked
from core.jobs.folder import STOP, JobFolder
from core.jobs.job import EVALUATE, FINETUNE, PREDICT, PRETRAIN, REFIT, TEACH, Job
from core.jobs.queue import Jobs
from core.jobs.state import DONE, FAILED, STOPPED, State
from core.label_codec import labels_as_json
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment
from core.model.checkpoint import load_model, save_model
from core.models import Models
from core.predictions import Predictions
from core.project import Project
from core.states import Place
from tests.core.networks import tiny_model
from tests.training.projects import new_project
from tests.training.test_finetune import CLASSES, labelled
from training.job import do
from training.jobs.work import work

SHORT = {"epochs": 2, "crop": 48, "batch_size": 4}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Four recordings of two arms, and a model that knows one of them and another class."""
    toys = [labelled(seed, n_frames=170) for seed in range(4)]
    folder = new_project(
        tmp_path / "project", CLASSES, [(one.recording, [one.track]) for one in toys]
    )
    model = tiny_model(2, relation=False)
    card = replace(model.card, classes=("left up", "jump"), durations=(0.7, 0.5))
    save_model(replace(model, card=card), tmp_path / "first.safetensors")
    Models(folder).add(tmp_path / "first.safetensors")
    return folder


def done(project: Path, job: Job) -> JobFolder:
    one = Jobs(project).add(replace(job, device="cpu"))
    before = labels(project)
    do(one)
    assert labels(project) == before
    return one


def labels(project: Path) -> dict[Path, bytes]:
    """Everything that says what people say."""
    found = (path for name in ("labels", "journal") for path in (project / name).rglob("*"))
    return {path: path.read_bytes() for path in found if path.is_file()}


def test_a_refit_makes_a_model_and_predicts_what_is_seen(project: Path) -> None:
    settings = {"steps": 8, "crop": 64, "batch_size": 2}
    one = done(project, Job(REFIT, 1, ("toy-2",), ("toy 3",), settings, "mine"))
    assert (one.state.name, one.state.message) == (DONE, "")
    kept, parent = Models(project).get(one.result["model"]), Models(project).get(1)
    card, entries = kept.card, Project.open(project).recordings
    assert (card.name, card.classes, card.recipe) == ("mine", CLASSES, "refit")
    assert (card.parent, card.settings) == (parent.digest, settings)
    assert card.trained_on == tuple(entry.sha256 for entry in entries[:3])
    assert card.durations == (1.0, 1.0)
    assert 0 <= card.figures["validation f1@50 of right up"] <= 1
    assert [row["step"] for row in one.metrics()] == [4, 8]
    predicted = [Predictions(project).has(kept.digest, entry) for entry in entries]
    assert predicted == [entry.id == "toy-2" for entry in entries]
    assert Models(project).accepted() == ()
    encoders = (load_model(path).network.encoder.state_dict() for path in (parent.path, kept.path))
    before, after = encoders
    assert all(value.equal(after[name]) for name, value in before.items())


@pytest.mark.parametrize(("name", "state"), [("left up", DONE), ("wave", FAILED)])
def test_one_segment_teaches_a_class_that_was_known(project: Path, name: str, state: str) -> None:
    """A new class alone could be anywhere: there is nothing to tell it from."""
    for entry in Project.open(project).recordings:
        segments = (Segment(20, 60, name),) if entry.id == "toy-2" else ()
        content = labels_as_json(LabelSet((LabelTrack("mine", entry.n_frames, segments),)))
        write_checked(Place(project, entry.id).snapshot, content)
    one = done(project, Job(REFIT, 1, settings={"steps": 1}))
    assert one.state.name == state
    assert (f"every reviewed frame is {name!r}" in one.state.message) == (state == FAILED)


def test_features_are_looked_at_once(project: Path) -> None:
    done(project, Job(PREDICT, 1))
    for path in (project / "recordings").iterdir():
        path.unlink()
    one = done(project, Job(REFIT, 1, settings={"steps": 1}))
    assert one.state.name == DONE
    assert "4 reviewed groups of recordings are too few" in one.result["notes"][0]
    assert Models(project).get(2).card.figures == {}


def test_predictions_are_made_once_and_what_cannot_be_is_named(project: Path) -> None:
    (project / "recordings" / "toy 1.h5").unlink()
    one = done(project, Job(PREDICT, 1, ("toy-1", "toy-2")))
    assert one.state.name == DONE
    assert [note.partition(":")[0] for note in one.result["notes"]] == ["toy 1"]
    predictions, digest = Predictions(project), Models(project).get(1).digest
    entry = Project.open(project).recordings[2]
    first = predictions.path(digest, entry).stat().st_mtime_ns
    done(project, Job(PREDICT, 1))
    assert predictions.path(digest, entry).stat().st_mtime_ns == first
    assert len(list(predictions.folder.rglob("*.npz"))) == 3


def test_finetuning_begins_with_all_weights_of_the_model(project: Path) -> None:
    still = SHORT | {"learning_rate": 1e-12}
    one = done(project, Job(FINETUNE, 1, held_out=("toy 3",), settings=still))
    assert one.state.name == DONE, one.state.message
    before, after = (load_model(Models(project).get(n).path).network for n in (1, 2))
    for name, value in before.head.named_parameters():
        np.testing.assert_allclose(
            after.head.get_parameter(name).detach(), value.detach(), atol=1e-6
        )
    known, new = after.classify.weight[0], before.classify.weight[0]
    np.testing.assert_allclose(known.detach(), new.detach(), atol=1e-6)
    assert [row["epoch"] for row in one.metrics()] == [1, 2]


def test_a_finetuning_that_is_stopped_keeps_what_there_is(project: Path) -> None:
    one = Jobs(project).add(Job(FINETUNE, 1, settings=SHORT, device="cpu"))
    one.want(STOP)
    do(one)
    assert (one.state.name, one.result) == (STOPPED, {})
    assert len(Models(project).kept()) == 1


def test_a_model_teaches_the_next_where_nobody_has_looked(project: Path) -> None:
    write_checked(Place(project, "toy-1").snapshot, labels_as_json(LabelSet()))
    write_checked(Place(project, "toy-2").snapshot, labels_as_json(LabelSet()))
    job = Job(FINETUNE, 1, settings=SHORT | {TEACH: True}, device="cpu")
    one = Jobs(project).add(job)
    steps = list(work(one))
    assert [(row["epoch"]) for row in one.metrics()] == [1, 2, 3, 4]
    trained = [step for step in steps if step.doing.startswith("epoch")]
    assert {step.total for step in trained} == {2}
    assert trained[-1].fraction == 1
    assert [step.done for step in trained] == sorted(step.done for step in trained)
    assert any(step.doing == "asking teachers about toy 1" for step in steps)
    entries = Project.open(project).recordings
    learnt = Models(project).get(one.result["model"]).card.trained_on
    assert set(learnt) == {entry.sha256 for entry in entries}
    alone = done(project, replace(job, settings=SHORT))
    assert [row["epoch"] for row in alone.metrics()] == [1, 2]


def test_labels_are_frozen_when_it_begins(project: Path) -> None:
    one = Jobs(project).add(Job(REFIT, 1, settings={"steps": 1}, device="cpu"))
    do(one)
    frozen = one.labels.read_bytes()
    opened = Project.open(project)
    write_checked(Place(project, "toy-1").snapshot, labels_as_json(LabelSet()))
    one.enter(State())
    do(one)
    assert one.labels.read_bytes() == frozen
    assert one.result["recordings"] == len(opened.recordings)


def test_a_model_is_not_judged_by_what_it_was_trained_on(project: Path) -> None:
    refitted = done(project, Job(REFIT, 1, held_out=("toy 3",), settings={"steps": 1}))
    number = refitted.result["model"]
    judged = done(project, Job(EVALUATE, number))
    assert judged.result["recordings"] == ["toy 3"]
    assert "toy 3" in (judged.path / judged.result["report"]).read_text("utf-8")
    assert 0 <= judged.result["figures"]["frame_accuracy"] <= 1
    all_known = done(project, Job(REFIT, 1, settings={"steps": 1}, name="all")).result["model"]
    refused = done(project, Job(EVALUATE, all_known))
    assert refused.state.name == FAILED
    assert "was trained on every reviewed recording" in refused.state.message
    child = done(project, Job(REFIT, all_known, held_out=("toy 3",), settings={"steps": 1}))
    assert "the figures flatter" in child.result["notes"][1]
    assert done(project, Job(EVALUATE, child.result["model"])).state.name == FAILED


def test_an_encoder_is_pretrained_on_the_project(project: Path) -> None:
    small = {"epochs": 1, "batch_size": 2, "n_frames": 64}
    one = done(project, Job(PRETRAIN, 1, settings=small))
    assert one.state.name == DONE, one.state.message
    assert (project / one.result["encoder"]).exists()


def test_what_is_missing_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs.needs.free_memory", lambda: 10**6)
    one = done(project, Job(FINETUNE, 1))
    assert one.state.name == FAILED
    assert "GB of memory and 0.0 GB are free: close other programs" in one.state.message
    assert not one.run.exists()
