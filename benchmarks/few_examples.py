"""What a few examples of new classes teach: a refit beside training from scratch, on PRECOG.

    python benchmarks/few_examples.py PRECOG [--base RUN] [--draws N] [--epochs N]

A model learns six classes from performers 1 to 6; the frames of the two others are unknown to it.
Then a person labels k segments of each of the eight classes, or of the two new ones only, by
performers 7 to 10, and looks at a second before and after each: these frames are all that is known
of these recordings; a refit remembers the old classes by the rest of them.
Performers 11 and 12 judge. Nothing is selected on them, and every draw counts: mean ± sample spread
over draws of which segments are labelled.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean, stdev

import numpy as np
import numpy.typing as npt
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.precog import CONFIG
from core.labels import UNKNOWN, LabelTrack, Span, runs, segments_from_dense
from core.model.checkpoint import Model, load_model
from core.progress import finish
from training.datasets.labelled import LabelledRecording
from training.datasets.precog import CLASSES, TEST, precog
from training.evaluate import agreement
from training.examples import typical_durations
from training.finetune import FinetuneConfig, finetune
from training.pooled import Pooled, pooling, predict_pooled
from training.refit import grown, refit
from training.refit_config import RefitConfig
from training.refit_crops import example
from training.run import MODEL, Run

Mask = npt.NDArray[np.bool_]

NEW = ("back fist", "elbow strike")
OLD = tuple(name for name in CLASSES if name not in NEW)
BASE, LABELLED = range(1, 7), range(7, 11)
COUNTS = (1, 3, 5, 10)
AROUND = 1.0
"""Seconds before and after a labelled segment that are looked at as well."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("precog", type=Path, help="folder of Seq*_*.csv")
    parser.add_argument("--base", type=Path, metavar="RUN", help="of the six-class model; kept")
    parser.add_argument("--draws", type=int, default=3, help="of the labelled segments")
    parser.add_argument("--epochs", type=int, default=60, help="of the six-class model")
    parser.add_argument("--scratch-epochs", type=int, default=100, help="from scratch")
    parser.add_argument("--scratch-draws", type=int, default=1, help="it takes a minute each")
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS, help="of examples")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    seen, test = _with_somebody(arguments, LABELLED), _with_somebody(arguments, TEST)
    base = _base(arguments)
    looked = {
        one.recording.name: finish(pooling(base.network, one.recording)) for one in (*seen, *test)
    }
    print("| examples | labelled | method | F1@50 new | F1@50 old | frame accuracy |")
    print("|---|---|---|---|---|---|")
    for count in arguments.counts:
        for classes, what in ((NEW, "new classes"), (CLASSES, "all classes")):
            chosen = [_labelled(seen, classes, count, draw) for draw in range(arguments.draws)]
            refitted = [_refitted(base, some, seen, looked) for some in chosen]
            rows = [_judged(model, test, looked) for model in refitted]
            print(_row(count, what, "refit", rows), flush=True)
        models = [_scratch(arguments, some) for some in chosen[: arguments.scratch_draws]]
        if models:
            rows = [_judged(model, test) for model in models]
            print(_row(count, what, "from scratch", rows), flush=True)


def _with_somebody(
    arguments: argparse.Namespace, performers: Sequence[int]
) -> list[LabelledRecording]:
    """In two files nobody was tracked."""
    return [one for one in precog(arguments.precog, performers) if one.recording.valid.any()]


def _base(arguments: argparse.Namespace) -> Model:
    """A model of six classes, which has never been told what happens where the two others do."""
    kept = arguments.base / f"{MODEL}.safetensors" if arguments.base else None
    if kept and kept.exists():
        return load_model(kept)
    training = [_known_in(one, ~_is(one, NEW)) for one in _with_somebody(arguments, BASE)]
    config = replace(CONFIG, epochs=arguments.epochs)
    return _trained(training, OLD, config, arguments.base)


def _scratch(arguments: argparse.Namespace, labelled: Sequence[LabelledRecording]) -> Model:
    return _trained(labelled, CLASSES, replace(CONFIG, epochs=arguments.scratch_epochs))


