"""Damaged files of every format are read, or refused with a reason, but nothing breaks."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.label_formats import (
    LABEL_FORMATS,
    WRITERS,
    Clock,
    LabelWriter,
    c3d_events,
    import_labels,
    module_name,
    write_labels,
)
from core.labels import LabelTrack, Segment, Span

READABLE = [one for one in WRITERS if one in LABEL_FORMATS and one is not c3d_events]
"""C3D is damaged in a test of its own: these need no recording."""
N_DAMAGED = 100


def damaged(content: bytes, random: np.random.Generator) -> bytes:
    """Cut, changed, doubled, or with a number that nobody meant."""
    start, stop = sorted(random.integers(0, len(content) + 1, 2).tolist())
    junk = random.choice(
        [b"", b"NaN", b"-1", b"1e999", b"9" * 400, b"\0", b'"', b"<", b"\xff", b"["]
    )
    piece = (content[start : start + 40], random.bytes(3), bytes(junk))[random.integers(3)]
    end = (start, min(start + 5, len(content)), stop)[random.integers(3)]
    return content[:start] + piece + content[end:]


@pytest.mark.parametrize("writer", READABLE, ids=lambda one: one.NAME)
def test_damage_is_refused_or_harmless(tmp_path: Path, writer: LabelWriter) -> None:
    path, random = tmp_path / "a", np.random.default_rng(7)
    segments = tuple(Segment(20 * k, 20 * k + 10, ("bow", "clapping")[k % 2]) for k in range(4))
    tracks = [LabelTrack("a", 90, segments, (Span(0, 90),)), LabelTrack("b", 90, segments[:1])]
    write_labels(tracks, path, 30, module_name(writer))
    content, n_refused = path.read_bytes(), 0
    for _ in range(N_DAMAGED):
        path.write_bytes(damaged(content, random))
        try:
            found = import_labels(path, Clock(30, 90), module_name(writer))
        except FormatError as error:
            assert error.why
            n_refused += 1
        else:
            assert all(track.n_frames == 90 for track in found.tracks)
    assert 0 < n_refused < N_DAMAGED or writer.SUFFIXES == (".txt",)
