"""How much a person has to do until all recordings are labelled perfectly, simulated.

python benchmarks/annotation.py precog PRECOG --base RUN
python benchmarks/annotation.py interactions FILE --base RUN

RUN is a finished run of a model that knows a few recordings; nobody whom it was trained on is
labelled here. For PRECOG it is trained on the first two performers if it is not there yet.

The true labels play the person, who takes one recording after another, does what
`core.corrections` says to what the model predicts, and accepts the rest; what that costs is written
in `benchmarks.keystrokes`. Four ways: by hand from nothing; from the predictions of the model as it
is; from those of a head that is refitted after each recording; and that with the recording next of
which the model is least sure. Looking at the recordings is the same in all of them, once at their
own pace, and is told apart.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.keystrokes import FINISH, SECONDS
from benchmarks.precog import CONFIG
from benchmarks.protocol import report
from core.corrections import corrections
from core.labels import Segment
from core.model.checkpoint import Model, load_model
from core.prediction import Prediction
from core.progress import finish
from training.datasets.interactions import interactions
from training.datasets.labelled import LabelledRecording
from training.datasets.precog import CLASSES, precog
from training.examples import durations
from training.finetune import finetune
from training.pooled import Pooled, pooling, predict_pooled
from training.refit import grown, refit
from training.refit_config import RefitConfig
from training.refit_crops import Example, example
from training.run import MODEL, Run

FIRST = (1, 2)
"""Performers of PRECOG whom the first model knows."""
TOLERANCES = (0, 3, 8)
"""Frames by which an edge may be off: none, a tenth of a second, a quarter."""


@dataclass(frozen=True, eq=False)
class Seen:
    """A recording with its labels, and what the encoder says of it."""

    labelled: LabelledRecording
    pooled: Pooled

    def predicted(self, model: Model) -> Prediction:
        recording = self.labelled.recording
        return predict_pooled(model, self.pooled, recording.n_frames, recording.fps, device="cpu")

    def example(self, classes: Sequence[str]) -> Example:
        fps = self.labelled.recording.fps
        return example(self.pooled, self.labelled.track, fps, classes)


Order = Callable[[Model, list[Seen]], list[Seen]]
Segments = tuple[Segment, ...]
Pair = tuple[Segments, Segments]
"""What is predicted of a recording, and what is true."""


def main() -> None:
    arguments = _options().parse_args()
    torch.set_num_threads(1)
    everything = _recordings(arguments)
    model, known = _base(arguments, everything)
    others = [one for one in everything if one not in known]
    seen = [_seen(model, one) for one in others]
    start = [_seen(model, one).example(model.card.classes) for one in known]

    def learning(order: Order) -> list[Pair]:
        return list(refitting(model, known, start, seen, order, arguments))

    ways: dict[str, Callable[[], list[Pair]]] = {
        "by hand": lambda: [((), _true(one)) for one in seen],
        "model fixed": lambda: [(one.predicted(model).segments, _true(one)) for one in seen],
        "refit": lambda: learning(in_order),
        "refit, least sure first": lambda: learning(least_sure),
    }
    looking = sum(one.recording.duration for one in others) + FINISH * len(others)
    print(f"{len(known)} recordings known, {len(others)} to label; looking {looking:.0f} s")
    print("| way | edges | acts | a segment | seconds | of by hand | with looking |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for name, way in ways.items():
        pairs = way()
        for tolerance in TOLERANCES:
            print(f"| {name} | ±{tolerance} | {_row(pairs, tolerance, looking)} |", flush=True)


def _row(pairs: Sequence[Pair], tolerance: int, looking: float) -> str:
    n_acts, seconds = cost(pairs, tolerance)
    _, by_hand = cost([((), true) for _, true in pairs], tolerance)
    n_segments = sum(len(true) for _, true in pairs)
    return (
        f"{n_acts} | {n_acts / n_segments:.2f} | {seconds:.0f} | {seconds / by_hand:.2f} "
        f"| {(seconds + looking) / (by_hand + looking):.2f}"
    )


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", choices=("precog", "interactions"))
    parser.add_argument("data", type=Path)
    parser.add_argument("--base", type=Path, required=True, metavar="RUN")
    parser.add_argument("--steps", type=int, default=RefitConfig.steps, help="of each refit")
    parser.add_argument("--every", type=int, default=1, help="recordings between two refits")
    return parser


def _recordings(arguments: argparse.Namespace) -> list[LabelledRecording]:
    """Everything that is labelled; of PKU-MMD one camera, as others see the same moments."""
    if arguments.corpus == "interactions":
        return interactions(arguments.data, lambda about: str(about["view"]) == "M")[0]
    everything = precog(arguments.data, range(1, 13))
    return [one for one in everything if one.recording.valid.any()]  # in two nobody was tracked


def _base(
    arguments: argparse.Namespace, everything: Sequence[LabelledRecording]
) -> tuple[Model, list[LabelledRecording]]:
    """The first model, and the recordings of all people whom it was trained on."""
    weights = arguments.base / f"{MODEL}.safetensors"
    if not weights.exists() and arguments.corpus == "precog":
        first = precog(arguments.data, FIRST)
        config = replace(CONFIG, name="base", encoder_rate=1.0)
        finish(finetune(first, (), CLASSES, config, Run(arguments.base)), report)
    trained_on = json.loads((arguments.base / "labels.json").read_text("utf-8"))
    performers = {one["performer"] for one in trained_on}
    return load_model(weights), [one for one in everything if one.performer in performers]


def _seen(model: Model, one: LabelledRecording) -> Seen:
    return Seen(one, finish(pooling(model.network, one.recording, device="cpu")))


def refitting(
    model: Model,
    known: Sequence[LabelledRecording],
    start: Sequence[Example],
    seen: Sequence[Seen],
    order: Order,
    arguments: argparse.Namespace,
) -> Iterator[Pair]:
    """What is predicted of each recording when its turn comes, beside what is true."""
    labelled, examples, left = list(known), list(start), list(seen)
    while left:
        left = order(model, left)
        turn, left = left[: arguments.every], left[arguments.every :]
        for one in turn:
            yield one.predicted(model).segments, _true(one)
            labelled.append(one.labelled)
            examples.append(one.example(model.card.classes))
        if left:
            model = refitted(model, examples, labelled, arguments.steps)
        print(f"\r{len(left):4d} left", end="", file=sys.stderr, flush=True)


def refitted(
    model: Model, examples: Sequence[Example], labelled: Sequence[LabelledRecording], steps: int
) -> Model:
    begun = grown(model, model.card.classes, seed=0)
    # Another draw of crops each time.
    config = RefitConfig(steps=steps, seed=len(examples))
    finish(refit(begun, examples, config, device="cpu"))
    lasting = durations(labelled, model.card.classes)
    return Model(replace(model.card, durations=lasting), begun.network)


def in_order(model: Model, left: list[Seen]) -> list[Seen]:
    return left


def least_sure(model: Model, left: list[Seen]) -> list[Seen]:
    """Those first whose frames' likeliest classes are least likely on average."""
    return sorted(left, key=lambda one: one.predicted(model).probabilities.max(axis=1).mean())


def _true(one: Seen) -> Segments:
    return tuple(one.labelled.track.segments)


def cost(pairs: Sequence[Pair], tolerance: int) -> tuple[int, float]:
    """Acts, and the seconds that they take."""
    scripts = [corrections(a, b, costs=SECONDS, tolerance=tolerance) for a, b in pairs]
    acts = [one.act for script in scripts for one in script]
    return len(acts), sum(SECONDS[act] for act in acts)


if __name__ == "__main__":
    main()
