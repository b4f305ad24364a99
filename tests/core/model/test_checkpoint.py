import json
import pickle
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from core.errors import FormatError
from core.model.card import METADATA_KEY, read_card
from core.model.checkpoint import Model, load_model, save_model
from core.skeleton import KINECT2
from tests.core.networks import tiny_model


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A saved model."""
    save_model(tiny_model(), tmp_path / "model.safetensors")
    return tmp_path / "model.safetensors"


def with_card(path: Path, **changes: object) -> None:
    """Change what the card in a file says."""
    values = json.loads(read_card(path).to_json()) | changes
    save_file(load_file(path), path, {METADATA_KEY: json.dumps(values)})


def test_a_model_comes_back_as_it_was(tmp_path: Path) -> None:
    model = tiny_model()
    card = replace(
        model.card, licence="MIT", made_on="2026-11-20", seed=3, figures={"validation edit": 0.5}
    )
    save_model(Model(card, model.network), tmp_path / "größe.safetensors")
    loaded = load_model(tmp_path / "größe.safetensors")
    assert loaded.card == card
    assert loaded.card.skeleton == KINECT2
    assert not loaded.network.training
    features, present = torch.randn(1, 20, 1, 25, 18), torch.ones(1, 20, 1, dtype=torch.bool)
    with torch.inference_mode():
        assert torch.equal(loaded.network(features, present), model.network(features, present))
    assert [file.name for file in tmp_path.iterdir()] == ["größe.safetensors"]


def test_a_loaded_network_can_be_trained_on(path: Path) -> None:
    assert all(p.requires_grad and not p.is_meta for p in load_model(path).network.parameters())


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="cannot be opened: No such file"):
        load_model(tmp_path / "none.safetensors")


@pytest.mark.parametrize(
    "content",
    [b"", b"abc", b"\xff" * 100, struct.pack("<Q", 5) + b"[1,2]", pickle.dumps({"a": 1}) * 50],
    ids=["empty", "short", "binary", "other json", "pickle"],
)
def test_what_is_not_a_model_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(FormatError, match="is not a model file"):
        load_model(tmp_path / "file")


def test_weights_of_something_else(tmp_path: Path) -> None:
    save_file({"w": torch.zeros(3)}, tmp_path / "other.safetensors")
    with pytest.raises(FormatError, match="not of a Kinescribe model"):
        load_model(tmp_path / "other.safetensors")


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_truncated_file(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(FormatError, match=r"is damaged or truncated .*copy it again"):
        load_model(path)


def test_a_file_from_the_future(path: Path) -> None:
    with_card(path, format_version=99)
    with pytest.raises(FormatError, match=r"another version of Kinescribe .*update"):
        load_model(path)


def test_other_features(path: Path) -> None:
    with_card(path, feature_version=0)
    with pytest.raises(FormatError, match=r"features of version 0.*train it again"):
        load_model(path)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"classes": ["one"]}, "1 class names for 3 classes"),
        ({"classes": ["a", "a", "b"]}, "not all different"),
        ({"config": {}}, "card is damaged"),
        ({"skeleton": None}, "card is damaged"),
        ({"surprise": 1}, "card is damaged"),
    ],
)
def test_a_card_that_makes_no_sense(path: Path, changes: dict[str, object], why: str) -> None:
    with_card(path, **changes)
    with pytest.raises(FormatError, match=why):
        load_model(path)


def test_a_card_that_asks_for_an_enormous_network_is_refused_at_once(path: Path) -> None:
    config = json.loads(read_card(path).to_json())["config"]
    config["encoder"]["width"] = 1024
    config["context_width"] = 4096
    with_card(path, config=config)
    with pytest.raises(FormatError, match="do not fit the network"):
        load_model(path)


def test_weights_that_are_not_numbers(path: Path) -> None:
    weights = load_file(path)
    weights["classify.bias"][0] = np.nan
    save_file(weights, path, {METADATA_KEY: read_card(path).to_json()})
    with pytest.raises(FormatError, match=r"classify\.bias.*not all numbers"):
        load_model(path)
