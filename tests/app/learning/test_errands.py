"""Errands are done in order, in another thread, and answered in the window's."""

import threading

from pytestqt.qtbot import QtBot

from app.learning.errands import Errands


def test_order_threads_and_failures(qtbot: QtBot) -> None:
    errands = Errands()
    here, said = threading.get_ident(), []
    errands.failed.connect(lambda why: said.append(why))

    def fail() -> None:
        raise ValueError("no such thing")

    errands.run(threading.get_ident, lambda there: said.append(there != here))
    errands.run(fail)
    with qtbot.waitSignal(errands.failed):
        errands.run(lambda: 3, lambda n: said.append((n, threading.get_ident() == here)))
    qtbot.waitUntil(lambda: len(said) == 3)
    assert said == [True, "no such thing", (3, True)]
    errands.close()


def test_what_is_closed_does_and_tells_nothing(qtbot: QtBot) -> None:
    errands, said, go_on = Errands(), [], threading.Event()
    errands.run(go_on.wait, said.append)
    errands.run(lambda: said.append("done"))
    go_on.set()
    errands.close()
    errands.run(lambda: said.append("late"))
    qtbot.wait(50)
    assert "late" not in said
    assert True not in said
