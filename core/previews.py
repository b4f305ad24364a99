"""What a file holds, looked at before it is imported; little of it is kept, however long it is."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.formats import LAYOUT_FORMATS, reading, recognise
from core.progress import Steps
from core.recording import Recording

KEPT = 400
"""Frames kept of a recording, spread evenly."""


@dataclass(frozen=True, eq=False)
class Preview:
    """A look at a recording.

    Parameters
    ----------
    path
        Its file.
    format_name
        What people call its format.
    recording
        A few of its frames, with its own rate.
    frames
        ``(n,)``: which frames these are.
    n_frames
        How many there are in the file.
    """

    path: Path
    format_name: str
    recording: Recording
    frames: npt.NDArray[np.intp]
    n_frames: int


def takes_layout(path: Path) -> bool:
    """Whether a file may not say which joints it has, so that somebody can choose a layout.

    Raises
    ------
    FormatError
        If it is no recording.
    """
    known = recognise(path)
    return any(one is known for one in LAYOUT_FORMATS)


def previewing(path: Path, layout: str | None = None) -> Steps[Preview]:
    """Look at a file, with a layout if somebody chose one; see `core.formats.read_recording`.

    Raises
    ------
    FormatError
        If it is no recording.
    """
    format_name = recognise(path).NAME
    whole = yield from reading(path, layout)
    frames = np.unique(
        np.linspace(0, whole.n_frames - 1, min(whole.n_frames, KEPT)).astype(np.intp)
    )
    few = replace(whole, positions=whole.positions[frames], valid=whole.valid[frames])
    return Preview(path, format_name, few, frames, whole.n_frames)
