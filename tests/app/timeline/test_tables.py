"""Tables say what the segments say, and an edit reads only what it touched anew."""

import random

import pytest

from app.timeline import tables
from app.timeline.geometry import TimeScale
from app.timeline.tables import Tables
from core.labels import Segment, Span
from core.spans import Spans


def segments(n: int) -> list[Segment]:
    return [Segment(10 * i, 10 * i + 7, "ab"[i % 2], score=0.5) for i in range(n)]


def test_rows_are_segments() -> None:
    of = Tables()
    table = of.of(segments(3))
    assert table.starts.tolist() == [0, 10, 20]
    assert table.stops.tolist() == [7, 17, 27]
    assert [of.names[number] for number in table.classes] == ["a", "b", "a"]
    assert table.scores.tolist() == [0.5] * 3


def test_spans_have_no_class_and_nothing_has_no_rows() -> None:
    assert Tables().of([Span(1, 2)]).classes.tolist() == [-1]
    assert len(Tables().of(())) == len(Tables().of(Spans[Segment]())) == 0


def test_what_is_in_sight_is_what_the_scale_says() -> None:
    scale = TimeScale(1000, 100, first=107, frames_per_pixel=1)
    spans = segments(50)
    assert Tables().of(spans).visible(scale) == scale.visible(spans)


def test_shares_are_counted_frames() -> None:
    of, draw = Tables(), random.Random(5)
    for _ in range(20):
        one, other = (sorted(draw.sample(range(100), 12)) for _ in range(2))
        spans, cover = ([Span(*x) for x in zip(e[::2], e[1::2], strict=True)] for e in (one, other))
        covered = {frame for span in cover for frame in range(span.start, span.stop)}
        wanted = [len(covered & {*range(s.start, s.stop)}) / s.n_frames for s in spans]
        assert of.of(spans).share_covered(of.of(cover)).tolist() == pytest.approx(wanted)
    assert of.of(spans).share_covered(of.of(())).tolist() == [0.0] * len(spans)


def test_an_edit_reads_one_chunk_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    of, spans = Tables(), Spans(segments(5000))
    of.of(spans)
    read: list[int] = []
    wanted = Tables._read
    monkeypatch.setattr(
        Tables, "_read", lambda self, chunk: (read.append(len(chunk)), wanted(self, chunk))[1]
    )
    edited = spans.exchanged([spans[2500]], [Segment(25_001, 25_005, "c")])
    table = of.of(edited)
    assert len(read) == 1
    assert read[0] < 600
    assert table.starts.tolist() == [s.start for s in edited]


def test_no_more_is_remembered_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_KEPT", 3)
    of = Tables()
    for n in range(1, 10):
        of.of(segments(n))
    assert len(of._known) == 3
