"""What finetuning starts from, wherever it is kept."""

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open

from core.class_mapping import Choices, ClassMapping
from core.errors import FormatError
from core.model.card import METADATA_KEY as MODEL_KEY
from core.model.checkpoint import Model, load_model
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


def take_over_head(network: Localizer, classes: Sequence[str], path: Path) -> None:
    """As `take_over`, from a model file; a `FormatError` if that has another head."""
    try:
        take_over(network, classes, load_model(path))
    except ValueError as error:
        raise FormatError(path, "", str(error)) from error


@torch.no_grad()
def take_over(
    network: Localizer, classes: Sequence[str], model: Model, chosen: Choices | None = None
) -> list[int]:
    """Let everything behind the encoder be as a model has it; new classes stay as they are.

    Returns the columns of the network that mean what they mean to the model, background last.

    Parameters
    ----------
    classes
        Those of the network.
    chosen
        Which of them the model's classes are, where people have said so.

    Raises
    ------
    ValueError
        If the model's head is another one.
    """
    try:
        network.head.load_state_dict(model.network.head.state_dict())
    except RuntimeError as error:
        raise ValueError("the model has another head than the one to be trained") from error
    becomes = ClassMapping.between(model.card.classes, classes, chosen).becomes
    theirs = {becomes[name]: number for number, name in reversed([*enumerate(model.card.classes)])}
    known = [number for number, name in enumerate(classes) if name in theirs]
    ours = [*known, len(classes)]
    places = [*(theirs[classes[number]] for number in known), len(model.card.classes)]
    for new, old in zip(
        network.classify.parameters(), model.network.classify.parameters(), strict=True
    ):
        new[ours] = old[places]
    return ours


def model_at(path: Path) -> Model:
    """The model of a run folder or a model file; a `FormatError` if there is none."""
    return load_model(path / f"{MODEL}.safetensors" if path.is_dir() else path)


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
