"""``pretrain``: an encoder from recordings that nobody has labelled."""

import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.commands.console import shown, tell
from core.progress import finish

if TYPE_CHECKING:
    from training.pretrain_config import PretrainConfig

# What may be said on the command line, and the field of the config that it sets. Everything left
# unsaid is as the config has it, so that its defaults stand in one place.
_FIELDS = (
    *("host", "looks", "n_frames", "snippet_weight", "tau", "queue", "momentum"),
    *("mining_from", "epochs", "batch_size", "optimiser", "learning_rate", "schedule"),
    *("weight_decay", "paper_code", "bfloat16", "time_limit", "device", "seed", "licence"),
)


@dataclass(frozen=True)
class Options:
    """What the command line asked for, besides the settings of the recipe."""

    data: Sequence[Path]
    out: Path
    holdout: Sequence[str] = ()
    resume: bool = False
    as_json: bool = False


def add_arguments(parser: ArgumentParser) -> None:
    """Declare every option; imports no torch."""
    add = parser.add_argument
    add("--data", type=Path, nargs="+", required=True, metavar="PATH",
        help="recordings, folders, projects or HDF5 corpora")  # fmt: skip
    add("--out", type=Path, required=True, metavar="RUN", help="folder of the run")
    add("--holdout", nargs="+", default=(), metavar="PATTERN",
        help="recordings to leave out, by name or as in 'performance=*[05]'")  # fmt: skip
    add("--resume", action="store_true", help="go on after the latest epoch of an unfinished run")
    add("--paper", action="store_true", help="start from the paper's settings instead of ours")
    add("--paper-code", action="store_true", default=None,
        help="also reproduce the mistakes of the published code")  # fmt: skip
    add("--host", choices=("skeletonclr", "aimclr", "rvtclr"))
    add("--encoder", choices=("stgcn", "agcn"))
    add("--width", type=int, metavar="CHANNELS", help="of the encoder's first stage")
    add("--no-relation", action="store_true",
        help="the encoder sees every body by itself, for data of single people")  # fmt: skip
    add("--no-snippets", action="store_true", help="the host alone")
    add("--snippets", type=int, metavar="S", help="snippets of a view")
    add("--snippet-weight", type=float, metavar="LAMBDA")
    add("--matching", choices=("similarity", "time", "both"))
    add("--queue-negatives", action="store_true",
        help="tell snippets from the queue alone, as the paper does")  # fmt: skip
    add("--looks", choices=("ours", "paper"), help="how views are drawn")
    add("--n-frames", type=int, metavar="FRAMES", help="of a view")
    for name in ("--tau", "--momentum", "--mining-from", "--learning-rate", "--weight-decay"):
        add(name, type=float, metavar="X")
    for name in ("--queue", "--epochs", "--batch-size", "--seed"):
        add(name, type=int, metavar="N")
    add("--optimiser", choices=("adamw", "sgd"))
    add("--schedule", choices=("cosine", "steps"))
    add("--time-limit", type=float, metavar="S", help="seconds to end within")
    add("--bfloat16", action="store_true", default=None, help="run encoders in bfloat16")
    add("--licence", help="terms of the weights, for the card")
    add("--device", choices=("auto", "cpu", "cuda"))
    add("--json", action="store_true", help="one JSON object on standard output")


def run(options: Namespace) -> int:
    """Pretrain as the parsed arguments say."""
    config = _config(options)
    return pretrain(
        Options(options.data, options.out, options.holdout, options.resume, options.json), config
    )


def pretrain(options: Options, config: "PretrainConfig") -> int:
    """Pretrain, alone or as one of the processes that torchrun has started."""
    from training import pretrain as recipe
    from training.datasets.unlabelled import unlabelled
    from training.distributed import joined, place
    from training.run import Run

    with joined(config.device):
        recordings = unlabelled(options.data, without=options.holdout)
        steps = recipe.pretrain(recordings, config, Run(options.out), resume=options.resume)
        # One voice is enough.
        path = shown(steps) if place().rank == 0 else finish(steps)
        if place().rank == 0:
            figures = recipe.load_encoder(path).card.figures
            tell(
                {"encoder": str(path), "recordings": len(recordings), "figures": dict(figures)},
                options.as_json,
            )
    return 0


def _config(options: Namespace) -> "PretrainConfig":
    from training.pretrain_config import PAPER, PretrainConfig

    config = PAPER if options.paper else PretrainConfig()
    said = {name: getattr(options, name) for name in _FIELDS if getattr(options, name) is not None}
    return replace(
        config,
        **said,
        name=options.out.name,
        made_on=date.today().isoformat(),
        command=shlex.join(["kinescribe", *sys.argv[1:]]),
        snippets=not options.no_snippets,
        encoder=_changed(
            config.encoder,
            name=options.encoder,
            width=options.width,
            relation=False if options.no_relation else None,
        ),
        snippet=_changed(
            config.snippet,
            n_snippets=options.snippets,
            matching=options.matching,
            batch_negatives=False if options.queue_negatives else None,
        ),
    )


def _changed(config: Any, **values: Any) -> Any:
    return replace(config, **{name: value for name, value in values.items() if value is not None})
