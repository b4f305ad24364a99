"""Every meaning of a key, in every place."""

import pytest

from app.actions import ACTIONS, Place
from app.shortcuts.keymap import Keymap, Meaning
from app.shortcuts.presets import OWN, PRESETS, preset_of
from core.classes import ActionClass, ClassList

CLASSES = ClassList.of(["punch", "kick", "jump"]).adding(ActionClass("sit", hotkey="s"))
KEYMAP = Keymap().with_classes(CLASSES)


@pytest.mark.parametrize(
    ("key", "place", "meaning"),
    [
        ("1", Place.WINDOW, Meaning(class_name="punch")),
        ("1", Place.VIEWER, Meaning("look_front")),
        ("2", Place.VIEWER, Meaning(class_name="kick")),
        ("O", Place.WINDOW, Meaning("mark_out")),
        ("O", Place.VIEWER, Meaning("orthographic")),
        ("T", Place.WINDOW, None),
        ("S", Place.WINDOW, Meaning(class_name="sit")),
        ("Space", Place.WINDOW, Meaning("play")),
        ("Space", Place.CONTROL, None),
        ("1", Place.CONTROL, Meaning(class_name="punch")),
        ("1", Place.TEXT, None),
        ("Del", Place.TEXT, None),
        ("Ctrl+Z", Place.TEXT, None),
        ("Ctrl+O", Place.TEXT, Meaning("open")),
        ("F11", Place.TEXT, Meaning("focus")),
        ("", Place.WINDOW, None),
    ],
)
def test_a_key_means_one_thing_in_each_place(
    key: str, place: Place, meaning: Meaning | None
) -> None:
    assert KEYMAP.meaning(key, place) == meaning


def test_a_class_key_on_a_command_is_a_conflict_that_the_class_wins() -> None:
    assert [(c.key, c.wanted_by) for c in KEYMAP.conflicts] == [
        ("S", (Meaning(class_name="sit"), Meaning("split")))
    ]


def test_the_3d_view_may_have_keys_of_its_own() -> None:
    both = Keymap().with_keys("look_side", ("M",))
    assert both.conflicts == ()
    assert both.meaning("M", Place.VIEWER) == Meaning("look_side")
    assert both.meaning("M") == Meaning("merge")


def test_two_actions_with_one_key_are_found_in_the_order_of_the_menus() -> None:
    clash = Keymap().with_keys("split", ("M",))
    assert [c.wanted_by for c in clash.conflicts] == [(Meaning("split"), Meaning("merge"))]
    assert clash.meaning("M") == Meaning("split")


def test_default_keys_are_no_difference() -> None:
    changed = Keymap().with_keys("split", ("X",))
    assert changed.keys_of("split") == ("X",)
    assert changed.with_keys("split", ("S",)) == Keymap()


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_free_of_conflicts_and_know_their_actions(name: str) -> None:
    keymap = Keymap(PRESETS[name]).with_classes(ClassList.of(map(str, range(10))))
    assert keymap.conflicts == ()
    assert preset_of(keymap.bindings) == name


def test_the_letters_of_boris_are_free_for_classes() -> None:
    keymap = Keymap(PRESETS["BORIS"])
    taken = {
        key for spec in ACTIONS if spec.place is Place.WINDOW for key in keymap.keys_of(spec.name)
    }
    assert not taken & set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def test_changed_keys_are_ones_own() -> None:
    assert preset_of(Keymap().with_keys("split", ("X",)).bindings) == OWN


def test_an_action_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="'fly'"):
        Keymap({"fly": ("X",)})
