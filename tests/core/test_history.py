"""Steps as JSON, and walking through a history."""

import json
from dataclasses import replace

import pytest

from core.classes import ActionClass, ClassList
from core.edits.accept import reject
from core.edits.look import set_reviewed
from core.edits.write import create
from core.history import History
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Source
from core.steps import ClassesChanged, Step, TrackAdded, TrackRemoved, TrackRenamed, step_from_json
from tests.core.edits.drawing import drawn, picture

NOW = "2026-11-20T12:00:00"
ME = drawn("Aaaa..")
HERS = replace(drawn(".Bb..."), name="hers", annotator="Vera")
LABELS = LabelSet((ME, HERS), ClassList.of("ab"))
MODEL = Source("model", "m", NOW)

STEPS = (
    Step.edit("Create", NOW, "me", create(ME, Segment(1, 3, "b", 0.5, MODEL, "why?"))),
    Step.edit("Look", NOW, "hers", set_reviewed(HERS, 3, 6)),
    Step.edit("Reject", NOW, "me", reject(ME, [Segment(4, 6, "b", 0.2)], MODEL)),
    Step("Import", NOW, (TrackAdded(1, replace(HERS, name="third")),)),
    Step("Remove", NOW, (TrackRemoved(0, ME),)),
    Step("Rename", NOW, (TrackRenamed("hers", "Vera's"),)),
    Step("Add class", NOW, (ClassesChanged(LABELS.classes, ClassList.of("abc")),)),
    Step("Both", NOW, (TrackRemoved(0, ME), TrackAdded(1, replace(ME, name="mine")))),
)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_step_comes_back_from_text_and_can_be_taken_back(step: Step) -> None:
    again = step_from_json(json.loads(json.dumps(step.as_json())))
    assert again == step
    after = again.apply(LABELS)
    assert after != LABELS
    assert again.revert(after) == LABELS


def test_a_step_is_small_however_long_the_track_is() -> None:
    segments = tuple(Segment(n, n + 1, "a") for n in range(5_000))
    track = LabelTrack("me", 5_000, segments)
    step = Step.edit("Create", NOW, "me", create(track, Segment(2_000, 2_002, "b")))
    assert len(json.dumps(step.as_json())) < 500


def test_damage_is_told() -> None:
    content = STEPS[0].as_json()
    for damaged in (
        {**content, "kinescribe_step": 2},
        {"kinescribe_step": 1},
        {**content, "parts": 3},
    ):
        with pytest.raises(ValueError, match="the step is damaged"):
            step_from_json(damaged)


def test_a_step_does_not_apply_to_other_labels() -> None:
    other = LABELS.replacing("me", drawn("Bbbb.."))
    with pytest.raises(ValueError, match="is to be removed but is not there"):
        STEPS[0].apply(other)
    with pytest.raises(ValueError, match="is not there as it is to be removed"):
        STEPS[4].apply(other)
    with pytest.raises(ValueError, match="there is no track 'me'"):
        STEPS[0].apply(LabelSet((HERS,)))


def walked() -> History:
    """Six frames painted one after the other."""
    history = History(LabelSet((drawn("......"),)))
    for frame in range(6):
        change = create(history.labels.tracks[0], Segment(frame, frame + 1, "a"))
        history = history.do(Step.edit(f"Frame {frame}", NOW, "me", change))
    return history


def test_every_past_state_can_be_seen_and_none_is_forgotten() -> None:
    history = walked()
    for n in range(7):
        past = history.at(n)
        assert picture(past.labels.tracks[0]) == "A" * n + "." * (6 - n)
        assert past.at(6) == history
    assert history.at(99) == history


def test_a_new_step_forgets_what_was_undone() -> None:
    history = walked().undo().undo()
    assert history.can_redo
    change = create(history.labels.tracks[0], Segment(5, 6, "b"))
    history = history.do(Step.edit("Other", NOW, "me", change))
    assert not history.can_redo
    assert [step.name for step in history.steps][-2:] == ["Frame 3", "Other"]
    assert picture(history.labels.tracks[0]) == "AAAA.B"


def test_at_the_ends_and_without_a_change_nothing_happens() -> None:
    history = walked()
    assert history.redo() is history
    assert history.at(0).undo() is not None
    assert not history.at(0).can_undo
    nothing = create(history.labels.tracks[0], Segment(0, 1, "a"))
    assert history.do(Step.edit("Nothing", NOW, "me", nothing)) is history


def test_tracks_of_a_recording_have_names_of_their_own_and_one_length() -> None:
    with pytest.raises(ValueError, match="two tracks are called 'me'"):
        LabelSet((ME, ME))
    with pytest.raises(ValueError, match="different lengths"):
        LabelSet((ME, LabelTrack("other", 7)))
    with pytest.raises(ValueError, match="is no class"):
        LABELS.classes.adding(ActionClass("background"))
