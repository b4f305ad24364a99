"""Class edits: the numbers they promise, what they do, and that it can be taken back."""

import pytest

from core import class_edits
from core.class_edits import ClassEdit
from core.classes import ActionClass, ClassList
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Source
from tests.core.edits.drawing import drawn, picture

CLASSES = ClassList.of("abc")
NOW = "2026-11-20T12:00:00"


def labels_of(*pictures: str) -> LabelSet:
    tracks = (drawn(picture) for picture in pictures)
    return LabelSet(
        tuple(LabelTrack(str(n), t.n_frames, t.segments, t.reviewed) for n, t in enumerate(tracks)),
        CLASSES,
    )


def done(edit: ClassEdit, labels: LabelSet) -> tuple[list[str], tuple[str, ...]]:
    step = edit.step(labels, NOW)
    after = step.apply(labels)
    assert step.revert(after) == labels
    return [picture(track) for track in after.tracks], after.classes.names


@pytest.mark.parametrize(
    ("edit", "pictures", "names", "touched"),
    [
        (class_edits.add(CLASSES, ActionClass("d")), ["AaB.", "_Ac_"], "abcd", 0),
        (class_edits.alter(CLASSES, "a", ActionClass("d")), ["DdB.", "_Dc_"], "dbc", 2),
        (class_edits.merge(CLASSES, ["a", "b"], "b"), ["BbB.", "_Bc_"], "bc", 2),
        (class_edits.remove(CLASSES, "a"), ["..B.", "_.c_"], "bc", 2),
        (class_edits.reorder(CLASSES, "c", 0), ["AaB.", "_Ac_"], "cab", 0),
    ],
)
def test_what_becomes_of_segments_and_of_the_list(
    edit: ClassEdit, pictures: list[str], names: str, touched: int
) -> None:
    labels = labels_of("AaB.", "_AC_")
    wanted = [one.replace("c", "C") for one in pictures]
    assert done(edit, labels) == (wanted, tuple(names))
    assert edit.n_touched(labels) == touched
    other = labels_of("CCC.")
    preview = edit.preview({"first": labels, "second": other})
    assert preview == ({"first": touched} if touched else {})


def test_colours_change_no_segment() -> None:
    edit = class_edits.alter(CLASSES, "a", ActionClass("a", "#ffffff", "x"))
    assert edit.name == "Alter class 'a'"
    assert done(edit, labels_of("AaB.")) == (["AaB."], ("a", "b", "c"))


def test_rejections_are_renamed_too() -> None:
    track = LabelTrack("me", 9, rejected=frozenset({Segment(0, 3, "a"), Segment(3, 5, "b")}))
    edit = class_edits.alter(CLASSES, "a", ActionClass("d"))
    after = edit.step(LabelSet((track,), CLASSES), NOW).apply(LabelSet((track,), CLASSES))
    assert after.tracks[0].rejected == {Segment(0, 3, "d"), Segment(3, 5, "b")}


def test_a_class_is_split_by_choosing_segments() -> None:
    labels = labels_of("AA.A")
    chosen = {"0": labels.tracks[0].segments[1:]}
    source = Source("person", "Anna", NOW)
    step = class_edits.split(labels, ActionClass("d"), chosen, source)
    after = step.apply(labels)
    assert picture(after.tracks[0]) == "AD.D"
    assert after.classes.names == tuple("abcd")
    assert step.revert(after) == labels
