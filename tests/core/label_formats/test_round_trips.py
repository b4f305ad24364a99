"""Every format that is written, at every rate: what is read was meant, or the loss is named.

Frames are compared with a dense oracle of its own, not with the comparison under test.
"""

import json
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FormatError
from core.label_formats import (
    WRITERS,
    Clock,
    LabelWriter,
    import_labels,
    label_writer,
    module_name,
    pkummd_csv,
    write_labels,
)
from core.label_formats.convention import BORDERS, FRAMES, MILLISECONDS, REVIEWED, TRACKS
from core.label_formats.imported import imported
from core.labels import LabelTrack, Segment, Span
from tests.core.formats.c3d_files import C3d

RATES = (24, 25, 30000 / 1001, 30, 50, 58.83, 100, 120)
NAMES = ("Gehen – schnell", "走る", 'sit "down", <now> & then', "bow", "ß")
N = 400

writers = pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one.NAME)


@st.composite
def ranges(draw: st.DrawFn, n_frames: int) -> list[tuple[int, int]]:
    """Ranges that touch or not, some of one frame, often at the ends of the recording."""
    edges = draw(st.sets(st.integers(0, n_frames) | st.sampled_from((0, 1, n_frames)), max_size=14))
    ordered = sorted(edges)
    return [pair for pair in pairwise(ordered) if draw(st.booleans())]


@st.composite
def tracks(draw: st.DrawFn, names: tuple[str, ...] = NAMES) -> list[LabelTrack]:
    made = []
    for name in draw(st.sampled_from((("Hände",), ("Hände", "Füße & Knie")))):
        spans = draw(ranges(N))
        segments = tuple(Segment(a, b, draw(st.sampled_from(names))) for a, b in spans)
        reviewed = tuple(Span(a, b) for a, b in draw(ranges(N)))
        made.append(LabelTrack(name, N, segments, reviewed))
    return made


def originals(folder: Path, fps: float, n_frames: int = N) -> list[Path]:
    """A recording of this length and rate, for formats that are written into one."""
    path = folder / "recording.c3d"
    made = C3d(np.ones((n_frames, 1, 4)), ["A"], fps=float(fps))
    path.write_bytes(made.content())
    return [path]


def counted(
    tracks: list[LabelTrack] | tuple[LabelTrack, ...], by_track: bool
) -> dict[object, object]:
    """How often each class is in each frame, by name, of those that are in any."""
    counts: dict[object, np.ndarray] = {}
    for track in tracks:
        for one in track.segments:
            key = (track.name if by_track else "", one.class_name)
            counts.setdefault(key, np.zeros(N, int))[one.start : one.stop] += 1
    return {key: tuple(count) for key, count in counts.items()}


def segments(tracks: Iterable[LabelTrack]) -> list[tuple[int, int, str]]:
    return sorted((one.start, one.stop, one.class_name) for t in tracks for one in t.segments)


def elan_later(fps: float, milliseconds: int) -> bytes:
    """A document whose medium begins so much later than its clock."""
    header = f'<MEDIA_DESCRIPTOR MEDIA_URL="walk.mp4" TIME_ORIGIN="-{milliseconds}"/>'
    return f"<ANNOTATION_DOCUMENT><HEADER>{header}</HEADER></ANNOTATION_DOCUMENT>".encode()


def boris_later(fps: float, milliseconds: int) -> bytes:
    observation = {"file": {}, "events": [], "time offset": milliseconds / 1000}
    return json.dumps(
        {"subjects_conf": {}, "behaviors_conf": {}, "observations": {"walk": observation}}
    ).encode()


def c3d_later(fps: float, milliseconds: int) -> bytes:
    first = 1 + milliseconds % 60_000
    return C3d(np.ones((N, 1, 4)), ["A"], fps=float(fps), first_frame=first).content()


OFFSETS = {"elan": elan_later, "boris": boris_later, "c3d_events": c3d_later}
"""Documents whose clock does not begin with the recording, by rate and milliseconds."""


def read(path: Path, writer: LabelWriter, fps: float) -> tuple[LabelTrack, ...]:
    clock = Clock(fps, N, 0.0, path.stem)
    return imported(writer.parse(path, path.stem), writer.CONVENTION, clock, path.stem).tracks


@writers
@given(data=st.data(), fps=st.sampled_from(RATES))
def test_no_frame_differs(
    tmp_path_factory: pytest.TempPathFactory, writer: LabelWriter, data: st.DataObject, fps: float
) -> None:
    made = data.draw(tracks(pkummd_csv.CLASSES[:4] if writer is pkummd_csv else NAMES))
    path = tmp_path_factory.getbasetemp() / f"Läufer 1{writer.SUFFIXES[0]}"
    path.unlink(missing_ok=True)
    report = write_labels(
        made,
        path,
        fps,
        module_name(writer),
        recording=path.stem,
        originals=originals(path.parent, fps),
    )
    again = read(path, writer, fps)
    keeps = writer.CONVENTION.keeps
    assert counted(again, TRACKS in keeps) == counted(made, TRACKS in keeps)
    assert (report.n_frames_differ, report.refused) == (0, ())
    assert report.n_written == sum(len(track.segments) for track in made)
    if BORDERS in keeps:
        borders = [
            sorted((s.start, s.stop) for t in some for s in t.segments) for some in (made, again)
        ]
        assert borders[0] == borders[1]
    if REVIEWED in keeps:
        known = [
            {t.name: tuple(t.known()) for t in some if t.known().any()} for some in (made, again)
        ]
        assert known[0] == known[1]


