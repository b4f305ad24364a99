"""Models as files: one ``.safetensors`` with the weights, and the card in its metadata.

Nothing in such a file is ever run.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save

from core.atomic import replacing
from core.errors import FormatError
from core.model.card import METADATA_KEY, Card, read_card
from core.model.localizer import Localizer


@dataclass(frozen=True, eq=False)
class Model:
    """A network and what is known about it."""

    card: Card
    network: Localizer


def save_model(model: Model, path: Path) -> None:
    """Write a model; a reader sees the old file or the new one, never half of it."""
    weights = {name: value.contiguous().cpu() for name, value in model.network.state_dict().items()}
    with replacing(path) as temporary:
        # Not `save_file`, which makes files that only their owner may read.
        temporary.write_bytes(save(weights, {METADATA_KEY: model.card.to_json()}))


def load_model(path: str | Path) -> Model:
    """Read a model, on the CPU and ready to predict.

    Raises
    ------
    FormatError
        If the file is missing, foreign, truncated, damaged, or from another version; it says which.
    """
    path = Path(path)
    card = read_card(path)
    try:
        weights = load_file(path)
    except (SafetensorError, OSError) as error:
        raise FormatError(path, "", f"is damaged or truncated ({error}); copy it again") from error
    return Model(card, _network(path, card, weights))


def _network(path: Path, card: Card, weights: dict[str, torch.Tensor]) -> Localizer:
    # On the meta device a card that asks for an enormous network costs nothing: it will not fit.
    with torch.device("meta"):
        network = Localizer(card.config)
    try:
        network.load_state_dict(weights, assign=True)
    except RuntimeError as error:
        raise FormatError(path, "weights", "do not fit the network on the model's card") from error
    for name, value in weights.items():
        if not torch.isfinite(value).all():
            raise FormatError(path, f"weights {name}", "are not all numbers; train the model again")
    return network.eval()
