"""Curves of a run, as points and as pixels."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.panels.curves_room import CurvesRoom
from app.theme import DARK, LIGHT, Theme


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_points_are_drawn_and_f1_only_where_something_is_held_out(
    qtbot: QtBot, theme: Theme
) -> None:
    room = CurvesRoom(DARK)
    qtbot.addWidget(room)
    room.resize(280, 240)
    room.show()
    assert room.words.isVisible()
    rows = [{"epoch": n, "loss": 2.0 - n / 5} for n in range(1, 6)]
    room.show_rows(rows)
    room.set_theme(theme)
    assert not room.words.isVisible()
    assert accents(room, theme) > 100
    assert not room._curves.f1.isVisible()
    room.show_rows([row | {"f1@50": 0.5, "f1@50 of jump": 0.4} for row in rows])
    assert room._curves.f1.isVisible()
    room.show_rows([])
    assert room.words.isVisible()


def accents(room: CurvesRoom, theme: Theme) -> int:
    """Pixels near to the accent."""
    image, wanted = room.grab().toImage(), QColor(theme.accent)
    seen = (image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width()))
    return sum(abs(one.hue() - wanted.hue()) < 15 and one.saturationF() > 0.4 for one in seen)
