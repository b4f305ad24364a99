"""The class list: unique names and keys, background refused, JSON."""

import json

import pytest

from core.classes import ActionClass, ClassList, class_list_from_json

LIST = ClassList(
    (ActionClass("walk", "#59a0fa", "w"), ActionClass("turn", visible=False), ActionClass("sit"))
)


def test_new_classes_get_the_free_digits_in_order() -> None:
    names = [f"class {n}" for n in range(11)]
    assert [one.hotkey for one in ClassList.of(names)] == [*"1234567890", ""]
    taken = ClassList((ActionClass("walk", hotkey="1"),)).adding(ActionClass("turn"))
    assert taken["turn"].hotkey == "2"


def test_what_is_there_is_not_included_twice() -> None:
    assert LIST.including(["sit", "run", "walk", "run"]).names == ("walk", "turn", "sit", "run")


@pytest.mark.parametrize(
    ("place", "names"), [(0, "sit walk turn"), (1, "walk sit turn"), (9, "walk turn sit")]
)
def test_moving(place: int, names: str) -> None:
    assert LIST.moving("sit", place).names == tuple(names.split())


def test_replacing_keeps_the_place_and_without_closes_it() -> None:
    assert LIST.replacing("turn", ActionClass("spin")).names == ("walk", "spin", "sit")
    assert LIST.without("turn").names == ("walk", "sit")


def test_a_class_list_comes_back_from_text() -> None:
    assert class_list_from_json(json.loads(json.dumps(LIST.as_json()))) == LIST


@pytest.mark.parametrize(
    ("classes", "message"),
    [
        (["walk", "walk"], "two classes are called 'walk'"),
        (["Background"], "is no class"),
        ([" "], "needs a name"),
    ],
)
def test_what_cannot_be_is_refused(classes: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ClassList(tuple(ActionClass(name) for name in classes))


def test_two_classes_cannot_have_one_key_and_a_key_is_one_character() -> None:
    with pytest.raises(ValueError, match="two classes have the hotkey 'w'"):
        LIST.adding(ActionClass("wave", hotkey="w"))
    with pytest.raises(ValueError, match="is not one key"):
        ActionClass("wave", hotkey="ww")
    with pytest.raises(ValueError, match="there is no class 'run'"):
        LIST["run"]
