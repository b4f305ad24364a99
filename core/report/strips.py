"""The worst segments: figures of what happened there above what is true and what was predicted."""

from collections.abc import Iterable, Iterator

import numpy as np

from core.colours import ink_on
from core.figures import Figures
from core.labels import LabelTrack, Segment, Span, runs
from core.metrics.outcomes import Kind, Outcome
from core.report.evaluation import Evaluation, Judged
from core.report.markup import element, svg, text
from core.survey import HEAD

N_WORST = 10
_WIDTH, _FIGURES, _LANE, _LEFT = 808.0, 92.0, 18.0, 64.0
_MARGIN = 0.35
"""Of the segment's length, shown before and after it, so that its edges can be judged."""
_BODY = 0.84
"""Share of the height that a body takes: the rest is for raised hands."""
_MOST_FIGURES, _APART = 12, 12.0


def worst_strips(evaluation: Evaluation) -> str:
    """The segments that cost most time, the worst first."""
    wrong = [found for found in evaluation.outcomes if found[1].n_wrong]
    wrong.sort(key=lambda found: -evaluation.length(found[0], found[1].n_wrong))
    if not wrong:
        return element("p", "Every known frame is right.", class_="muted")
    return "".join(
        _worst(evaluation, one, outcome, number)
        for number, (one, outcome) in enumerate(wrong[:N_WORST], start=1)
    )


def _worst(evaluation: Evaluation, one: Judged, outcome: Outcome, number: int) -> str:
    span = _around(outcome, one.compared.truth.n_frames)
    figures = list(_figures(one, span))
    top = _FIGURES if figures else 0.0
    drawing = svg(
        _WIDTH,
        top + 2 * _LANE + 26,
        *figures,
        *_lane("true", evaluation, one.compared.truth.segments, span, top + 4),
        *_unknown(one.compared.truth, span, top + 4),
        *_lane("predicted", evaluation, one.compared.predicted, span, top + _LANE + 8),
        *_bracket(outcome, span, top + 2 * _LANE + 14),
        label=_said(outcome),
    )
    lost = evaluation.length(one, outcome.n_wrong)
    amount = f"{lost:.1f} s" if evaluation.in_seconds else f"{lost:.0f} frames"
    place = f"{one.name}, frames {outcome.span.start:,} to {outcome.span.stop:,}"
    caption = element(
        "figcaption",
        element("strong", text(f"{number}. {_said(outcome)}")),
        element("small", text(f"{place} · {amount} wrong")),
    )
    return element("figure", caption, drawing, class_="worst")


def _said(outcome: Outcome) -> str:
    true = outcome.true.class_name if outcome.true else ""
    said = outcome.predicted.class_name if outcome.predicted else ""
    return {
        Kind.FOUND: f"{true}: edges off",
        Kind.WRONG_CLASS: f"{true} taken for {said}",
        Kind.MISSED: f"{true} missed",
        Kind.SPURIOUS: f"{said} where none is",
    }[outcome.kind]


def _around(outcome: Outcome, n_frames: int) -> Span:
    span = outcome.span
    margin = max(round(_MARGIN * span.n_frames), 5)
    return Span(max(span.start - margin, 0), min(span.stop + margin, n_frames))


def _x(frame: float, span: Span) -> float:
    return _LEFT + (_WIDTH - _LEFT) * (frame - span.start) / span.n_frames


def _figures(one: Judged, span: Span) -> Iterator[str]:
    """Figures at evenly spread frames, as many as there is room for."""
    if one.recording is None:
        return
    figures = Figures.of(one.recording)
    unit = _BODY * _FIGURES
    room = int((_WIDTH - _LEFT) / (unit * figures.width + _APART))
    n_figures = min(max(room, 1), _MOST_FIGURES, span.n_frames)
    step = span.n_frames / n_figures
    for middle in span.start + step * (np.arange(n_figures) + 0.5):
        yield _figure(figures, int(middle), _x(middle, span), unit)


def _figure(figures: Figures, frame: int, x: float, unit: float) -> str:
    lines = unit * figures.bones(frame) * (1, -1)
    path = "".join(f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}" for (a, b), (c, d) in lines.tolist())
    heads = [
        element("circle", cx=f"{u:.1f}", cy=f"{v:.1f}", r=f"{1.15 * HEAD * unit:.1f}")
        for u, v in (unit * figures.heads(frame) * (1, -1)).tolist()
    ]
    return element(
        "g",
        element("title", f"frame {frame:,}"),
        element("path", d=path),
        *heads,
        class_="body",
        transform=f"translate({x:.1f} {_FIGURES - 4:g})",
    )


def _lane(
    name: str, evaluation: Evaluation, segments: Iterable[Segment], span: Span, y: float
) -> Iterator[str]:
    yield element("text", name, x=0, y=y + 13, class_="muted")
    yield _box(span, span, y, class_="lane")
    for one in segments:
        if one.meets(span):
            inside = Span(max(one.start, span.start), min(one.stop, span.stop))
            colour = evaluation.colour(one.class_name)
            said = f"{one.class_name}, frames {one.start:,} to {one.stop:,}"
            yield element(
                "g",
                element("title", text(said)),
                _box(inside, span, y, fill=colour, rx=2),
                _name(one.class_name, inside, span, y, ink_on(colour)),
            )


def _name(class_name: str, inside: Span, span: Span, y: float, ink: str) -> str:
    """The name in a bar, as far as there is room: a picture cannot elide."""
    left, right = _x(inside.start, span), _x(inside.stop, span)
    n_letters = int((right - left - 8) / 6.4)
    if n_letters < 2:
        return ""
    shown = class_name if len(class_name) <= n_letters else class_name[: n_letters - 1] + "…"
    return element("text", text(shown), x=f"{left + 4:.1f}", y=y + 13, style=f"fill: {ink}")


def _unknown(truth: LabelTrack, span: Span, y: float) -> Iterator[str]:
    """Frames that nobody has looked at, which do not count."""
    known = truth.known()[span.start : span.stop]
    for start, stop, is_known in runs(known.astype(np.int8)):
        if not is_known:
            part = Span(span.start + start, span.start + stop)
            hint = element("title", "nobody has looked")
            yield element("g", hint, _box(part, span, y, class_="unknown"))


def _bracket(outcome: Outcome, span: Span, y: float) -> Iterator[str]:
    """From where to where the segment itself reaches, with its frames."""
    left, right = _x(outcome.span.start, span), _x(outcome.span.stop, span)
    d = f"M{left:.1f} {y - 4:g}V{y:g}H{right:.1f}V{y - 4:g}"
    yield element("path", d=d, class_="bracket")
    for x, frame, anchor in (
        (left, outcome.span.start, "start"),
        (right, outcome.span.stop, "end"),
    ):
        yield element(
            "text",
            f"{frame:,}",
            x=f"{x:.1f}",
            y=f"{y + 12:g}",
            text_anchor=anchor,
            class_="muted",
        )


def _box(part: Span, span: Span, y: float, **attributes: object) -> str:
    left, right = _x(part.start, span), _x(part.stop, span)
    return element(
        "rect",
        x=f"{left:.1f}",
        y=f"{y:g}",
        width=f"{max(right - left, 0.5):.1f}",
        height=f"{_LANE:g}",
        **attributes,
    )
