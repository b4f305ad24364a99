import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from core.errors import FormatError
from core.model.checkpoint import save_model
from core.model.config import EncoderConfig
from core.model.encoders import build_encoder
from core.model.pretrained import (
    METADATA_KEY,
    EncoderCard,
    PretrainedEncoder,
    load_encoder,
    save_encoder,
)
from tests.core.networks import tiny_model


@pytest.fixture(params=["stgcn", "agcn"])
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A saved encoder."""
    config = EncoderConfig(request.param, width=4)
    card = EncoderCard(config, "größe", licence="MIT", seed=3, figures={"loss": 0.5})
    save_encoder(PretrainedEncoder(card, build_encoder(config)), tmp_path / "e.safetensors")
    return tmp_path / "e.safetensors"


def test_an_encoder_comes_back_as_it_was(path: Path, tmp_path: Path) -> None:
    once = load_encoder(path)
    save_encoder(once, tmp_path / "again.safetensors")
    twice = load_encoder(tmp_path / "again.safetensors")
    assert once.card == twice.card
    assert once.card.name == "größe"
    x, here = torch.randn(2, 18, 16, 25), torch.ones(2, 16, dtype=torch.bool)
    with torch.inference_mode():
        one, two = (e.network.eval()(x, here) for e in (once, twice))
    assert all(map(torch.equal, one, two))


def test_what_is_no_encoder(tmp_path: Path, path: Path) -> None:
    with pytest.raises(FormatError, match="no encoder file"):
        load_encoder(tmp_path / "none.safetensors")
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(FormatError, match="no encoder file, or damaged"):
        load_encoder(path)
    save_model(tiny_model(), path)
    with pytest.raises(FormatError, match="not of a pretrained encoder"):
        load_encoder(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"feature_version": 99}, "another version.*features 99"),
        ({"format_version": 2}, "another version.*format 2"),
        ({"config": {"name": "transformer"}}, "card: is damaged.*no encoder 'transformer'"),
        ({"config": {"width": 5}}, "do not fit"),
        ({"colour": "red"}, "card: is damaged"),
    ],
)
def test_a_card_that_does_not_fit(path: Path, change: dict[str, object], message: str) -> None:
    card = {"format_version": 1, "config": {"width": 4}} | change
    save_file(load_file(path), path, {METADATA_KEY: json.dumps(card)})
    with pytest.raises(FormatError, match=message):
        load_encoder(path)
