"""``convert``: a recording to another format."""

from dataclasses import replace
from pathlib import Path

from core.commands.console import note, shown
from core.formats import reading, write_recording, writer_of


def convert(source: Path, target: Path, fps: float | None, layout: str | None) -> int:
    """Write ``source`` as ``target``; ``fps`` corrects the frame rate, it never resamples."""
    writer_of(target)
    recording = shown(reading(source, layout))
    for warning in recording.warnings:
        note(f"{source}: {warning}")
    write_recording(recording if fps is None else replace(recording, fps=fps), target)
    return 0
