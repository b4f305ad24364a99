"""Models are numbered and kept; one is current, and going back is one call."""

import json
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import FormatError
from core.model.card import read_card
from core.model.checkpoint import load_model, save_model
from core.models import FILE, Models, bundled, differences
from tests.core.networks import tiny_model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "tiny.safetensors"
    save_model(tiny_model(), path)
    return path


@pytest.fixture
def models(tmp_path: Path) -> Models:
    return Models(tmp_path)


def test_without_any_it_is_the_one_that_comes_along(models: Models) -> None:
    assert models.kept() == ()
    assert models.current() == models.get(0) == bundled()
    assert not models.folder.exists()


def test_a_model_is_kept_with_another_card_and_the_same_weights(models: Models, tiny: Path) -> None:
    kept = models.add(tiny, name="first", parent="abc", recipe="refit", settings={"steps": 3})
    assert (kept.number, kept.card.name, kept.card.parent) == (1, "first", "abc")
    before, after = load_model(tiny), load_model(kept.path)
    assert after.card == kept.card
    for name, value in before.network.state_dict().items():
        assert value.equal(after.network.state_dict()[name])


def test_the_same_file_is_kept_once(models: Models, tiny: Path) -> None:
    first = models.add(tiny)
    assert models.add(tiny) == models.add(first.path) == first
    assert models.find(first.digest) == first
    assert models.find("0") is None


def test_accepting_and_going_back(models: Models, tiny: Path) -> None:
    for name in ("a", "b"):
        models.accept(models.add(tiny, name=name).number)
    assert models.accepted() == (1, 2)
    models.accept(2)
    assert models.accepted() == (1, 2)
    names = [current.card.name for _ in range(3) if (current := models.roll_back())]
    come_along = bundled()
    assert come_along
    assert names == ["a", come_along.card.name, come_along.card.name]
    with pytest.raises(ValueError, match="no model 7"):
        models.accept(7)


def test_a_deleted_number_is_not_given_again(models: Models, tiny: Path) -> None:
    for name in ("a", "b"):
        models.accept(models.add(tiny, name=name).number)
    with pytest.raises(ValueError, match="model 2 is in use"):
        models.delete(2)
    models.roll_back()
    models.delete(2)
    assert models.add(tiny, name="c").number == 3
    assert models.accepted() == (1,)


def test_nobody_loses_a_model_to_somebody_faster(models: Models, tiny: Path) -> None:
    models.add(tiny, name="a")
    (models.folder / "0002.safetensors").write_bytes(b"being copied")
    assert models.add(tiny, name="b").number == 3
    assert [kept.number for kept in models.kept()] == [1, 3]


def test_an_exported_model_is_the_same(models: Models, tiny: Path, tmp_path: Path) -> None:
    kept = models.add(tiny, name="mine")
    models.export(1, tmp_path / "out.safetensors")
    assert Models(tmp_path / "other").add(tmp_path / "out.safetensors").digest == kept.digest


def test_files_that_are_no_models_change_nothing(models: Models, tmp_path: Path) -> None:
    empty = json.dumps({"__metadata__": {"kinescribe_model": "{}"}, "w": {}}).encode()
    for content in (b"", b"x" * 20, struct.pack("<Q", len(empty)) + empty):
        (tmp_path / "bad.safetensors").write_bytes(content)
        with pytest.raises(FormatError):
            models.add(tmp_path / "bad.safetensors")
    assert not models.folder.exists()


def test_damage_to_the_list_is_said(models: Models, tiny: Path) -> None:
    models.accept(models.add(tiny).number)
    path = models.folder / FILE
    path.write_bytes(path.read_bytes().replace(b'"last": 1', b'"last": 2'))
    with pytest.raises(FormatError, match="does not match the checksum"):
        models.current()


def test_cards_are_compared_line_by_line(tiny: Path) -> None:
    card = read_card(tiny)
    assert differences(card, read_card(tiny)) == {}
    other = replace(card, name="other", figures={"validation f1@50": 0.5})
    assert differences(card, other) == {
        "name": ("tiny", "other"),
        "figures: validation f1@50": (None, 0.5),
    }