def _trained(
    labelled: Sequence[LabelledRecording],
    classes: Sequence[str],
    config: FinetuneConfig,
    kept: Path | None = None,
) -> Model:
    with tempfile.TemporaryDirectory() as folder:
        run = Run(kept or Path(folder) / "run")
        return load_model(finish(finetune(labelled, (), classes, config, run)))


def _refitted(
    base: Model,
    labelled: Sequence[LabelledRecording],
    seen: Sequence[LabelledRecording],
    looked: Mapping[str, Pooled],
) -> Model:
    begun = grown(base, CLASSES, seed=0)
    examples = [
        example(looked[one.recording.name], one.track, one.recording.fps, CLASSES)
        for one in labelled
    ]
    known = {one.recording.name for one in labelled}
    names = [one.recording.name for one in seen if one.recording.name not in known]
    finish(refit(begun, examples, RefitConfig(), others=[looked[name] for name in names]))
    lasting = dict(zip(OLD, base.card.durations, strict=True))
    lasting |= typical_durations((one.track, one.recording.fps) for one in labelled)
    card = replace(
        base.card,
        classes=CLASSES,
        config=begun.network.config,
        durations=tuple(lasting[name] for name in CLASSES),
    )
    return Model(card, begun.network)


def _labelled(
    seen: Sequence[LabelledRecording], classes: Sequence[str], count: int, draw: int
) -> list[LabelledRecording]:
    """Recordings in which ``count`` segments of each class, and what is around, are known."""
    random = np.random.default_rng(draw)
    known = [np.zeros(one.track.n_frames, dtype=bool) for one in seen]
    for name in classes:
        found = [
            (number, segment)
            for number, one in enumerate(seen)
            for segment in one.track.segments
            if segment.class_name == name
        ]
        for pick in random.permutation(len(found))[:count]:
            number, segment = found[pick]
            around = round(AROUND * seen[number].recording.fps)
            known[number][max(segment.start - around, 0) : segment.stop + around] = True
    return [_known_in(one, mask) for one, mask in zip(seen, known, strict=True) if mask.any()]


def _is(one: LabelledRecording, classes: Sequence[str]) -> Mask:
    """``(n_frames,)``: where one of some classes happens."""
    return np.isin(one.track.dense(CLASSES), [CLASSES.index(name) for name in classes])


def _known_in(one: LabelledRecording, mask: Mask) -> LabelledRecording:
    """Whatever is outside becomes unknown."""
    labels = np.where(mask, one.track.dense(CLASSES), UNKNOWN)
    reviewed = [
        Span(start, stop) for start, stop, known in runs((labels != UNKNOWN).astype(int)) if known
    ]
    segments = segments_from_dense(labels, CLASSES)
    return replace(one, track=LabelTrack(one.track.name, len(labels), segments, reviewed))


def _judged(
    model: Model, test: Sequence[LabelledRecording], looked: Mapping[str, Pooled] | None = None
) -> list[float]:
    """Mean F1@50 over the new classes, over the old ones, and frame accuracy."""
    said = []
    for one in test:
        recording = one.recording
        seen = looked[recording.name] if looked else finish(pooling(model.network, recording))
        said.append(predict_pooled(model, seen, recording.n_frames, recording.fps))
    figures = agreement(said, [one.track for one in test], by_class=True)
    new, old = ([figures[f"f1@50 of {name}"] for name in names] for names in (NEW, OLD))
    return [mean(new), mean(old), figures["frame_accuracy"]]


def _row(count: int, what: str, method: str, rows: Sequence[Sequence[float]]) -> str:
    cells = [_cell(column) for column in zip(*rows, strict=True)]
    return f"| {count} | {what} | {method} | {' | '.join(cells)} |"


def _cell(values: Sequence[float]) -> str:
    spread = f" ± {stdev(values):.3f}" if len(values) > 1 else ""
    return f"{mean(values):.3f}{spread}"


if __name__ == "__main__":
    main()
