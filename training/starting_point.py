"""What finetuning starts from, wherever it is kept."""

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open

from core.errors import FormatError
from core.model.card import METADATA_KEY as MODEL_KEY
from core.model.checkpoint import load_model
from core.model.localizer import Localizer
from core.model.pretrained import EncoderCard, PretrainedEncoder, load_encoder
from training.run import ENCODER, MODEL


def starting_point(path: Path) -> PretrainedEncoder:
    """The encoder of a run folder, an encoder file or a model file.

    Raises
    ------
    FormatError
        If there is none, or it cannot be used; it says why.
    """
    file = _result(path) if path.is_dir() else path
    return _of_model(file) if _holds_model(file) else load_encoder(file)


@torch.no_grad()
def take_over_head(network: Localizer, classes: Sequence[str], path: Path) -> None:
    """Let everything behind the encoder be as in a model file; new classes stay as they are.

    Parameters
    ----------
    classes
        Those of the network, by which it is seen which ones the model knows.

    Raises
    ------
    FormatError
        If the model's head is another one.
    """
    model = load_model(path)
    try:
        network.head.load_state_dict(model.network.head.state_dict())
    except RuntimeError as error:
        raise FormatError(path, "", "has another head than the one to be trained") from error
    known = [name for name in classes if name in model.card.classes]
    ours = [*map(classes.index, known), len(classes)]
    theirs = [*map(model.card.classes.index, known), len(model.card.classes)]
    for new, old in zip(
        network.classify.parameters(), model.network.classify.parameters(), strict=True
    ):
        new[ours] = old[theirs]


def _result(folder: Path) -> Path:
    for name in (ENCODER, MODEL):
        if (file := folder / f"{name}.safetensors").exists():
            return file
    raise FormatError(folder, "", "holds no encoder: no run has been finished there")


def _holds_model(file: Path) -> bool:
    try:
        with safe_open(file, "pt") as content:
            return MODEL_KEY in (content.metadata() or {})
    except (SafetensorError, OSError):
        return False  # whoever reads it next says what is wrong


def _of_model(file: Path) -> PretrainedEncoder:
    model = load_model(file)
    card = EncoderCard(model.card.config.encoder, model.card.name, licence=model.card.licence)
    return PretrainedEncoder(card, model.network.encoder)
