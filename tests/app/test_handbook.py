"""What the handbook says of keys is what the program does, and its pictures are there."""

import re
from pathlib import Path

from app.actions import ACTIONS, Place
from app.shortcuts.keys import shown

PAGE = Path(__file__).parents[2] / "docs" / "annotate.md"
KEY = re.compile("<kbd>(.+?)</kbd>")


def parts() -> tuple[str, str]:
    """The text, and the table of keys at its end."""
    text, table = PAGE.read_text(encoding="utf-8").split("## The keys of this page")
    return text, table


def test_the_table_has_each_action_with_all_its_keys() -> None:
    keys = {
        spec.text: [shown(key) for key in spec.keys]
        for spec in ACTIONS
        if spec.place is Place.WINDOW
    }
    rows = [row.strip("| ").split(" | ") for row in parts()[1].splitlines() if "<kbd>" in row]
    assert rows
    for text, cell in rows:
        assert KEY.findall(cell) == keys[text]


def test_every_key_in_the_text_is_in_the_table() -> None:
    text, table = parts()
    assert set(KEY.findall(text)) <= set(KEY.findall(table))


def test_menus_are_called_as_in_the_window() -> None:
    named = re.findall(r"(File|Edit|Review|View|Help) › ([A-Z][\w ]+…|Light or Dark)", parts()[0])
    assert named
    assert set(named) <= {(spec.menu, spec.text) for spec in ACTIONS}


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"\]\((pictures/.+?)\)", parts()[0])
    assert pictures
    assert all((PAGE.parent / picture).is_file() for picture in pictures)


def test_the_page_about_learning_has_its_keys_and_pictures() -> None:
    text = PAGE.with_name("retrain.md").read_text(encoding="utf-8")
    known = {shown(key) for spec in ACTIONS if spec.menu == "Model" for key in spec.keys}
    assert set(KEY.findall(text)) == known
    pictures = re.findall(r"\]\((pictures/.+?)\)", text)
    assert pictures
    assert all((PAGE.parent / picture).is_file() for picture in pictures)
