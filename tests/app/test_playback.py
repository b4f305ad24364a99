"""The playhead follows the clock at the recording's own rate and never leaves the recording."""

import pytest
from pytestqt.qtbot import QtBot

from app.playback import Playback


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def playback(clock: Clock, qapp: object) -> Playback:
    playback = Playback(clock=clock)
    playback.set_range(3000, 29.97)
    return playback


def after(playback: Playback, clock: Clock, seconds: float) -> int:
    clock.now += seconds
    playback.tick()
    return playback.frame


def test_ten_minutes_do_not_drift(playback: Playback, clock: Clock) -> None:
    playback.set_range(30_000, 29.97)
    playback.play()
    for tick in range(1, 60_001):
        clock.now = 100 + tick * 0.01
        playback.tick()
    assert playback.frame == int(600 * 29.97)


def test_a_slow_computer_drops_frames(playback: Playback, clock: Clock) -> None:
    playback.play()
    assert after(playback, clock, 10) == 299


def test_speed_counts_from_where_it_was_changed(playback: Playback, clock: Clock) -> None:
    playback.play()
    assert after(playback, clock, 1) == 29
    playback.set_speed(8)
    assert after(playback, clock, 1) == 29 + 239


def test_backwards_is_the_mirror_of_forwards(playback: Playback, clock: Clock) -> None:
    playback.seek(1000)
    playback.set_speed(-1)
    playback.play()
    assert after(playback, clock, 10) == 1000 - 299


def test_playing_stops_on_the_last_frame(playback: Playback, clock: Clock) -> None:
    playback.seek(2990)
    playback.play()
    assert after(playback, clock, 5) == 2999
    assert not playback.playing


def test_playing_at_the_end_begins_again(playback: Playback, clock: Clock) -> None:
    playback.seek(2999)
    playback.play()
    assert playback.frame == 0


def test_looping_goes_back_to_the_start(playback: Playback, clock: Clock) -> None:
    playback.set_loop(True)
    playback.seek(2990)
    playback.play()
    assert after(playback, clock, 5) == 0
    assert playback.playing
    playback.pause()


def test_a_span_is_played_once_or_in_a_loop(playback: Playback, clock: Clock) -> None:
    playback.seek(500)
    playback.play_span(100, 110)
    assert playback.frame == 100
    assert after(playback, clock, 0.2) == 105
    assert after(playback, clock, 1) == 109
    assert not playback.playing
    playback.set_loop(True)
    playback.play_span(100, 110)
    assert after(playback, clock, 1) == 100
    assert playback.playing
    playback.seek(500)
    assert after(playback, clock, 1) == 529
    playback.pause()


def test_a_span_at_the_end_does_not_begin_with_the_recording(playback: Playback) -> None:
    playback.play_span(2999, 3000)
    assert playback.frame == 2999
    playback.pause()


def test_seeking_outside_goes_to_the_nearest_end(playback: Playback) -> None:
    playback.seek(10_000)
    assert playback.frame == 2999
    playback.seek(-5)
    assert playback.frame == 0


def test_nothing_plays_without_a_recording(qapp: object) -> None:
    playback = Playback()
    playback.toggle()
    playback.seek(7)
    assert not playback.playing
    assert playback.frame == 0


def test_shuttle_gets_faster_and_turns_round(playback: Playback) -> None:
    playback.shuttle(1)
    playback.shuttle(1)
    assert playback.speed == 2
    playback.shuttle(-1)
    assert playback.speed == -1
    playback.pause()


def test_it_moves_by_itself(playback: Playback, clock: Clock, qtbot: QtBot) -> None:
    playback.play()
    clock.now += 1
    qtbot.waitUntil(lambda: playback.frame == 29)
    playback.pause()


def test_a_standing_playhead_or_one_too_fast_is_refused(playback: Playback) -> None:
    for speed in (0, 9, -100):
        with pytest.raises(ValueError, match="cannot play"):
            playback.set_speed(speed)
