"""The localizer on the two-person part of PKU-MMD: train on a share of the labels, then score.

python benchmarks/interactions.py FILE --out RUN [--share 0.2] [--encoder FILE] [--seed 0] …

Cross-subject protocol: performances whose number is a multiple of five validate, all others train.
Scores are of the last epoch; nothing is selected on what is scored.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.inference import predict
from core.labels import LabelTrack, Span
from core.metrics.detection import detection_map
from core.model.checkpoint import load_model
from core.progress import Progress, finish
from training.augment import Augmentation
from training.datasets.interactions import interactions, is_training, is_validation, share_of
from training.evaluate import scores
from training.finetune import FinetuneConfig, finetune
from training.run import Run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder for the run")
    parser.add_argument("--share", type=float, default=1.0, help="of the training performances")
    parser.add_argument("--epochs", type=int, default=50)
    parser.add_argument("--encoder", default="", help="file of a pretrained encoder")
    parser.add_argument("--encoder-rate", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--time-limit", type=float, default=float("inf"), help="seconds")
    arguments = parser.parse_args()
    started = time.monotonic()
    labelled, classes = interactions(arguments.file, is_training)
    training = share_of(labelled, arguments.share, arguments.seed)
    run = Run(arguments.out)
    weights = finish(finetune(training, (), classes, _config(arguments), run), _report)
    figures = _score(arguments.file, weights) | {
        "recordings": len(training),
        "seconds": round(time.monotonic() - started),
        "threads": torch.get_num_threads(),
    }
    print(json.dumps(figures))


def _config(arguments: argparse.Namespace) -> FinetuneConfig:
    return FinetuneConfig(
        name="interactions",
        licence="research only",
        augmentation=Augmentation(rotation=180, scale=0.1, tempo=1.25, mirror=False),
        epochs=arguments.epochs,
        crop=768,
        batch_size=4,
        bfloat16=True,
        time_limit=arguments.time_limit,
        encoder=arguments.encoder,
        encoder_rate=arguments.encoder_rate,
        seed=arguments.seed,
    )


def _score(file: Path, weights: Path) -> dict[str, float]:
    """Decoded segments by frames and F1; raw probabilities by the reference detection mAP."""
    model = load_model(weights)
    validation, classes = interactions(file, is_validation)
    predictions = [finish(predict(model, one.recording)) for one in validation]
    truth = [one.track.dense(classes) for one in validation]
    decoded = [
        LabelTrack("predicted", p.n_frames, p.segments, (Span(0, p.n_frames),)).dense(classes)
        for p in predictions
    ]
    precision = detection_map([p.probabilities for p in predictions], truth)
    return scores(decoded, truth, len(classes)) | {f"map@{k}": v for k, v in precision.items()}


def _report(progress: Progress) -> None:
    print(f"\r{progress.done:7.2f} of {progress.total} epochs", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
