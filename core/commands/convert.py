"""``convert``: a recording to another format."""

from dataclasses import replace
from pathlib import Path

from core.commands.console import note, shown, tell
from core.formats import losses, reading, write_recording, writer_of


def convert(
    source: Path, target: Path, fps: float | None, layout: str | None, as_json: bool
) -> int:
    """Write ``source`` as ``target``; ``fps`` corrects the frame rate, it never resamples."""
    writer_of(target)
    recording = shown(reading(source, layout))
    if fps is not None:
        recording = replace(recording, fps=fps)
    lost = losses(recording, target)
    write_recording(recording, target)
    for file, said in ((source, recording.warnings), (target, lost)):
        for warning in said:
            note(f"{file}: {warning}")
    if as_json:
        result = {
            "path": str(target),
            "fps": recording.fps,
            "frames": recording.n_frames,
            "bodies": recording.n_bodies,
            "warnings": recording.warnings,
            "lost": lost,
        }
        tell(result, as_json)
    return 0
