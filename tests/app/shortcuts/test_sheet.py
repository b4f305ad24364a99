"""The sheet says what the keymap says."""

from app.shortcuts.keymap import Keymap
from app.shortcuts.sheet import _columns, groups
from core.classes import ClassList


def test_every_group_shows_the_keys_of_now() -> None:
    keymap = Keymap().with_keys("split", ("Alt+Left",)).with_classes(ClassList.of(["punch"]))
    shown = dict(groups(keymap))
    assert ("Split at the Playhead", ("Alt+←",)) in shown["Labels"]
    assert shown["Classes"][2:] == [("punch", ("1",))]
    assert [keys for _, keys in shown["Classes"][:2]] == [("tap",), ("hold",)]
    assert ("From the Front", ("1",)) in shown["3D View"]
    assert "Open the Demo" not in dict(shown["File"])


def test_columns_keep_all_groups_in_order() -> None:
    shown = groups(Keymap())
    columns = _columns(shown)
    assert [group for column in columns for group in column] == shown
    heights = [sum(len(rows) + 2 for _, rows in column) for column in columns]
    assert max(heights) <= 1.2 * sum(heights) / len(heights)
