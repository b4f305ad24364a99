"""Keys as text: one spelling for what was pressed, what is stored and what people read."""

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.actions import Place

_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ALONE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter", "Del": "Delete"}


def key_text(event: QKeyEvent) -> str:
    """The key of an event as portable text; empty for a modifier by itself.

    Where Shift is needed to type a sign at all, which depends on the keyboard, it does not count.
    The two Enter keys are one, and so are the figures of both blocks.
    """
    key, modifiers = Qt.Key(event.key()), event.modifiers() & _MODIFIERS
    if key in _ALONE or key == Qt.Key.Key_unknown:
        return ""
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    typed = "!" <= chr(min(key.value, 0x10FFFF)) <= "~"
    if typed and not Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return portable(QKeySequence(QKeyCombination(modifiers, key)))


def portable(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def shown(key: str) -> str:
    """A key as people read it: ``Alt+Shift+←``."""
    *modifiers, last = key.split("+") if not key.endswith("+") else (*key[:-2].split("+"), "+")
    return "+".join((*(one for one in modifiers if one), _SIGNS.get(last, last)))


def shown_at(key: str, place: Place) -> str:
    """A key with the place where it counts, if that is not everywhere."""
    return shown(key) if place is Place.WINDOW else f"{shown(key)} {place.value}"
