"""Beyond the border time scrolls, the faster the further out; within it nothing moves."""

from itertools import count

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.timeline.border import Border


@pytest.mark.parametrize(("x", "speed"), [(-10, -300), (-1000, -1800), (109, 300), (1099, 1800)])
def test_it_scrolls_to_the_side_on_which_the_pointer_is(
    qtbot: QtBot, x: float, speed: float
) -> None:
    parent, seconds = QObject(), count()
    border = Border(parent, clock=lambda: next(seconds))
    border.pull(x, 100)
    with qtbot.waitSignal(border.scrolled) as scrolled:
        pass
    assert scrolled.args == [speed]


@pytest.mark.parametrize("x", [0, 50, 99])
def test_within_it_and_once_let_go_nothing_scrolls(qtbot: QtBot, x: float) -> None:
    parent = QObject()
    border = Border(parent)
    for end in (lambda: border.pull(x, 100), border.let_go):
        border.pull(-5, 100)
        end()
        with qtbot.assertNotEmitted(border.scrolled, wait=50):
            pass
