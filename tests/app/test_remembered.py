"""What is remembered of a project is in its file, and in memory where there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.remembered import Remembered
from core.classes import ClassList
from core.label_codec import CODEC
from core.label_set import LabelSet
from core.project import Project
from core.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store[LabelSet]]:
    Project(tmp_path / "project", ClassList.of(("walk",)), ()).save()
    store = Store(tmp_path / "project", CODEC, lambda _: None)
    yield store
    store.close()


def saved(store: Store[LabelSet]) -> object:
    assert store.flush(10)
    return Project.open(store.project.folder).settings


def test_what_is_remembered_is_in_the_project_until_it_is_closed(store: Store[LabelSet]) -> None:
    remembered = Remembered(store)
    assert remembered.setting("a") == {}
    remembered.set_setting("a", {"b": 1})
    assert saved(store) == {"a": {"b": 1}}
    assert Remembered(store).setting("a") == {"b": 1}
    remembered.close()
    remembered.set_setting("a", {"b": 2})
    assert remembered.setting("a") == {"b": 2}
    assert saved(store) == {"a": {"b": 1}}


def test_another_model_begins_anew() -> None:
    remembered = Remembered()
    first = remembered.first_predicted("walk", "m")
    assert remembered.first_predicted("walk", "m") == first
    assert remembered.first_predicted("walk", "m2") >= first
    assert remembered.setting("predicted")["walk"]["model"] == "m2"


def test_a_recording_that_gets_a_project_takes_along_what_is_remembered(
    store: Store[LabelSet],
) -> None:
    earlier, later = Remembered(), Remembered(store)
    first = earlier.first_predicted("", "m")
    earlier.set_setting("a", {"b": 1})
    later.take_over(earlier, "walk")
    assert later.first_predicted("walk", "m") == first
    assert later.setting("a") == {"b": 1}
    assert "" not in later.setting("predicted")
