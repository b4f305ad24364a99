"""``finetune``: a localizer from the reviewed frames of a project."""

import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.commands.console import note, shown, tell
from core.progress import finish

if TYPE_CHECKING:
    from training.datasets.labelled import LabelledRecording
    from training.datasets.split import Split
    from training.finetune_config import FinetuneConfig

# What may be said on the command line, and the field of the config that it sets. Everything left
# unsaid is as the config has it, so that its defaults stand in one place.
_FIELDS = (
    *("encoder_rate", "fraction", "epochs", "crop", "batch_size", "learning_rate"),
    *("validate_every", "time_limit", "bfloat16", "device", "seed", "licence"),
)


@dataclass(frozen=True)
class Options:
    """What the command line asked for, besides the settings of the recipe."""

    project: Path
    out: Path
    split: Path | None = None
    holdout: Sequence[str] = ()
    resume: bool = False
    as_json: bool = False


def add_arguments(parser: ArgumentParser) -> None:
    """Declare every option; imports no torch."""
    add = parser.add_argument
    add("--project", type=Path, required=True, metavar="DIR", help="with reviewed recordings")
    add("--out", type=Path, required=True, metavar="RUN", help="folder of the run")
    add("--resume", action="store_true", help="go on after the latest epoch of an unfinished run")
    add_split(parser)
    add("--fraction", type=float, metavar="F", help="share of the performers to train on")
    add("--encoder", type=Path, metavar="RUN_OR_MODEL",
        help="start from the encoder of a run, an encoder file or a model file")  # fmt: skip
    rate = parser.add_mutually_exclusive_group()
    rate.add_argument("--freeze", action="store_true", help="leave the encoder as it is")
    rate.add_argument("--encoder-rate", type=float, metavar="X",
        help="its share of the learning rate")  # fmt: skip
    add("--teacher", type=Path, nargs="+", default=(), metavar="RUN_OR_MODEL",
        help="learn also from what they believe of frames that nobody reviewed")  # fmt: skip
    add("--no-fusion", action="store_true", help="a linear head on the last stage, nothing else")
    add("--width", type=int, metavar="CHANNELS", help="of a fresh encoder's first stage")
    add("--learning-rate", type=float, metavar="X")
    for name in ("--epochs", "--batch-size", "--seed"):
        add(name, type=int, metavar="N")
    add("--crop", type=int, metavar="FRAMES", help="that are learnt from at a time")
    add("--validate-every", type=int, metavar="EPOCHS")
    add("--time-limit", type=float, metavar="S", help="seconds to end within")
    add("--bfloat16", action="store_true", default=None, help="compute in bfloat16")
    add("--licence", help="terms of the weights, for the card")
    add("--device", choices=("auto", "cpu", "cuda"))
    add("--json", action="store_true", help="one JSON object on standard output")


def add_split(parser: ArgumentParser) -> None:
    """Declare how recordings are kept apart."""
    split = parser.add_mutually_exclusive_group()
    split.add_argument("--split", type=Path, metavar="FILE",
        help='JSON {"train": [name, …], "validation": …, "test": …}; * is any text')  # fmt: skip
    split.add_argument("--holdout", nargs="+", default=(), metavar="NAME",
        help="recordings to validate on instead of training; * is any text")  # fmt: skip


def run(options: Namespace) -> int:
    """Finetune as the parsed arguments say."""
    config = _config(options)
    return finetune(
        Options(
            options.project,
            options.out,
            options.split,
            options.holdout,
            options.resume,
            options.json,
        ),
        config,
    )


def finetune(options: Options, config: "FinetuneConfig") -> int:
    """Finetune, alone or as one of the processes that torchrun has started."""
    from core.model.card import read_card
    from training import finetune as recipe
    from training.datasets.project import labelled_in
    from training.distributed import joined, place
    from training.run import Run

    with joined(config.device):
        # One voice is enough.
        first = place().rank == 0
        driven = shown if first else finish
        found, classes = driven(labelled_in(options.project, unreviewed=bool(config.teachers)))
        split = chosen_split(options.split, options.holdout)
        labelled = [one for one in found if one.track.known().any()]
        training, validation = (split.part(part, labelled) for part in ("train", "validation"))
        unlabelled = [one for one in split.part("train", found) if one not in training]
        if first:
            warn(training, validation, classes)
        run, resume = Run(options.out), options.resume
        data = training, validation, classes
        steps = recipe.finetune(*data, config, run, unlabelled=unlabelled, resume=resume)
        path = driven(steps)
        if first:
            about = {
                "model": str(path),
                "recordings": len(training),
                "unlabelled_recordings": len(unlabelled),
                "validation_recordings": len(validation),
                "classes": classes,
                "figures": dict(read_card(path).figures),
            }
            tell(about, options.as_json)
    return 0


def chosen_split(file: Path | None, holdout: Sequence[str]) -> "Split":
    """What the options say; without any, everything trains."""
    from training.datasets.split import Split, read_split

    return read_split(file) if file else Split(validation=tuple(holdout))


def warn(
    training: "Sequence[LabelledRecording]",
    validation: "Sequence[LabelledRecording]",
    classes: Sequence[str],
) -> None:
    """Say what will be learnt badly, or looks better than it is, but is no reason to stop."""
    from training.examples import examples

    for name, n_frames in zip((*classes, "background"), examples(training, classes), strict=True):
        if training and not n_frames:
            note(f"no training recording shows {name!r}, so it cannot be learnt")
    for one in (*training, *validation):
        if not one.recording.present.any():
            note(f"{one.recording.name}: nobody is present in any frame, so it says nothing")
    both = {one.performer for one in training} & {one.performer for one in validation}
    for performer in sorted(both):
        note(f"{performer!r} is both trained and validated on: the figures flatter")


def _config(options: Namespace) -> "FinetuneConfig":
    from training.finetune_config import FinetuneConfig

    if options.freeze and not options.encoder:
        raise ValueError("there is nothing to freeze: name a pretrained encoder with --encoder")
    config = FinetuneConfig()
    said = {name: getattr(options, name) for name in _FIELDS if getattr(options, name) is not None}
    if options.freeze:
        said["encoder_rate"] = 0.0
    return replace(
        config,
        **said,
        name=options.out.name,
        made_on=date.today().isoformat(),
        # How a run was continued does not change what comes out of it.
        command=shlex.join(["kinescribe", *(word for word in sys.argv[1:] if word != "--resume")]),
        encoder=str(options.encoder or ""),
        teachers=tuple(map(str, options.teacher)),
        network=_network(config.network, options),
    )


def _network(network: Any, options: Namespace) -> Any:
    if options.width is not None:
        network = replace(network, encoder=replace(network.encoder, width=options.width))
    return replace(network, head="linear") if options.no_fusion else network
