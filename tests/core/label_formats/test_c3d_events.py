"""C3D events: points in, segments out and back, into a file whose positions do not change."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.formats import read_recording
from core.formats.c3d_header import read_header
from core.formats.c3d_numbers import Processor
from core.label_formats import Clock, c3d_events, import_labels, write_labels
from core.labels import LabelTrack, Segment
from tests.core.formats.c3d_files import C3d

EVENTS = {
    "EVENT:USED": [3],
    "EVENT:CONTEXTS": ["Left", "Right", "Left"],
    "EVENT:LABELS": ["Foot Strike", "Foot Strike", "Foot Off"],
    "EVENT:SUBJECTS": ["Ada", "Ada", "Ada"],
    "EVENT:TIMES": [0.0, 0.5, 0.0, 0.75, 1.0, 0.1],
}


def points(n_frames: int) -> np.ndarray:
    return np.random.default_rng(1).uniform(100, 900, (n_frames, 5, 4))


@pytest.fixture(params=list(Processor), ids=lambda one: one.name)
def recording(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """6,000 frames at 100 a second, of which the first has the number 41."""
    path = tmp_path / "gait.c3d"
    made = C3d(points(6000), list("ABCDE"), request.param, first_frame=41, more=EVENTS)
    path.write_bytes(made.content())
    return path


def said(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    found = import_labels(path, Clock(100, 6000), "c3d_events")
    return {t.name: [(s.start, s.stop, s.class_name) for s in t.segments] for t in found.tracks}


def test_times_count_from_frame_one_and_contexts_are_tracks(recording: Path) -> None:
    found = import_labels(recording, Clock(100, 6000))
    assert said(recording) == {
        "Left": [(10, 11, "Foot Strike"), (5970, 5971, "Foot Off")],
        "Right": [(35, 36, "Foot Strike")],
    }
    assert [one.kind for one in found.report.remarks] == ["widened"] * 3


def test_events_change_and_positions_do_not(recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "ours.c3d"
    segments = (Segment(0, 1, "Foot Strike"), Segment(1, 40, "swing"), Segment(40, 6000, "swing"))
    report = write_labels([LabelTrack("Left", 6000, segments)], out, 100, originals=[recording])
    assert (report.n_written, report.n_frames_differ, report.kept) == (3, 0, ("Right",))
    assert said(out) == {
        "Left": [(s.start, s.stop, s.class_name) for s in segments],
        "Right": [(35, 36, "Foot Strike")],
    }
    before, after = read_recording(recording), read_recording(out)
    assert np.array_equal(before.positions, after.positions)
    assert np.array_equal(before.valid, after.valid)
    old, new = read_header(recording).parameters, read_header(out).parameters
    same = {name for name in old if not name.startswith("EVENT:")} - {"POINT:DATA_START"}
    assert {name: new[name] for name in same} == {name: old[name] for name in same}
    assert new["EVENT:SUBJECTS"][2] == "Ada"


def test_events_need_a_recording_and_room(recording: Path, tmp_path: Path) -> None:
    track = LabelTrack("a", 6000, tuple(Segment(10 * k, 10 * k + 9, "hop") for k in range(130)))
    with pytest.raises(FormatError, match="events are part of a recording"):
        write_labels([track], tmp_path / "new.c3d", 100)
    with pytest.raises(FormatError, match="can hold 255 events, and these are 26"):
        write_labels([track], tmp_path / "new.c3d", 100, originals=[recording])
    assert not (tmp_path / "new.c3d").exists()


def test_damage_is_refused_or_harmless(recording: Path) -> None:
    content, random = recording.read_bytes()[:4096], np.random.default_rng(3)
    for _ in range(100):
        broken = bytearray(content)
        for place in random.integers(0, 2048, 3):
            broken[place] = random.integers(256)
        recording.write_bytes(bytes(broken[: random.integers(100, 4096)]))
        try:
            import_labels(recording, Clock(100, 6000), "c3d_events")
        except FormatError as error:
            assert error.why


@pytest.mark.parametrize("name", ["vicon_PiG_Motion3_FF", "c3dorg_Eb015sr", "cmu_02_01"])
def test_real_files(shared: Path, tmp_path: Path, name: str) -> None:
    path = shared / "samples" / "c3d" / f"{name}.c3d"
    recording, header = read_recording(path), read_header(path)
    found = import_labels(path, Clock(recording.fps, recording.n_frames))
    n_events = {"vicon_PiG_Motion3_FF": 12, "c3dorg_Eb015sr": 3, "cmu_02_01": 0}[name]
    assert found.report.n_read == n_events
    assert not found.report.refused
    track = LabelTrack("me", recording.n_frames, (Segment(1, recording.n_frames, "walk"),))
    out = tmp_path / path.name
    write_labels([track], out, recording.fps, originals=[path])
    assert np.array_equal(read_recording(out).positions, recording.positions)
    assert c3d_events.parse(out).offset == pytest.approx((header.first_frame - 1) / header.fps)
