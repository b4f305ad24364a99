"""A class key: tapped it assigns, held it paints, moved back it erases what it painted."""

import pytest

from app.document import Document
from app.editor import Editor
from app.painter import TAP_S, Painter
from app.playback import Playback
from tests.app.opening import RUN, WALK, Opened


class Clocked(Opened):
    """With a clock that stands still until it is set; 10 frames a second."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0
        self.playback = Playback(clock=lambda: self.seconds)
        self.editor = Editor(self.document, self.playback)
        self.painter = Painter(self.document, self.playback, self.editor)
        self.playback.set_range(100, 10)

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds
        self.playback.tick()


@pytest.fixture
def here(qapp: object) -> Clocked:
    return Clocked()


def drafted(document: Document) -> list[tuple[int, int, str]]:
    return [(s.start, s.stop, s.class_name) for s in document.tracks[0].segments]


UNCHANGED = [(10, 20, "walk"), (30, 60, "run")]


def test_a_tap_while_playing_labels_the_selection_and_paints_nothing(here: Clocked) -> None:
    here.document.select([RUN])
    here.playback.play()
    here.painter.press("sit")
    here.pass_by(TAP_S)
    assert here.playback.frame == round(TAP_S * 10)
    assert here.document.draft is None
    here.painter.release()
    assert here.said == [(10, 20, "walk"), (30, 60, "sit")]


def test_a_tap_is_about_the_frame_at_which_it_was_pressed(here: Clocked) -> None:
    here.playback.seek(WALK.stop - 1)
    here.playback.play()
    here.painter.press("sit")
    here.pass_by(TAP_S)
    here.painter.release()
    assert here.said[0] == (10, 20, "sit")


@pytest.mark.parametrize("speed", [0.5, 1, 4])
def test_a_hold_paints_from_where_it_was_pressed_at_any_speed(here: Clocked, speed: float) -> None:
    here.playback.seek(62)
    here.playback.set_speed(speed)
    here.playback.play()
    here.painter.press("sit")
    here.pass_by(TAP_S + 0.3)
    last = here.playback.frame
    assert drafted(here.document)[2] == (62, last + 1, "sit")
    assert here.said == UNCHANGED
    here.painter.release()
    assert here.said[2] == (62, last + 1, "sit")
    here.document.undo()
    assert here.said == UNCHANGED


def test_moving_back_erases_only_what_the_stroke_painted(here: Clocked) -> None:
    here.playback.seek(25)
    here.painter.press("sit")
    here.playback.seek(40)
    assert drafted(here.document)[1:] == [(25, 41, "sit"), (41, 60, "run")]
    here.playback.seek(28)
    assert drafted(here.document) == [(10, 20, "walk"), (25, 29, "sit"), (30, 60, "run")]
    here.painter.release()
    assert here.said == [(10, 20, "walk"), (25, 29, "sit"), (30, 60, "run")]


def test_a_stroke_back_at_its_beginning_leaves_nothing_and_is_no_tap(here: Clocked) -> None:
    here.document.select([RUN])
    here.playback.seek(62)
    here.painter.press("sit")
    here.playback.seek(70)
    here.playback.seek(62)
    here.painter.release()
    assert here.said == UNCHANGED
    assert here.document.draft is None
    assert not here.document.history.steps


def test_in_a_standing_picture_the_first_step_paints(here: Clocked) -> None:
    here.playback.seek(62)
    here.painter.press("sit")
    here.playback.step(1)
    here.painter.release()
    assert here.said[2] == (62, 64, "sit")


def test_a_dropped_stroke_paints_nothing(here: Clocked) -> None:
    here.playback.seek(62)
    here.painter.press("sit")
    here.playback.seek(70)
    assert here.painter.drop()
    here.playback.seek(75)
    here.painter.release()
    assert (here.said, here.document.draft) == (UNCHANGED, None)
    assert not here.painter.drop()


def test_what_may_not_be_painted_is_not_left_as_a_draft(here: Clocked) -> None:
    here.document.read_only = "another program has it"
    here.playback.seek(62)
    here.painter.press("sit")
    here.playback.seek(70)
    here.painter.release()
    assert (here.said, here.document.draft) == (UNCHANGED, None)
