"""What the eye can tell apart, measured and not believed."""

from dataclasses import fields
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app import palette
from app.palette import FAINTEST, ClassColours, blend, class_colour, ink_on
from app.theme import THEMES, Theme
from core.classes import ActionClass
from core.colours import BASE
from tests.app.colour_science import DICHROMACY, ciede2000, contrast, lab, rgb, seen_as


def test_the_measure_itself_agrees_with_published_pairs() -> None:
    """Sharma, Wu & Dalal 2005, table 1, pairs 1, 7 and 20."""
    one = np.array([[50, 2.6772, -79.7751], [50, 0, 0], [50, 2.5, 0]])
    other = np.array([[50, 0, -82.7485], [50, -1, 2], [50, 3.2972, 0]])
    assert ciede2000(one, other) == pytest.approx([2.0425, 2.3669, 1.0], abs=1e-4)


@pytest.mark.parametrize("vision", DICHROMACY)
def test_twelve_classes_are_told_apart_by_every_eye(vision: str) -> None:
    colours = lab(seen_as(rgb(list(BASE)), vision))
    differences = [float(ciede2000(a, b)) for a, b in combinations(colours, 2)]
    assert min(differences) >= 12


@pytest.mark.parametrize("vision", DICHROMACY)
def test_the_next_dozen_differs_from_the_first(vision: str) -> None:
    colours = lab(seen_as(rgb([class_colour(n).name() for n in range(24)]), vision))
    same_hue = ciede2000(colours[:12], colours[12:])
    assert same_hue.min() >= 12


def test_a_class_outside_the_vocabulary_is_grey() -> None:
    assert ClassColours(("walk",)).of("run").saturationF() < 0.2


def test_a_chosen_colour_stays_wherever_its_class_stands() -> None:
    listed = (ActionClass("walk"), ActionClass("run", "#336699"))
    colours = ClassColours(("run", "walk"), listed)
    assert colours.of("run").name() == "#336699"
    assert colours.of("walk") == class_colour(1)


def test_contrast_is_that_of_the_oracle_and_no_base_colour_is_faint() -> None:
    for theme in THEMES.values():
        for base in BASE:
            ours = palette.contrast(QColor(base), theme.colour("panel"))
            assert ours == pytest.approx(contrast(base, theme.panel), rel=1e-3)
            assert ours >= FAINTEST


@pytest.mark.parametrize("theme", THEMES.values())
def test_none_of_sixty_classes_is_lost_on_the_ground(theme: Theme) -> None:
    for number in range(60):
        assert contrast(class_colour(number).name(), theme.panel) >= 1.3


@pytest.mark.parametrize("number", range(36))
def test_ink_on_a_bar_is_readable(number: int) -> None:
    fill = class_colour(number)
    for theme in THEMES.values():
        for share in (1.0, 0.62):
            shown = blend(fill, theme.colour("panel"), share)
            assert contrast(shown.name(), ink_on(shown).name()) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "warning"])
@pytest.mark.parametrize("surface", ["window", "panel", "raised"])
def test_text_is_readable_on_every_surface(theme: Theme, ink: str, surface: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, surface)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_a_theme_has_a_colour_for_every_role(theme: Theme) -> None:
    roles = [field.name for field in fields(theme) if field.name != "name"]
    assert all(theme.colour(role).isValid() for role in roles)
