"""What a report says in rows: the figures, the classes, the recordings, what else is known."""

import numpy as np

from core.metrics.frames import frame_accuracy
from core.metrics.segments import f1_at
from core.report.evaluation import Evaluation, Judged
from core.report.markup import element, share, table, text


def tiles(evaluation: Evaluation) -> str:
    """The figures that people ask for first."""
    figures = evaluation.figures
    shown = {
        "frame accuracy": figures["frame_accuracy"],
        "edit score": figures["edit"],
        **{f"F1@{overlap}": value for overlap, value in figures["f1"].items()},
        **{f"mAP@{threshold}": figures["mAP"][threshold] for threshold in ("0.5", "mean")},
    }
    return element(
        "div",
        *(
            element("div", element("b", share(value)), element("span", text(name)), class_="tile")
            for name, value in shown.items()
        ),
        class_="tiles",
    )


def classes_table(evaluation: Evaluation) -> str:
    """How often each class occurs, how long, and how well it is found."""
    overlaps = list(evaluation.figures["f1"])
    heads = ["class", "segments true", "predicted", f"{_unit(evaluation)} true"]
    heads += ["precision", "recall", *(f"F1@{overlap}" for overlap in overlaps)]
    rows = [
        [
            _swatch(evaluation.colour(name)) + text(name),
            *_amounts(evaluation, name),
            share(about["precision"]),
            share(about["recall"]),
            *(share(about["f1"][overlap]) for overlap in overlaps),
        ]
        for name, about in evaluation.figures["per_class"].items()
    ]
    return table(heads, rows)


def recordings_table(evaluation: Evaluation) -> str:
    """Which recordings, how many of their frames counted, and how well each is predicted."""
    heads = ["recording", "frames", "of them known", "segments", "frame accuracy", "F1@50"]
    return table(heads, [_recording(evaluation, one) for one in evaluation.judged])


def about_table(evaluation: Evaluation) -> str:
    """What else is known, such as the model's card."""
    rows = [[text(name), text(value)] for name, value in evaluation.about.items()]
    return table(["", ""], rows, n_words=2)


def _unit(evaluation: Evaluation) -> str:
    return "seconds" if evaluation.in_seconds else "frames"


def _swatch(colour: str) -> str:
    return element("span", class_="swatch", style=f"background: {colour}")


def _amounts(evaluation: Evaluation, name: str) -> list[str]:
    """True segments of a class, predicted ones, and how long the true ones last."""
    n_true = n_said = 0
    length = 0.0
    for one in evaluation.judged:
        true = [s for s in one.compared.truth.segments if s.class_name == name]
        n_true += len(true)
        n_said += sum(s.class_name == name for s in one.compared.predicted)
        length += evaluation.length(one, sum(s.n_frames for s in true))
    told = f"{length:,.1f}" if evaluation.in_seconds else f"{length:,.0f}"
    return [f"{n_true:,}", f"{n_said:,}", told]


def _recording(evaluation: Evaluation, one: Judged) -> list[str]:
    names = evaluation.classes.names
    said, true = ([np.asarray(side)] for side in one.compared.dense(names))
    return [
        text(one.name),
        f"{one.compared.truth.n_frames:,}",
        f"{one.n_known:,}",
        f"{len(one.compared.truth.segments):,}",
        share(frame_accuracy(said, true)),
        share(f1_at(0.5, said, true, len(names))),
    ]
