"""What became of segments, and how far the edges of those that were found are off."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.metrics.outcomes import Kind
from core.report.evaluation import Evaluation
from core.report.markup import element, svg, table, text

_WIDTH, _HEIGHT, _FOOT = 330.0, 120.0, 34.0
_N_BINS = 10
"""To either side of exact."""
_WIDEST_S, _WIDEST_FRAMES = 1.0, 30.0
_MEANINGS = {
    Kind.FOUND: "about the same action, of the right class",
    Kind.WRONG_CLASS: "about the same action, of another class",
    Kind.MISSED: "true, and nothing predicted there",
    Kind.SPURIOUS: "predicted, and nothing true there",
}

Floats = npt.NDArray[np.float64]


def kinds_table(evaluation: Evaluation) -> str:
    """How many segments were found, and how others went wrong."""
    total = max(len(evaluation.outcomes), 1)
    rows = []
    for kind, meaning in _MEANINGS.items():
        found = evaluation.of_kind(kind)
        wrong = sum(evaluation.length(one, each.n_wrong) for one, each in found)
        rows.append(
            [
                element("strong", text(kind.value)) + element("small", text(meaning)),
                _bar(len(found) / total),
                f"{len(found):,}",
                f"{wrong:,.1f}" if evaluation.in_seconds else f"{wrong:,.0f}",
            ]
        )
    return table(
        ["", "", "segments", "seconds wrong" if evaluation.in_seconds else "frames wrong"],
        rows,
        n_words=2,
    )


def edges_pictures(evaluation: Evaluation) -> str:
    """How far predicted segments begin and stop too early or too late, where they were found."""
    found = evaluation.of_kind(Kind.FOUND)
    if not found:
        return element("p", "No segment was found, so no edge is off.", class_="muted")
    starts = [evaluation.length(one, each.start_off) for one, each in found]
    stops = [evaluation.length(one, each.stop_off) for one, each in found]
    return element(
        "div",
        _histogram("Start", np.array(starts), evaluation),
        _histogram("Stop", np.array(stops), evaluation),
        class_="side",
    )


def _bar(share: float) -> str:
    return element("span", element("span", style=f"width: {share:.1%}"), class_="bar")


def _histogram(edge: str, off: Floats, evaluation: Evaluation) -> str:
    widest = _WIDEST_S if evaluation.in_seconds else _WIDEST_FRAMES
    counts = _counts(off, widest)
    scale = _HEIGHT / max(counts.max(), 1)
    width = _WIDTH / len(counts)
    bars = [
        element(
            "rect",
            element("title", f"{n} segments"),
            x=f"{number * width + 1:.1f}",
            y=f"{_HEIGHT - n * scale:.1f}",
            width=f"{width - 2:.1f}",
            height=f"{n * scale:.1f}",
            class_="exact" if number == _N_BINS else "off-by",
        )
        for number, n in enumerate(counts.tolist())
    ]
    typical = float(np.median(np.abs(off)))
    told = f"{typical:.2f} s" if evaluation.in_seconds else f"{typical:.0f} frames"
    caption = f"{edge}: half of them are off by no more than {told}"
    drawing = svg(
        _WIDTH,
        _HEIGHT + _FOOT,
        *bars,
        *_axis(widest, evaluation.unit),
        label=f"Histogram of how far the {edge.lower()} of segments is off",
    )
    return element("figure", element("figcaption", text(caption)), drawing)


def _counts(off: Floats, widest: float) -> npt.NDArray[np.int64]:
    """``(2 * _N_BINS + 1,)``: how many are off by so much; the outermost hold all beyond."""
    step = widest / _N_BINS
    bins = np.clip(np.round(off / step), -_N_BINS, _N_BINS).astype(np.int64) + _N_BINS
    return np.bincount(bins, minlength=2 * _N_BINS + 1)


def _axis(widest: float, unit: str) -> Sequence[str]:
    y = _HEIGHT + 16
    line = element("line", x1=0, x2=_WIDTH, y1=_HEIGHT, y2=_HEIGHT, class_="hairline")
    words = (
        ("start", 0.0, f"−{widest:g} {unit}"),
        ("middle", _WIDTH / 2, "exact"),
        ("end", _WIDTH, f"+{widest:g} {unit}"),
        ("start", 0.0, "← too early"),
        ("end", _WIDTH, "too late →"),
    )
    return [line] + [
        element(
            "text",
            text(word),
            x=f"{x:g}",
            y=f"{y + 14 * (number > 2):g}",
            text_anchor=anchor,
            class_="muted",
        )
        for number, (anchor, x, word) in enumerate(words)
    ]
