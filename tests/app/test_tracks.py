"""Tracks come, go, and change name and owner: each in one step that can be taken back."""

import pytest
from pytestqt.qtbot import QtBot

from app.tracks import Tracks
from tests.app.opening import RUN, Opened


class WithTracks(Opened):
    def __init__(self) -> None:
        super().__init__()
        self.tracks = Tracks(self.document, self.editor)

    @property
    def names(self) -> list[str]:
        return [track.name for track in self.document.labels.tracks]


@pytest.fixture
def here(qapp: object) -> WithTracks:
    return WithTracks()


def test_a_new_track_is_active_and_has_a_name_of_its_own(here: WithTracks) -> None:
    here.tracks.add()
    here.tracks.add()
    assert here.names == ["mine", "hers", "labels 3", "labels 4"]
    assert here.document.active.name == "labels 4"
    here.document.undo()
    assert here.document.active.name == "labels 3"


def test_a_renamed_track_stays_active_also_when_that_is_undone(here: WithTracks) -> None:
    here.document.set_active("hers")
    here.tracks.rename("hers", "Anna")
    assert (here.names, here.document.active.name) == (["mine", "Anna"], "Anna")
    here.document.undo()
    assert (here.names, here.document.active.name) == (["mine", "hers"], "hers")
    here.document.redo()
    assert here.document.active.name == "Anna"
    here.document.go_to(0)
    assert here.document.active.name == "hers"


def test_two_tracks_never_have_one_name(here: WithTracks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(here.editor.refused) as said:
        here.tracks.rename("hers", "mine")
    assert said.args == ["There is a track 'mine' already."]
    assert here.names == ["mine", "hers"]


def test_who_owns_a_track_is_the_source_of_what_is_edited_in_it(here: WithTracks) -> None:
    here.tracks.assign("mine", "Ben")
    here.editor.relabel([RUN], "walk")
    assert [one.source.name for one in here.document.active.segments] == ["", "Ben"]
    here.tracks.assign("mine", "")
    assert here.document.active.annotator == ""
    here.document.go_to(0)
    here.document.go_to(2)
    assert here.document.active.annotator == "Ben"


def test_a_track_that_says_something_goes_only_after_a_look(here: WithTracks, qtbot: QtBot) -> None:
    before = here.document.labels
    with qtbot.waitSignal(here.tracks.removal_proposed) as proposed:
        here.tracks.propose_removal("mine")
    assert proposed.args == [before.tracks[0]]
    assert here.document.labels is before
    here.tracks.remove("mine")
    assert (here.names, here.document.active.name) == (["hers"], "hers")
    here.document.undo()
    assert here.document.labels == before


def test_an_empty_track_goes_at_once(here: WithTracks, qtbot: QtBot) -> None:
    here.tracks.add("new")
    with qtbot.assertNotEmitted(here.tracks.removal_proposed):
        here.tracks.propose_removal("new")
    assert here.names == ["mine", "hers"]


def test_adding_a_track_is_undone_although_it_was_hidden_since(here: WithTracks) -> None:
    here.tracks.add("new")
    here.document.set_track_visible(2, False)
    here.document.undo()
    assert here.names == ["mine", "hers"]


def test_a_track_that_the_first_label_will_make_cannot_be_renamed(
    here: WithTracks, qtbot: QtBot
) -> None:
    here.tracks.remove("mine")
    here.tracks.remove("hers")
    with qtbot.waitSignal(here.editor.refused):
        here.tracks.rename(here.document.active.name, "mine")
    assert here.names == []
