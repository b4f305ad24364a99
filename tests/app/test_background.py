"""What is asked last is answered, once, and the thread of the window never computes."""

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.background import Background


def test_of_many_questions_only_the_last_is_answered(qtbot: QtBot) -> None:
    parent = QObject()
    background = Background(1, parent)
    answers: list[object] = []
    background.answered.connect(answers.append)
    for number in range(20):
        background.ask(lambda number=number: number)
    qtbot.waitUntil(lambda: not background.busy)
    assert answers == [19]


def test_a_question_during_an_answer_replaces_it(qtbot: QtBot) -> None:
    parent = QObject()
    background = Background(0, parent)
    answers: list[object] = []
    background.answered.connect(answers.append)
    began, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        began.set()
        go_on.wait(10)
        return "old"

    background.ask(slow)
    qtbot.waitUntil(began.is_set)
    background.ask(lambda: threading.current_thread().name)
    go_on.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert len(answers) == 1
    assert str(answers[0]).startswith("background")
