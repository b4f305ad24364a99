"""What commands write where."""

import json

import pytest

from core.commands.console import Meter, fail, shown, tell
from core.progress import Progress, Steps


def slow(clock: list[float]) -> Steps[int]:
    for done in range(4):
        clock[0] += 3
        yield Progress(done, 4, "reading")
    return 7


def test_without_a_terminal_there_is_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    assert shown(slow(clock)) == 7
    assert capsys.readouterr() == ("", "reading: 25%\nreading: 75%\n")


def test_on_a_terminal_there_is_a_bar_that_goes_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    clock = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    shown(slow(clock))
    out, err = capsys.readouterr()
    assert out == ""
    assert " 50%  reading" in err
    assert err.endswith("\r\x1b[K")


def test_short_tasks_show_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Meter()(Progress(1, 2))
    assert capsys.readouterr() == ("", "")


def test_failures_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    fail(ValueError("two\nlines"))
    assert capsys.readouterr() == ("", "kinescribe: two lines\n")


def test_results_for_people_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    result = {"fps": 30.0, "names": ("a", "ü"), "versions": {"numpy": "2"}, "none": ()}
    tell(result, as_json=True)
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(result))
    tell(result, as_json=False)
    assert capsys.readouterr().out.splitlines() == [
        "fps       30",
        "names     a, ü",
        "versions  numpy 2",
        "none      ",
    ]
