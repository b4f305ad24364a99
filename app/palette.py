"""Colours as Qt knows them: those of classes (`core.colours`), and what reads well on them.

Knows nothing of widgets.
"""

from collections.abc import Iterable

from PySide6.QtGui import QColor

from core import colours
from core.classes import ActionClass
from core.colours import OTHER, default_colour

FAINTEST = 1.4
"""Contrast with the ground under which a colour is hard to see; no base colour has less."""


class ClassColours:
    """Colours for an ordered vocabulary of classes; a class outside it is grey.

    Parameters
    ----------
    classes
        Names in order: each has the colour of its place.
    listed
        Classes that may have a colour of their own, which they then keep wherever they stand.
    """

    def __init__(self, classes: tuple[str, ...], listed: Iterable[ActionClass] = ()) -> None:
        self._colours = {name: class_colour(number) for number, name in enumerate(classes)}
        listed = tuple(listed)
        self._colours |= {one.name: QColor(one.colour) for one in listed if one.colour}
        self.hidden = frozenset(one.name for one in listed if not one.visible)
        """Classes that people do not want to see at the moment."""

    def of(self, class_name: str) -> QColor:
        return self._colours.get(class_name, QColor(OTHER))


def class_colour(number: int) -> QColor:
    """The colour of the class with this place in the vocabulary, counted from 0."""
    return QColor(default_colour(number))


def luminance(colour: QColor) -> float:
    """`core.colours.luminance` of a colour of Qt."""
    return colours.luminance(colour.name())


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(background: QColor) -> QColor:
    """Black or white, whichever reads better on a colour."""
    return QColor(colours.ink_on(background.name()))


def blend(one: QColor, other: QColor, share: float) -> QColor:
    """``share`` of ``one`` over the rest of ``other``, opaque."""

    def mixed(a: int, b: int) -> int:
        return round(share * a + (1 - share) * b)

    return QColor(
        mixed(one.red(), other.red()),
        mixed(one.green(), other.green()),
        mixed(one.blue(), other.blue()),
    )