@writers
@given(data=st.data(), fps=st.sampled_from(RATES), late=st.integers(0, 5000))
def test_no_frame_differs_where_a_recording_begins_later(
    tmp_path_factory: pytest.TempPathFactory,
    writer: LabelWriter,
    data: st.DataObject,
    fps: float,
    late: int,
) -> None:
    """What is on the clock of a file from its zero is so many frames later in a recording."""
    if writer.CONVENTION.unit == FRAMES:
        return
    made = data.draw(tracks())
    path = tmp_path_factory.getbasetemp() / f"late{writer.SUFFIXES[0]}"
    path.unlink(missing_ok=True)
    write_labels(made, path, fps, module_name(writer), originals=originals(path.parent, fps))
    clock = Clock(fps, N + late, -late / fps)
    again = imported(writer.parse(path), writer.CONVENTION, clock, path.stem)
    assert not again.report.refused
    assert segments(again.tracks) == sorted(
        (one.start + late, one.stop + late, one.class_name) for t in made for one in t.segments
    )


@pytest.mark.parametrize("name", OFFSETS)
@given(data=st.data(), fps=st.sampled_from(RATES), milliseconds=st.integers(0, 900_000))
def test_no_frame_differs_in_a_document_that_begins_otherwise(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    data: st.DataObject,
    fps: float,
    milliseconds: int,
) -> None:
    """Written over a document whose clock does not begin with the recording, and read from it."""
    made = data.draw(tracks())
    path = tmp_path_factory.getbasetemp() / f"theirs{label_writer(Path(), name).SUFFIXES[0]}"
    path.write_bytes(OFFSETS[name](fps, milliseconds))
    report = write_labels(made, path, fps, name, recording="walk")
    assert (report.n_frames_differ, report.refused) == (0, ())
    again = import_labels(path, Clock(fps, N, 0.0, "walk"), name)
    assert segments(again.tracks) == segments(made)


@writers
def test_what_a_format_cannot_hold_is_named(tmp_path: Path, writer: LabelWriter) -> None:
    path = tmp_path / "a"
    segments = (Segment(0, 5, "bow", 0.5, note="!"), Segment(5, 6, "bow"))
    made = [LabelTrack(name, 90, segments, (Span(0, 90),)) for name in ("a", "b")]
    where = originals(tmp_path, 30, 90)
    report = write_labels(made, path, 30, module_name(writer), originals=where)
    assert report.losses == writer.CONVENTION.loses
    assert len(report.losses) == 5 - len(writer.CONVENTION.keeps)


@pytest.mark.parametrize(
    "writer", [one for one in WRITERS if one.CONVENTION.unit == MILLISECONDS], ids=lambda o: o.NAME
)
def test_frames_shorter_than_a_millisecond_are_counted_and_said(
    tmp_path: Path, writer: LabelWriter
) -> None:
    path = tmp_path / f"a{writer.SUFFIXES[0]}"
    segments = tuple(Segment(k, k + 1, ("bow", "clapping")[k % 2]) for k in range(100))
    report = write_labels([LabelTrack("a", 100, segments)], path, 1200)
    assert 0 < report.n_frames_differ <= 100
    assert all("shorter than the times" in one.why for one in report.refused)
    assert report.refused
    assert "1 ms is longer than a frame" in report.losses[-1]
    slow = write_labels([LabelTrack("a", 100, segments)], path, 1000)
    assert (slow.n_frames_differ, slow.refused) == (0, ())


@writers
def test_what_would_be_read_otherwise_leaves_the_old_file(
    tmp_path: Path, writer: LabelWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a{writer.SUFFIXES[0]}"
    path.write_text("what was there")
    made = [LabelTrack("a", 90, (Segment(0, 5, "bow"), Segment(30, 40, "bow")))]
    compose = writer.compose
    less = [LabelTrack("a", 90, (Segment(0, 5, "bow"),))]
    name = module_name(writer)
    where = originals(tmp_path, 30, 90)
    write_labels(less, tmp_path / "less", 30, name, originals=where)
    broken = (tmp_path / "less").read_bytes()
    monkeypatch.setattr(writer, "compose", lambda sheet: broken)
    with pytest.raises(FormatError, match="10 frames differ"):
        write_labels(made, path, 30, name, originals=where)
    assert path.read_text() == "what was there"
    assert {one.name for one in tmp_path.iterdir()} == {path.name, "less", where[0].name}
    monkeypatch.setattr(writer, "compose", compose)
    write_labels(made, path, 30, name, originals=where)


def test_times_need_a_rate(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("0.5\t1.0\twalk\n")
    with pytest.raises(FormatError, match="say which recording they are of"):
        import_labels(path, Clock())
