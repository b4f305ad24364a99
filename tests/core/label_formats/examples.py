"""A small file of every label format, and what it speaks of beside it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from core.label_formats import LABEL_FORMATS, WRITERS, LabelWriter, module_name, write_labels
from core.labels import LabelTrack, Segment, Span
from tests.core.formats.c3d_files import C3d
from tests.core.formats.files import msrc, table

N_FRAMES, FPS = 90, 30


def labels() -> list[LabelTrack]:
    segments = tuple(Segment(20 * k, 20 * k + 10, ("bow", "clapping")[k % 2]) for k in range(4))
    return [
        LabelTrack("a", N_FRAMES, segments, (Span(0, N_FRAMES),)),
        LabelTrack("b", N_FRAMES, segments[:1]),
    ]


def c3d_recording(path: Path, fps: float = FPS, n_frames: int = N_FRAMES) -> Path:
    """One without events, for formats that are written into one."""
    path.write_bytes(C3d(np.ones((n_frames, 1, 4)), ["A"], fps=float(fps)).content())
    return path


def written(writer: LabelWriter, path: Path) -> None:
    original = c3d_recording(path.with_name("original.c3d"))
    write_labels(labels(), path, FPS, module_name(writer), originals=[original])


def tags_file(path: Path) -> None:
    recording = path.with_suffix(".csv")
    recording.write_text(msrc(5))
    times = [int(line.split()[0]) for line in recording.read_text().splitlines()]
    tags = [f"{time * 49_875 // 1000};G1  lift arms\n" for time in times[1:4]]
    path.write_text("XQPCTick;Tag\n" + "".join(tags))


def precog_file(path: Path) -> None:
    path.write_text(table(6, [0, 1, 1, 8, 0, 0]))


WHOLE: dict[str, Callable[[Path], None]] = {
    **{module_name(one): partial(written, one) for one in WRITERS if one in LABEL_FORMATS},
    "msrc12_tags": tags_file,
    "precog_csv": precog_file,
}
"""By the name of the format: what writes a file."""
