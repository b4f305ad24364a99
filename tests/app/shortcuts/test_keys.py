"""One spelling for every key, whatever the keyboard."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.actions import ACTIONS, Place
from app.shortcuts.keys import key_text, portable, shown, shown_at

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
KEYPAD, NONE = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize(
    ("key", "modifiers", "text"),
    [
        (Qt.Key.Key_S, NONE, "S"),
        (Qt.Key.Key_S, SHIFT, "Shift+S"),
        (Qt.Key.Key_1, KEYPAD, "1"),
        (Qt.Key.Key_1, SHIFT, "1"),
        (Qt.Key.Key_Question, SHIFT, "?"),
        (Qt.Key.Key_Plus, SHIFT | CTRL, "Ctrl++"),
        (Qt.Key.Key_Enter, KEYPAD, "Return"),
        (Qt.Key.Key_Space, SHIFT, "Shift+Space"),
        (Qt.Key.Key_Left, SHIFT, "Shift+Left"),
        (Qt.Key.Key_Shift, SHIFT, ""),
    ],
)
def test_keys_have_one_spelling(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
    assert key_text(QKeyEvent(QEvent.Type.KeyPress, key, modifiers)) == text


def test_every_default_key_is_spelled_as_it_will_be_heard() -> None:
    for spec in ACTIONS:
        for key in spec.keys:
            assert portable(QKeySequence(key)) == key


def test_people_read_arrows() -> None:
    assert shown("Alt+Shift+Left") == "Alt+Shift+←"
    assert shown("Ctrl++") == "Ctrl++"
    assert shown("+") == "+"
    assert shown_at("1", Place.VIEWER) == "1 in the 3D view"
