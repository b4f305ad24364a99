"""The localizer on the two-person part of PKU-MMD: train on a share of the labels, then score.

python benchmarks/interactions.py FILE --out RUN [--share 0.2] [--encoder FILE] [--seed 0] …

Protocols and figures are those of `benchmarks.protocol` and `benchmarks.scoring`. Scores are of the
last epoch; nothing is selected on what is scored.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.protocol import Record, data, parser, report
from benchmarks.scoring import figures
from core.inference import predict
from core.model.checkpoint import load_model
from core.model.config import HEADS, EncoderConfig, LocalizerConfig
from core.progress import finish
from training.augment import Augmentation
from training.finetune import FinetuneConfig, finetune
from training.run import Run


def main() -> None:
    arguments = _options().parse_args()
    record = Record(arguments)
    parts = data(arguments)
    run = Run(arguments.out)
    recipe = finetune(
        parts.training, (), parts.classes, _config(arguments), run, unlabelled=parts.unlabelled
    )
    weights = finish(recipe, report)
    model = load_model(weights)
    predictions = [finish(predict(model, one.recording)) for one in parts.validation]
    about = {"epochs": arguments.epochs, "recordings": len(parts.training)}
    record.close(figures(predictions, parts.validation) | about)


def _options() -> argparse.ArgumentParser:
    options = parser(__doc__.splitlines()[0], "localizer")
    options.add_argument("--out", type=Path, required=True, help="folder for the run")
    options.add_argument("--epochs", type=int, default=50)
    options.add_argument("--encoder", default="", help="file of a pretrained encoder")
    options.add_argument("--encoder-rate", type=float, default=1.0)
    options.add_argument(
        "--teacher", nargs="+", default=(), help="models that say what happens in the rest"
    )
    options.add_argument("--head", choices=HEADS, default="fusion")
    options.add_argument("--no-relation", action="store_true", help="every body by itself")
    options.add_argument("--context-layers", type=int, default=6)
    options.add_argument("--smoothing", type=float, default=0.15, help="weight of that loss")
    options.add_argument("--edges", type=float, default=0.3, help="weight of that loss")
    options.add_argument("--time-limit", type=float, default=float("inf"), help="seconds")
    return options


def _config(arguments: argparse.Namespace) -> FinetuneConfig:
    return FinetuneConfig(
        name="interactions",
        licence="research only",
        augmentation=Augmentation(rotation=180, scale=0.1, tempo=1.25, mirror=True),
        network=LocalizerConfig(
            encoder=EncoderConfig(relation=not arguments.no_relation),
            head=arguments.head,
            context_layers=arguments.context_layers,
        ),
        smoothing=arguments.smoothing,
        edges=arguments.edges,
        epochs=arguments.epochs,
        crop=768,
        batch_size=4,
        bfloat16=True,
        time_limit=arguments.time_limit,
        encoder=arguments.encoder,
        encoder_rate=arguments.encoder_rate,
        teachers=tuple(arguments.teacher),
        seed=arguments.seed,
    )


if __name__ == "__main__":
    main()
