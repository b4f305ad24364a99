"""Of several tracks one counts."""

from dataclasses import replace

import pytest

from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Span

EMPTY = LabelTrack("empty", 9)
ANNA = LabelTrack("Anna", 9, (Segment(2, 5, "jump"),))
BEN = LabelTrack("Ben", 9, (), (Span(0, 9),))
HIDDEN = replace(BEN, name="hidden", visible=False)


@pytest.mark.parametrize(
    ("tracks", "truth"),
    [
        ((), None),
        ((EMPTY,), None),
        ((HIDDEN, EMPTY), None),
        ((EMPTY, HIDDEN, ANNA, BEN), ANNA),
        ((BEN, ANNA), BEN),
    ],
)
def test_the_topmost_shown_track_that_knows_anything_is_the_truth(
    tracks: tuple[LabelTrack, ...], truth: LabelTrack | None
) -> None:
    assert LabelSet(tracks).truth == truth
