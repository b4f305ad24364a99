"""Many spans, checked against a plain tuple; small chunks let a few spans reach every border."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import spans as spans_module
from core.spans import Span, Spans, gaps


@pytest.fixture(scope="module", autouse=True)
def small_chunks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans_module, "_CHUNK", 2)
        yield


@st.composite
def in_order(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = draw(st.lists(st.integers(0, 60), unique=True, max_size=30).map(sorted))
    kept = draw(st.lists(st.booleans(), min_size=len(edges), max_size=len(edges)))
    return tuple(Span(*pair) for pair, keep in zip(pairwise(edges), kept, strict=False) if keep)


@given(in_order(), st.integers(0, 61), st.integers(0, 61))
def test_lookup_finds_what_a_search_through_all_finds(
    spans: tuple[Span, ...], start: int, stop: int
) -> None:
    many = Spans(spans)
    assert many.at(start) == next((s for s in spans if s.start <= start < s.stop), None)
    assert many.n_begun(start) == sum(s.start <= start for s in spans)
    inside = [s for s in spans if s.start < stop and start < s.stop and start < stop]
    assert many.within(start, stop) == tuple(inside)


@given(in_order(), in_order())
def test_exchanging_all_the_steps_from_one_to_the_other(
    old: tuple[Span, ...], new: tuple[Span, ...]
) -> None:
    removed = [span for span in old if span not in new]
    added = [span for span in new if span not in old]
    many = Spans(old).exchanged(removed, added)
    assert many == new
    assert [many[i] for i in range(len(many))] == list(new)
    assert many.exchanged(added, removed) == old
    assert all(many[a:b] == new[a:b] for a in range(-2, 9) for b in range(-2, 9))
    assert many[::-1] == new[::-1]


@given(in_order(), in_order())
def test_what_would_overlap_is_refused_wherever_it_lies(
    old: tuple[Span, ...], added: tuple[Span, ...]
) -> None:
    overlap = any(a.meets(b) for a in old for b in added)
    if overlap:
        with pytest.raises(ValueError, match="overlap or are out of order"):
            Spans(old).exchanged((), added)
    else:
        assert Spans(old).exchanged((), added) == tuple(sorted(old + added))


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(ValueError, match="is to be removed but is not there"):
        Spans([Span(0, 5), Span(7, 9)]).exchanged([Span(0, 4)], [])
    with pytest.raises(ValueError, match="is to be removed but is not there"):
        Spans[Span]().exchanged([Span(0, 4)], [])


@given(in_order(), st.integers(0, 60), st.integers(0, 60))
def test_gaps_are_the_frames_that_no_span_has(
    spans: tuple[Span, ...], start: int, stop: int
) -> None:
    found = list(gaps(spans, start, stop))
    taken = {frame for span in spans for frame in range(span.start, span.stop)}
    free = [frame for frame in range(start, stop) if frame not in taken]
    assert [frame for span in found for frame in range(span.start, span.stop)] == free
    assert all(a.stop < b.start for a, b in pairwise(found))


def test_equal_ones_hash_alike_however_they_came_to_be() -> None:
    grown = Spans[Span]()
    for number in range(9):
        grown = grown.exchanged([], [Span(number, number + 1)])
    whole = Spans(Span(number, number + 1) for number in range(9))
    assert grown == whole
    assert hash(grown) == hash(whole) == hash(tuple(whole))
