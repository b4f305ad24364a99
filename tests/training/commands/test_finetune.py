"""The command as people call it: what it makes, and the one line in which it says why not."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.labels import LabelTrack, Segment, Span
from core.model.checkpoint import load_model
from core.recording import Recording
from core.skeleton import KINECT2
from main import main
from tests.training.projects import Labelled, new_project
from tests.training.test_finetune import CLASSES, labelled

SMALL = (
    *("--width", "4", "--crop", "48", "--batch-size", "4", "--epochs", "2"),
    *("--device", "cpu"),
)


def toys(n: int = 4, **changes: object) -> list[Labelled]:
    """Recordings named toy 0, toy 1, … with their tracks, changed."""
    toys = [labelled(seed, n_frames=170) for seed in range(n)]
    return [(one.recording, [replace(one.track, **changes)]) for one in toys]  # type: ignore[arg-type]


def project(folder: Path, toys: Sequence[Labelled], classes: Sequence[str] = CLASSES) -> Path:
    return new_project(folder / "project", classes, toys)


def words(folder: Path, *more: str) -> list[str]:
    out = ["--project", str(folder / "project"), "--out", str(folder / "run")]
    return ["finetune", *out, *SMALL, *more]


def fails(folder: Path, capsys: pytest.CaptureFixture[str], *more: str, out: str = "run") -> str:
    """The last line on standard error, after which nothing has changed."""
    assert main(words(folder, *more)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert not (folder / out).exists()
    return said.err.splitlines()[-1]


def test_it_makes_a_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, toys())
    assert main(words(tmp_path, "--holdout", "toy 3", "--json", "--licence", "MIT")) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["recordings"], told["validation_recordings"]) == (3, 1)
    assert told["classes"] == list(CLASSES)
    assert 0 <= told["figures"]["validation frame_accuracy"] <= 1
    card = load_model(told["model"]).card
    assert (card.name, card.licence, card.classes) == ("run", "MIT", CLASSES)
    assert card.config.encoder.width == 4


def test_a_model_and_its_encoder_are_starting_points(tmp_path: Path) -> None:
    project(tmp_path, toys())
    assert main(words(tmp_path, "--licence", "research only")) == 0
    first = (tmp_path / "run").rename(tmp_path / "first")
    head = ("--no-fusion", "--freeze", "--licence", "MIT")
    for number, encoder in enumerate((first, first / "model.safetensors")):
        assert main(words(tmp_path, "--encoder", str(encoder), *head)) == 0
        model = load_model((tmp_path / "run").rename(tmp_path / str(number)) / "model.safetensors")
        assert model.card.config.head == "linear"
        assert model.card.licence == "MIT; research only"
        before = load_model(first / "model.safetensors").network.encoder.state_dict()
        for name, value in model.network.encoder.state_dict().items():
            assert value.equal(before[name]), name


def test_a_split_from_a_file_and_a_fraction_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, toys(5))
    file = tmp_path / "split.json"
    file.write_text('{"train": ["toy [01]", "toy 2"], "validation": ["toy 3"]}')
    assert main(words(tmp_path, "--split", str(file), "--fraction", "0.67")) == 0
    assert "validation_recordings  1\n" in capsys.readouterr().out
    frozen = json.loads((tmp_path / "run" / "labels.json").read_text())
    assert len(frozen) == 2
    assert {one["recording"] for one in frozen} < {"toy 0", "toy 1", "toy 2"}


def test_resumed_and_finished(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, toys(2))
    assert main(words(tmp_path, "--resume")) == 0  # nothing there yet: from the beginning
    whole = (tmp_path / "run" / "model.safetensors").read_bytes()
    (tmp_path / "run" / "model.safetensors").unlink()
    assert main(words(tmp_path, "--resume")) == 0
    assert (tmp_path / "run" / "model.safetensors").read_bytes() == whole
    assert main(words(tmp_path)) == 1
    assert "already holds a finished run" in capsys.readouterr().err


def test_other_labels_cannot_be_resumed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, toys(2))
    assert main(words(tmp_path)) == 0
    (tmp_path / "run" / "model.safetensors").unlink()
    project(tmp_path / "other", toys(2, reviewed=(Span(0, 149),)))
    other = words(tmp_path, "--resume", "--project", str(tmp_path / "other" / "project"))
    assert main(other) == 1
    assert "begun with other recordings or labels" in capsys.readouterr().err
    assert main(words(tmp_path, "--resume", "--seed", "5")) == 1
    assert "begun with another seed" in capsys.readouterr().err


def test_nothing_to_train_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, [])
    assert "the project is empty" in fails(tmp_path, capsys)
    project(tmp_path / "b", toys(1, segments=(), reviewed=()))
    assert "no frame is reviewed" in fails(tmp_path / "b", capsys)
    project(tmp_path / "c", toys(1))
    assert "no recording to train on" in fails(tmp_path / "c", capsys, "--holdout", "toy*")
    said = fails(tmp_path / "c", capsys, "--holdout", "nobody")
    assert said == "kinescribe: no reviewed recording is called 'nobody'"


def test_one_class_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jump = (Segment(0, 170, "jump"),)
    project(tmp_path, toys(1, segments=jump), ("jump",))
    assert "every reviewed frame is 'jump'" in fails(tmp_path, capsys)
    project(tmp_path / "b", toys(1, segments=(), reviewed=(Span(0, 9),)), ("jump",))
    assert "every reviewed frame is 'background'" in fails(tmp_path / "b", capsys)
    project(tmp_path / "c", toys(1, segments=(Segment(0, 70, "jump"),)), ("jump",))
    assert main(words(tmp_path / "c")) == 0  # to tell from background


def test_a_class_without_an_example_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, toys(2), (*CLASSES, "jump"))
    assert main(words(tmp_path)) == 0
    assert "no training recording shows 'jump', so it cannot be learnt" in capsys.readouterr().err


def test_who_is_trained_and_validated_on_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("0007-L", "0007-R")
    both = [(replace(one, name=n), t) for n, (one, t) in zip(names, toys(2), strict=True)]
    project(tmp_path, both)
    assert main(words(tmp_path, "--holdout", "*R")) == 0
    assert "'0007' is both trained and validated on" in capsys.readouterr().err


def test_recordings_of_a_frame_or_a_few_are_learnt_from(tmp_path: Path) -> None:
    short = []
    for number, n_frames in enumerate((1, 2, 5)):
        one = labelled(number).recording
        recording = Recording.measured(one.positions[:n_frames], KINECT2, 30, name=f"s{number}")
        track = LabelTrack("Anna", n_frames, (Segment(0, 1, CLASSES[0]),), (Span(0, n_frames),))
        short.append((recording, [track]))
    project(tmp_path, short)
    assert main(words(tmp_path, "--holdout", "s2")) == 0
    assert load_model(tmp_path / "run" / "model.safetensors")


def empty(name: str, n_frames: int = 150) -> Labelled:
    recording = Recording.measured(np.zeros((n_frames, 1, 25, 3)), KINECT2, 30, name=name)
    return recording, [LabelTrack("Anna", n_frames, (), (Span(0, n_frames),))]


def test_bodies_of_zeros(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, [empty("ghost")])
    assert "nobody is present in any reviewed frame" in fails(tmp_path, capsys)
    project(tmp_path / "b", [*toys(1), *(empty(f"ghost {n}", 900) for n in range(2))])
    # Most batches of one crop have nobody in them.
    assert main(words(tmp_path / "b", "--batch-size", "1")) == 0
    assert "ghost 0: nobody is present in any frame" in capsys.readouterr().err
    assert load_model(tmp_path / "b" / "run" / "model.safetensors")


def test_encoders_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, toys(1))
    gone = str(tmp_path / "gone.safetensors")
    assert "gone.safetensors: is no encoder file" in fails(tmp_path, capsys, "--encoder", gone)
    assert "no run has been finished there" in fails(tmp_path, capsys, "--encoder", str(folder))
    assert "nothing to freeze" in fails(tmp_path, capsys, "--freeze")


def test_a_model_of_another_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, toys(1))
    with monkeypatch.context() as later:
        later.setattr("core.model.card.FORMAT_VERSION", 99)
        assert main(words(tmp_path)) == 0
    (tmp_path / "run").rename(tmp_path / "later")
    capsys.readouterr()
    said = fails(tmp_path, capsys, "--encoder", str(tmp_path / "later"))
    assert "model.safetensors: model card: was written by another version" in said


def test_a_number_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, toys(2))
    assert main(words(tmp_path, "--learning-rate", "1e30")) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert "no longer" in said
    assert "is kept" in said


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_full_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As if the disk had no room for more than the settings: the weights do not fit any more."""
    import resource

    project(tmp_path, toys(1))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    try:
        assert main(words(tmp_path)) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "last.safetensors: cannot be written: File too large" in capsys.readouterr().err
    assert {path.name for path in (tmp_path / "run").iterdir()} == {
        *("config.json", "labels.json", "metrics.jsonl"),
    }


@pytest.mark.parametrize(
    "more",
    [
        ("--split", "a", "--holdout", "b"),
        ("--freeze", "--encoder-rate", "1"),
        ("--epochs", "many"),
    ],
)
def test_wrong_usage(tmp_path: Path, more: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words(tmp_path, *more))
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--fraction", "0"), "the fraction must be above 0"),
        (("--epochs", "0"), "epochs must be at least 1"),
        (("--time-limit", "-1"), "the time limit must be above 0"),
    ],
)
def test_settings_that_cannot_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], message: str
) -> None:
    assert message in fails(tmp_path, capsys, *more)


def test_two_processes_by_torchrun(tmp_path: Path) -> None:
    project(tmp_path, toys())
    done = subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"),
            *("--standalone", "main.py", *words(tmp_path, "--holdout", "toy 3", "--json")),
        ],
        check=True,
        capture_output=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        timeout=120,
    )
    assert json.loads(done.stdout)["recordings"] == 3  # one voice
    assert load_model(tmp_path / "run" / "model.safetensors").card.figures
