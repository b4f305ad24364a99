"""``info``: what a recording is."""

from pathlib import Path
from typing import Any

from core.commands.console import shown, tell
from core.formats import reading, recognise
from core.recording import Recording


def info(path: Path, layout: str | None, as_json: bool) -> int:
    format_name = recognise(path).NAME
    tell(described(path, format_name, shown(reading(path, layout))), as_json)
    return 0


def described(path: Path, format_name: str, recording: Recording) -> dict[str, Any]:
    return {
        "path": str(path),
        "format": format_name,
        "fps": recording.fps,
        "frames": recording.n_frames,
        "duration_s": recording.duration,
        "bodies": recording.n_bodies,
        "joints": recording.skeleton.n_joints,
        "joint_names": recording.skeleton.joint_names,
        "parents": recording.skeleton.parents,
        "layout": recording.skeleton.name,
        "units": "m",
        "up_axis": "z",
        "valid_fraction": recording.valid_fraction,
        "warnings": recording.warnings,
    }
