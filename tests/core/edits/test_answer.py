"""Both answers to an item settle it, and change nothing outside."""

import pytest

from core.edits.answer import confirm, deny
from core.labels import Segment, Source
from core.review import Item, Reason, review_queue
from tests.core.edits.drawing import after, drawn

MODEL, HAND = Source("model", "m"), Source(name="Anna")
PREDICTED = (Segment(1, 5, "b", 0.4), Segment(7, 9, "c", 0.9))


def item(before: str, reason: Reason, start: int) -> Item:
    queue = review_queue(drawn(before), PREDICTED, shortest=1)
    return next(one for one in queue.items if (one.reason, one.start) == (reason, start))


@pytest.mark.parametrize(
    ("before", "reason", "start", "confirmed", "denied"),
    [
        ("..........", Reason.DOUBTFUL, 1, ".Bbbb.....", ".____....."),
        ("..........", Reason.UNREVIEWED, 0, "_Bbbb__Cc_", "__________"),
        ("Aa........", Reason.UNREVIEWED, 2, "AaBbb__Cc_", "Aa________"),
        ("Aaaaaa....", Reason.DISAGREEMENT, 1, "_Bbbb_....", "Aaaaaa...."),
        ("..Aaa.....", Reason.DISAGREEMENT, 2, ".Bbbb.....", "..Aaa....."),
        ("CcAaa.....", Reason.DISAGREEMENT, 1, "CBbbb.....", "CcAaa....."),
        (".AaaCc....", Reason.DISAGREEMENT, 1, ".BbbbC....", ".AaaCc...."),
        ("BbAaa.....", Reason.DISAGREEMENT, 2, "Bbbbb.....", "BbAaa....."),
        ("Aaaaaaaaa.", Reason.DISAGREEMENT, 1, "ABbbbAaaa.", "Aaaaaaaaa."),
        ("____.A....", Reason.DISAGREEMENT, 1, "_Bbb.A....", "____.A...."),
        ("_Bb____...", Reason.DISAGREEMENT, 3, "_Bbbb__...", "_Bb____..."),
        ("____B_____", Reason.DISAGREEMENT, 1, "_Bbbb_____", "____B_____"),
        ("_____Aa...", Reason.DISAGREEMENT, 5, "_______...", "_____Aa..."),
    ],
)
def test_what_becomes_of_labels(
    before: str, reason: Reason, start: int, confirmed: str, denied: str
) -> None:
    found = item(before, reason, start)
    assert after(confirm(drawn(before), PREDICTED, found, MODEL), before) == confirmed
    assert after(deny(drawn(before), PREDICTED, found, HAND), before) == denied


@pytest.mark.parametrize("before", ["..........", "Aa........", "Aaaaaa....", "____.A...."])
def test_the_item_does_not_come_back(before: str) -> None:
    track = drawn(before)
    for found in review_queue(track, PREDICTED, shortest=1).items:
        for answer, source in ((confirm, MODEL), (deny, HAND)):
            change = answer(track, PREDICTED, found, source)
            left = review_queue(change.apply(track), PREDICTED, shortest=1).items
            assert (found.start, found.reason) not in [(i.start, i.reason) for i in left]


def test_who_said_so_is_kept() -> None:
    before = "Aaaaaa...."
    change = confirm(drawn(before), PREDICTED, item(before, Reason.DISAGREEMENT, 1), MODEL)
    assert [s.source for s in change.segments.added if s.class_name == "b"] == [MODEL]


def test_an_item_about_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing is predicted from frame 3"):
        confirm(drawn("..."), (), Item(3, 4, 0.5, Reason.FLICKER), MODEL)
