"""Two models side by side, as it is read, and in either theme."""

import pytest
from pytestqt.qtbot import QtBot

from app.dialogs.model_comparison import ModelComparisonDialog
from app.learning.offer import Offer
from app.theme import DARK, LIGHT, apply
from core.comparison import compare
from core.labels import LabelTrack, Segment, Span
from core.models import bundled
from core.revisions import Rivals
from tests.e2e.conftest import colour_at, picture

TRUE = LabelTrack("Anna", 100, (Segment(10, 30, "a"), Segment(50, 80, "b")), (Span(0, 90),))
OLD = (Segment(10, 30, "a", 0.9), Segment(50, 80, "a", 0.6))
NEW = (Segment(10, 24, "a", 0.8), Segment(50, 80, "b", 0.7))


@pytest.fixture
def shown(qtbot: QtBot) -> ModelComparisonDialog:
    dialog = _dialog(NEW)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _dialog(new: tuple[Segment, ...], truth: LabelTrack | None = TRUE) -> ModelComparisonDialog:
    apply(DARK)
    model = bundled()
    assert model
    comparison = compare([Rivals("Seq", 100, 30.0, OLD, new, truth)], "first", "second", ("a", "b"))
    return ModelComparisonDialog(Offer(model, model, comparison), DARK)


def test_only_edges_that_moved_are_told(shown: ModelComparisonDialog) -> None:
    cells = [
        [shown.changes.item(row, column).text() for column in range(5)]
        for row in range(shown.changes.rowCount())
    ]
    assert cells == [
        ["Seq", "0.3 s", "a", "a, end −0.2 s", "the old one was right"],
        ["Seq", "1.7 s", "a", "b", "the new one is right"],
    ]


def test_it_follows_a_change_of_theme(shown: ModelComparisonDialog) -> None:
    for theme in (LIGHT, DARK):
        apply(theme)
        shown.set_theme(theme)
        assert shown.changes.item(0, 4).foreground().color() == theme.colour("warning")
        # The new one finds all of "b", and none of it as background.
        _, new = shown._pictures
        for cell, role in (((1, 1), "accent"), ((1, 2), "raised")):
            place = new._cell(*cell).center()
            assert colour_at(picture(new), place.x(), place.y()) == theme.colour(role)


def test_what_cannot_be_said_is_not_shown(qtbot: QtBot) -> None:
    dialog = _dialog(OLD, None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.summary.text().endswith("nothing is held out to judge it by, no segment changes.")
    assert not dialog.changes.isVisible()
