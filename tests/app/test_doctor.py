"""The doctor's report, and what it makes of a machine on which something does not work."""

import json

import pytest

from app import doctor

KEYS = {
    "python", "torch", "device", "cuda_usable", "opengl_renderer", "qt_platform", "memory_gb",
    "writable", "versions", "problems",
}  # fmt: skip


def answers(torch: doctor.Answers, window: doctor.Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {doctor._TORCH: torch, doctor._WINDOW: window}
    monkeypatch.setattr(doctor, "_asked", lambda program, **_: known[program])


def test_this_machine_is_described() -> None:
    report = doctor.examine()
    assert set(report) == KEYS
    assert report["torch"]
    assert report["versions"]["numpy"]
    json.dumps(report)


def test_a_healthy_machine(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    window = {"opengl_renderer": "gl", "qt_platform": "xcb", "folder": str(tmp_path)}
    answers({"torch": "2", "device": "cpu"}, window, monkeypatch)
    assert doctor.doctor(as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["problems"] == []


@pytest.mark.parametrize(
    ("torch", "window", "status", "said"),
    [
        ({"failed": "no libomp"}, {}, 1, "torch does not work: no libomp"),
        ({}, {"failed": "no display"}, 1, "no window can be opened: no display"),
        ({}, {"qt_platform": "offscreen"}, 0, "there is no screen"),
        ({}, {"opengl_renderer": None}, 0, "there is no OpenGL"),
        ({}, {"folder": "/dev/null/folder"}, 1, "settings cannot be saved: /dev/null/folder"),
    ],
)
def test_what_does_not_work_is_a_problem(
    torch: doctor.Answers,
    window: doctor.Answers,
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: object,
) -> None:
    whole = {"opengl_renderer": "gl", "qt_platform": "xcb", "folder": str(tmp_path)}
    answers(
        torch if "failed" in torch else {"torch": "2", "device": "cpu"},
        window if "failed" in window else whole | window,
        monkeypatch,
    )
    assert doctor.doctor(as_json=True) == status
    assert said in json.loads(capsys.readouterr().out)["problems"][0]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import os; os._exit(3)", "exit status 3"),
        ("raise SystemExit('Error: no driver')", "Error: no driver"),
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
    ],
)
def test_a_process_that_dies_is_a_reason(program: str, said: str) -> None:
    assert doctor._asked(program) == {"failed": said}
