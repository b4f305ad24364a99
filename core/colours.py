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

_SHADES = ((0, 0.0), (0, 0.4), (150, 0.5), (0, 0.53), (75, 0.55))
"""A grey (0 to 255), and how far each further dozen of classes, which repeats the hues, is towards
it: further still, and a theme would swallow them."""


def default_colour(number: int) -> str:
    """The colour, ``#rrggbb``, of the class with this place in the vocabulary, counted from 0."""
    again, place = divmod(number, len(BASE))
    grey, share = _SHADES[min(again, len(_SHADES) - 1)]
    channels = (int(BASE[place][i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(c + share * (grey - c)):02x}" for c in channels)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` as WCAG 2 defines it: 0 for black, 1 for white."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        ((c + 0.055) / 1.055) ** 2.4 if c > 0.04045 else c / 12.92 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    # Where (L + 0.05) / 0.05 = 1.05 / (L + 0.05): both inks have the same WCAG contrast.
    return "#000000" if luminance(colour) > 0.179 else "#ffffff"


def colours(classes: ClassList) -> dict[str, str]:
    """``#rrggbb`` of each class: its own if it has one, else that of its place."""
    return {one.name: one.colour or default_colour(n) for n, one in enumerate(classes)}
