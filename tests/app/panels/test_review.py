"""The review: a counter, a question, two answers, and on to the next."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.panels.review import ReviewPanel
from app.reviewer import Reviewer
from core.history import History
from core.review import Reason
from tests.app.opening import Opened


@pytest.fixture
def reviewer(opened: Opened, qtbot: QtBot) -> Reviewer:
    reviewer = Reviewer(opened.document, opened.playback, opened.editor)
    opened.document.tracks_changed.emit()
    qtbot.waitUntil(lambda: not reviewer.busy)
    return reviewer


@pytest.fixture
def panel(reviewer: Reviewer, qtbot: QtBot) -> ReviewPanel:
    panel = ReviewPanel(reviewer)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def reasons(reviewer: Reviewer) -> list[Reason]:
    return [item.reason for item in reviewer.queue.items]


def test_what_differs_is_doubtful_or_unseen_is_counted(
    panel: ReviewPanel, reviewer: Reviewer
) -> None:
    assert reasons(reviewer) == [Reason.DISAGREEMENT, Reason.UNREVIEWED, Reason.DOUBTFUL]
    assert panel.count.text() == "3 to review"
    assert not panel.accept.isEnabled()


def test_answers_settle_and_move_on(
    panel: ReviewPanel, reviewer: Reviewer, opened: Opened, qtbot: QtBot
) -> None:
    reviewer.next()
    assert (opened.playback.frame, panel.question.text().startswith("Your labels")) == (30, True)
    # The model says background there: the labels stay, and that it was refused is one step.
    before = opened.said
    qtbot.mouseClick(panel.reject, Qt.MouseButton.LeftButton)
    assert opened.said == before
    assert len(opened.document.history.steps) == 1
    assert opened.playback.frame == 65
    reviewer.next()
    qtbot.mouseClick(panel.accept, Qt.MouseButton.LeftButton)
    assert opened.said[-1] == (70, 80, "jump")
    qtbot.waitUntil(lambda: not reviewer.busy)
    assert reasons(reviewer) == [Reason.UNREVIEWED, Reason.UNREVIEWED]


def test_a_whole_stretch_is_as_predicted_or_empty(reviewer: Reviewer, opened: Opened) -> None:
    opened.playback.seek(60)
    reviewer.next()
    reviewer.accept()
    assert opened.said[-1] == (70, 80, "jump")
    assert opened.document.active.reviewed[-1].stop == 100
    opened.editor.undo()
    assert len(opened.said) == 2


def test_undoing_brings_the_item_back(reviewer: Reviewer, opened: Opened, qtbot: QtBot) -> None:
    before = reviewer.queue
    opened.playback.seek(66)
    reviewer.next()
    reviewer.reject()
    opened.editor.undo()
    qtbot.waitUntil(lambda: not reviewer.busy)
    assert reviewer.queue == before


def test_who_goes_elsewhere_is_not_asked_any_more(
    panel: ReviewPanel, reviewer: Reviewer, opened: Opened
) -> None:
    reviewer.next()
    opened.playback.seek(0)
    assert reviewer.current is None
    assert not panel.reject.isEnabled()


def test_at_the_end_it_says_so(reviewer: Reviewer, opened: Opened, qtbot: QtBot) -> None:
    opened.playback.seek(99)
    with qtbot.waitSignal(reviewer.refused):
        reviewer.next()
    with qtbot.waitSignal(reviewer.changed):
        reviewer.previous()
    assert opened.playback.frame == 70


def test_keys_mean_something_else_where_no_segment_is_asked_about(
    reviewer: Reviewer, opened: Opened
) -> None:
    called: list[str] = []
    reviewer.accept_or(lambda: called.append("accept"))
    opened.playback.seek(66)
    reviewer.next()
    reviewer.accept_or(lambda: called.append("accept"))
    assert opened.said[-1] == (70, 80, "jump")
    assert called == ["accept"]


def test_answers_hold_after_a_restart_as_the_prediction_is_no_newer(
    reviewer: Reviewer, opened: Opened, qtbot: QtBot
) -> None:
    assert opened.document.prediction is not None
    dated = replace(opened.document.prediction, date="2026-01-01T12:00:00.000Z")
    opened.document.set_prediction(dated)
    qtbot.waitUntil(lambda: not reviewer.busy)
    reviewer.next()
    reviewer.reject()
    opened.editor.relabel([opened.document.active.segments[0]], "sit")
    qtbot.waitUntil(lambda: not reviewer.busy)
    assert Reason.DISAGREEMENT not in reasons(reviewer)
    again = Opened()
    assert again.document.path and again.document.recording
    again.document.open(
        again.document.path, again.document.recording, History(opened.document.labels)
    )
    again.document.set_prediction(dated)
    later = Reviewer(again.document, again.playback, again.editor)
    again.document.tracks_changed.emit()
    qtbot.waitUntil(lambda: not later.busy)
    assert later.queue == reviewer.queue
