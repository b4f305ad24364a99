"""Pretrained encoders as files: ``.safetensors`` weights with a card in their metadata."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save

from core import features
from core.atomic import replacing
from core.errors import FormatError
from core.model.config import EncoderConfig
from core.model.encoders import AnyEncoder, build_encoder

FORMAT_VERSION = 1
METADATA_KEY = "kinescribe_encoder"


@dataclass(frozen=True)
class EncoderCard:
    """Everything about a pretrained encoder but its weights."""

    config: EncoderConfig  # what it is made of
    name: str = ""  # what people call it
    feature_version: int = features.VERSION  # of the features that it was trained on
    licence: str = ""  # terms of the weights
    made_on: str = ""  # date
    command: str = ""  # what to run to get it again
    seed: int = 0  # of that run
    figures: Mapping[str, float] = field(default_factory=dict)  # by name, of its last epoch


@dataclass(frozen=True, eq=False)
class PretrainedEncoder:
    """An encoder and what is known about it."""

    card: EncoderCard
    network: AnyEncoder


def save_encoder(encoder: PretrainedEncoder, path: Path) -> None:
    """Write an encoder; a reader sees the old file or the new one, never half of it."""
    card = json.dumps({"format_version": FORMAT_VERSION} | asdict(encoder.card), ensure_ascii=False)
    state = encoder.network.state_dict()
    weights = {name: value.contiguous().cpu() for name, value in state.items()}
    with replacing(path) as temporary:
        temporary.write_bytes(save(weights, {METADATA_KEY: card}))


def load_encoder(path: str | Path) -> PretrainedEncoder:
    """Read an encoder, on the CPU.

    Raises
    ------
    FormatError
        If the file is missing, foreign, damaged, or from another version; it says which.
    """
    path = Path(path)
    try:
        with safe_open(path, "pt") as file:
            metadata = file.metadata() or {}
        weights = load_file(path)
    except (SafetensorError, OSError) as error:
        raise FormatError(path, "", f"is no encoder file, or damaged ({error})") from error
    if METADATA_KEY not in metadata:
        raise FormatError(path, "", "holds weights, but not of a pretrained encoder")
    card = _card(path, metadata[METADATA_KEY])
    network = build_encoder(card.config)
    try:
        network.load_state_dict(weights)
    except RuntimeError as error:
        raise FormatError(path, "weights", "do not fit the encoder on the card") from error
    return PretrainedEncoder(card, network)


def _card(path: Path, text: str) -> EncoderCard:
    try:
        values = json.loads(text)
        version = values.pop("format_version")
        card = EncoderCard(config=EncoderConfig(**values.pop("config")), **values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(path, "card", f"is damaged ({error!r})") from error
    if (version, card.feature_version) != (FORMAT_VERSION, features.VERSION):
        raise FormatError(
            path,
            "card",
            f"was written by another version (format {version}, features {card.feature_version}; "
            f"this one reads {FORMAT_VERSION} and {features.VERSION}); pretrain it again",
        )
    return card
