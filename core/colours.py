"""The colour of each class, the same in every view and on paper. Knows nothing of how it is shown.

The twelve base colours were found by search: all pairs differ by at least 12 CIEDE2000 for normal
eyes, protanopia and deuteranopia, at lightness 50 to 80 so that they stand out from both themes.
"""

from core.classes import ClassList

BASE = (
    "#59a0fa",
    "#e7d023",
    "#d34064",
    "#34957f",
    "#b0640a",
    "#956799",
    "#76e0d4",
    "#fa7da8",
    "#476bf4",
    "#b5da9e",
    "#c39652",
    "#6bd3f9",
)
OTHER = "#8d95a3"
"""Of a class that is not in the vocabulary."""

_DARKER = 1.65
"""By what each further dozen of classes, which repeats the hues, is darker."""
_DARKEST = 4


def default_colour(number: int) -> str:
    """The colour, ``#rrggbb``, of the class with this place in the vocabulary, counted from 0."""
    again, place = divmod(number, len(BASE))
    share = _DARKER ** -min(again, _DARKEST)
    channels = (int(BASE[place][i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(share * channel):02x}" for channel in channels)


def colours(classes: ClassList) -> dict[str, str]:
    """``#rrggbb`` of each class: its own if it has one, else that of its place."""
    return {one.name: one.colour or default_colour(n) for n, one in enumerate(classes)}
