"""What a model file says about itself. Readable without torch, so also by the window."""

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from core import features
from core.errors import FormatError
from core.model.config import EncoderConfig, LocalizerConfig
from core.skeleton import KINECT2, Skeleton

FORMAT_VERSION = 1
METADATA_KEY = "kinescribe_model"
_METADATA = "__metadata__"

# A card is a page or two; anything far longer is not a card.
_LONGEST_HEADER = 16 * 2**20


@dataclass(frozen=True)
class Card:
    """Everything about a model but its weights.

    Parameters
    ----------
    name
        What people call the model.
    classes
        Names of its classes, without background.
    config
        What the network is made of.
    skeleton
        The joints it sees.
    feature_version
        `core.features.VERSION` at the time of training.
    licence, made_on, command, seed
        Terms of the weights; the date; what to run to get it again.
    data_hash, label_hash
        SHA-256 over the recordings and over the labels that it was trained on.
    trained_on
        SHA-256 of the file of each of these recordings, where they are of a project.
    parent
        SHA-256 of the file of the model that training began with; empty if it began anew.
    recipe, settings
        How it was trained, and with which settings.
    durations
        Seconds that a segment of each class typically lasts: the median over those that it was
        trained on. Empty if it is not known.
    figures
        Measured qualities by name, such as ``"validation f1@50"``.
    """

    name: str
    classes: tuple[str, ...]
    config: LocalizerConfig
    skeleton: Skeleton = KINECT2
    feature_version: int = features.VERSION
    licence: str = ""
    made_on: str = ""
    command: str = ""
    seed: int = 0
    data_hash: str = ""
    label_hash: str = ""
    trained_on: tuple[str, ...] = ()
    parent: str = ""
    recipe: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    durations: tuple[float, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.classes) != self.config.n_classes:
            raise ValueError(f"{len(self.classes)} class names for {self.config.n_classes} classes")
        if len(set(self.classes)) != len(self.classes):
            raise ValueError(f"class names are not all different: {', '.join(self.classes)}")
        if self.durations and len(self.durations) != len(self.classes):
            raise ValueError(f"{len(self.durations)} durations for {len(self.classes)} classes")

    def to_json(self) -> str:
        return json.dumps({"format_version": FORMAT_VERSION} | asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Card":
        """The inverse of `to_json`; a `ValueError`, `KeyError` or `TypeError` at anything else."""
        values: dict[str, Any] = json.loads(text)
        version = values.pop("format_version")
        if version != FORMAT_VERSION:
            raise ValueError(
                f"was written by another version of Kinescribe (format {version}, this one reads "
                f"{FORMAT_VERSION}); update Kinescribe"
            )
        if values["feature_version"] != features.VERSION:
            raise ValueError(
                f"was trained on features of version {values['feature_version']}, this program "
                f"computes version {features.VERSION}; train it again"
            )
        config = values.pop("config")
        encoder = EncoderConfig(**config.pop("encoder"))
        skeleton = values.pop("skeleton")
        return cls(
            classes=tuple(map(str, values.pop("classes"))),
            trained_on=tuple(map(str, values.pop("trained_on", ()))),
            durations=tuple(map(float, values.pop("durations", ()))),
            config=LocalizerConfig(encoder=encoder, **config),
            skeleton=Skeleton(
                tuple(skeleton["joint_names"]), tuple(skeleton["parents"]), skeleton["name"]
            ),
            **values,
        )


def read_card(path: Path) -> Card:
    """The card of a model file.

    Raises
    ------
    FormatError
        If it is no model file, or one that this program cannot run.
    """
    text = _metadata(path).get(METADATA_KEY)
    if text is None:
        raise FormatError(path, "", "holds weights, but not of a Kinescribe model")
    try:
        return Card.from_json(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = error if isinstance(error, ValueError) else f"its card is damaged ({error!r})"
        raise FormatError(path, "model card", str(reason)) from error


def with_card(path: Path, card: Card) -> bytes:
    """A model file with another card and the same weights.

    Raises
    ------
    FormatError
        If it is no model file, or its end is missing.
    """
    header, start = _header(path)
    weights = path.read_bytes()[start:]
    if len(weights) != _length(header):
        raise FormatError(path, "", "is truncated or damaged; copy it again")
    text = json.dumps(header | {_METADATA: {METADATA_KEY: card.to_json()}}, ensure_ascii=False)
    written = text.encode()
    written += b" " * (-len(written) % 8)  # weights are aligned
    return struct.pack("<Q", len(written)) + written + weights


def _length(header: Mapping[str, Any]) -> int:
    """Bytes of all weights; -1 if the header does not say it."""
    try:
        return max(int(one["data_offsets"][1]) for name, one in header.items() if name != _METADATA)
    except (ValueError, TypeError, LookupError):
        return -1


def _metadata(path: Path) -> dict[str, str]:
    metadata = _header(path)[0].get(_METADATA, {})
    return metadata if isinstance(metadata, dict) else {}


def _header(path: Path) -> tuple[dict[str, Any], int]:
    """The header of a safetensors file, 8 bytes of length, then that much JSON; and its end."""
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > _LONGEST_HEADER:
                raise ValueError("no header")
            header = json.loads(file.read(length))
            return dict(header), 8 + length
    except OSError as error:
        raise FormatError(path, "", f"cannot be opened: {error.strerror or error}") from error
    except (ValueError, TypeError, struct.error, RecursionError) as error:
        raise FormatError(path, "", "is not a model file (.safetensors)") from error
