"""The shipped PRECOG model: train it, and score what it predicts, for the figures of its card.

python benchmarks/precog.py train PRECOG --out RUN
python main.py predict PRECOG/Seq*_11.csv PRECOG/Seq*_12.csv --out PREDICTED
python benchmarks/precog.py score PRECOG PREDICTED
python benchmarks/precog.py cross PRECOG --out RUNS

``cross`` leaves out two performers of 1 to 10 in turn and scores the last epoch on them, so that
nothing is selected on what is scored; the test performers take no part in it.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.label_formats import csv_segments
from core.labels import LabelTrack, Span
from core.model.checkpoint import load_model
from core.model.config import EncoderConfig, LocalizerConfig
from core.progress import Progress, finish
from training.augment import Augmentation
from training.datasets.labelled import LabelledRecording
from training.datasets.precog import CLASSES, TEST, TRAINING, VALIDATION, precog
from training.evaluate import evaluate, scores
from training.finetune import FinetuneConfig, finetune
from training.run import Run

CONFIG = FinetuneConfig(
    name="precog-2",
    licence="MIT",
    made_on="2026-11-21",
    command="python benchmarks/precog.py train PRECOG --encoder ENCODER --out RUN",
    # One body, so nothing to learn about a second one; a model that never saw two ignores them.
    network=LocalizerConfig(encoder=EncoderConfig(relation=False)),
    # Fighters keep one foot in front, so mirrored ones move as none of the performers does: with
    # mirrors and turns of 45°, F1@50 on performers 1 and 2 (trained on 3 to 10) fell from 0.98 to
    # 0.72 (one seed).
    augmentation=Augmentation(rotation=30, scale=0.15, tempo=1.4, noise=0.015, mirror=False),
    epochs=150,
    crop=192,
    batch_size=8,
    validate_every=5,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    for name, run in (("train", train), ("score", score), ("cross", cross)):
        command = commands.add_parser(name)
        command.add_argument("precog", type=Path, help="folder of Seq*_*.csv")
        command.set_defaults(run=run)
        if name == "score":
            command.add_argument("predicted", type=Path, help="folder of predicted segments")
        else:
            command.add_argument("--out", type=Path, required=True, help="folder for the run")
            command.add_argument("--encoder", default="", help="file of a pretrained encoder")
            command.add_argument("--encoder-rate", type=float, default=0.5)
    arguments = parser.parse_args()
    arguments.run(arguments)


def train(arguments: argparse.Namespace) -> None:
    # A second thread gains little on a network of this size; one gives the same weights anywhere.
    torch.set_num_threads(1)
    data = precog(arguments.precog, TRAINING), precog(arguments.precog, VALIDATION)
    print(finish(finetune(*data, CLASSES, _config(arguments), Run(arguments.out)), _report))


def _config(arguments: argparse.Namespace) -> FinetuneConfig:
    """The recipe from scratch, or from a pretrained encoder, whose terms its weights then have."""
    if not arguments.encoder:
        return replace(CONFIG, name="precog-1", encoder_rate=1.0)
    return replace(CONFIG, encoder=arguments.encoder, encoder_rate=arguments.encoder_rate)


def score(arguments: argparse.Namespace) -> None:
    truth = precog(arguments.precog, TEST)
    predicted = [_predicted(one, arguments.predicted) for one in truth]
    figures = scores(
        [track.dense(CLASSES) for track in predicted],
        [one.track.dense(CLASSES) for one in truth],
        background=len(CLASSES),
    )
    for name, value in figures.items():
        print(f"{name:15s} {value:.4f}")


def cross(arguments: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    known = (*TRAINING, *VALIDATION)
    print("| left out | frame accuracy | edit | F1@10 | F1@25 | F1@50 |\n|---|---|---|---|---|---|")
    rows = [_left_out(arguments, known, known[n : n + 2]) for n in range(0, len(known), 2)]
    print(_row("mean", [sum(column) / len(rows) for column in zip(*rows, strict=True)]))


def _left_out(
    arguments: argparse.Namespace, known: tuple[int, ...], left_out: tuple[int, ...]
) -> list[float]:
    others = [performer for performer in known if performer not in left_out]
    run = Run(arguments.out / "-".join(map(str, left_out)))
    training = precog(arguments.precog, others)
    weights = finish(finetune(training, (), CLASSES, _config(arguments), run))
    held_out = [
        one for one in precog(arguments.precog, left_out) if one.recording.valid.any()
    ]  # in two files nobody was tracked
    figures = list(finish(evaluate(load_model(weights), held_out, device="cpu")).values())
    print(_row(", ".join(map(str, left_out)), figures), flush=True)
    return figures


def _row(name: str, figures: list[float]) -> str:
    return f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |"


def _predicted(one: LabelledRecording, folder: Path) -> LabelTrack:
    """What ``main.py predict`` wrote for a recording."""
    by_model = csv_segments.read_predicted(folder / f"{one.recording.name}.csv")
    segments = next(iter(by_model.values()), ())
    n_frames = one.recording.n_frames
    return LabelTrack("predicted", n_frames, segments, (Span(0, n_frames),))


def _report(progress: Progress) -> None:
    print(f"\r{progress.done:7.2f} of {progress.total} epochs", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
