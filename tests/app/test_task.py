"""Long things run beside the window, say how far they are, and stop when told to."""

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.task import Task
from core.errors import FormatError
from core.progress import Progress, Steps


def counting(n: int) -> Steps[int]:
    for number in range(n):
        yield Progress(number, n)
    return n


def test_the_result_arrives_once(qtbot: QtBot) -> None:
    parent = QObject()
    task = Task(counting(5), parent)
    with qtbot.waitSignal(task.done) as arrived:
        pass
    assert arrived.args == [5]


def test_a_failure_is_one_sentence(qtbot: QtBot) -> None:
    def failing() -> Steps[None]:
        yield Progress(0, 1)
        raise FormatError("a.csv", "", "is not one")

    parent = QObject()
    task = Task(failing(), parent)
    with qtbot.waitSignal(task.failed) as arrived:
        pass
    assert arrived.args == ["a.csv: is not one"]


def test_what_was_cancelled_ends_and_is_never_heard_of(qtbot: QtBot) -> None:
    began, ended = threading.Event(), threading.Event()

    def endless() -> Steps[None]:
        try:
            while True:
                began.set()
                yield Progress(0, 1)
        finally:
            ended.set()

    parent, heard = QObject(), []
    task = Task(endless(), parent)
    task.done.connect(heard.append)
    began.wait(5)
    task.cancel()
    assert ended.wait(5)
    qtbot.wait(50)
    assert heard == []
