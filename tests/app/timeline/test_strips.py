"""Figures in bars: between name and end, at frames that stay where they are."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.timeline import strips as module
from app.timeline.geometry import TimeScale
from app.timeline.strips import Strips
from tests.core.test_figures import standing

BAR = QRectF(0, 10, 400, 40)
SCALE = TimeScale.fitted(20, 400)


def painted(strips: Strips, seen: tuple[float, float], ratio: float = 1.0) -> np.ndarray:
    """``(height, width)``: where there is ink."""
    image = QImage(round(400 * ratio), round(60 * ratio), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    painter.setPen(QColor("red"))
    strips.paint(painter, BAR, seen, SCALE)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    return pixels >> 24 > 0


def drawn(strips: Strips, qtbot: QtBot, seen: tuple[float, float]) -> np.ndarray:
    with qtbot.waitSignal(strips.changed):
        painted(strips, seen)
    return painted(strips, seen)


def strips_of_somebody() -> Strips:
    strips = Strips()
    strips.set_recording(standing(0.0))
    return strips


def test_figures_come_later_and_stay_between_name_and_end(qtbot: QtBot) -> None:
    strips = strips_of_somebody()
    assert not painted(strips, (100, 300)).any()
    ink = drawn(strips, qtbot, (100, 300))
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    assert 100 <= columns.min() < columns.max() < 300
    assert 10 <= rows.min() < rows.max() < 50
    assert len(columns) > 60


def test_figures_stay_where_they_are_when_an_edge_moves(qtbot: QtBot) -> None:
    strips = strips_of_somebody()
    wide = drawn(strips, qtbot, (0, 400))
    narrow = painted(strips, (130, 290))
    columns = np.flatnonzero(narrow.any(axis=0))
    kept = slice(columns.min(), columns.max() + 1)
    assert (narrow[:, kept] == wide[:, kept]).all()


def test_another_recording_has_other_figures(qtbot: QtBot) -> None:
    strips = strips_of_somebody()
    drawn(strips, qtbot, (0, 400))
    strips.set_recording(standing(0.0, raised=0.3))
    assert not painted(strips, (0, 400)).any()
    strips.set_recording(None)
    assert not painted(strips, (0, 400)).any()


@pytest.mark.parametrize("seen", [(0, 10), (390, 400), (200, 100)])
def test_where_there_is_no_room_there_is_no_figure(seen: tuple[float, float]) -> None:
    strips = strips_of_somebody()
    assert not painted(strips, seen).any()
    assert not strips._wanted


def test_no_more_figures_are_kept_than_allowed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_KEPT", 2)
    strips = strips_of_somebody()
    drawn(strips, qtbot, (0, 400))
    assert len(strips._drawn) == 2


def test_steps_are_ones_that_others_are_made_of() -> None:
    steps = [module._step(wanted) for wanted in (0.1, 1, 1.5, 3, 3.1, 5, 6.1, 9, 100)]
    assert steps == [1, 1, 2, 3, 4, 6, 8, 12, 128]
