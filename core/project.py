"""A project: a folder of recordings and their labels, in plain files. Knows nothing of windows.

``project.json``
    ``{"kinescribe_project": 1, "classes": ["walk", …], "recordings": ["recordings/a.csv", …]}``;
    recordings are relative to the folder or absolute.
``labels/NAME.json``
    The tracks of the recording NAME: ``{"n_frames": n, "tracks": [{"name", "visible", "segments":
    [[start, stop, class, score], …], "reviewed": [[start, stop], …]}, …]}``, frames half-open.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.atomic import replacing
from core.errors import FormatError
from core.labels import LabelTrack, Segment, Span

FILE = "project.json"
VERSION = 1


@dataclass(frozen=True)
class Project:
    """What ``project.json`` says; labels are read when asked for."""

    folder: Path
    classes: tuple[str, ...]
    recordings: tuple[Path, ...]

    def __post_init__(self) -> None:
        names = [path.stem for path in self.recordings]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two recordings are called {name!r}")

    @classmethod
    def open(cls, folder: Path) -> "Project":
        """Read a project folder.

        Raises
        ------
        FormatError
            If it is none, or its ``project.json`` is damaged.
        """
        path = folder / FILE
        content = _read_json(path)
        try:
            if content["kinescribe_project"] != VERSION:
                raise ValueError(f"is of version {content['kinescribe_project']}, not {VERSION}")
            recordings = tuple(folder / Path(name) for name in content["recordings"])
            return cls(folder, tuple(map(str, content["classes"])), recordings)
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(path, "", _reason(error)) from error

    def save(self) -> None:
        """Write ``project.json``."""
        _write_json(
            self.folder / FILE,
            {
                "kinescribe_project": VERSION,
                "classes": self.classes,
                "recordings": [self._relative(path) for path in self.recordings],
            },
        )

    def tracks(self, recording: Path) -> tuple[LabelTrack, ...]:
        """The label tracks of a recording; none if nobody has labelled it.

        Raises
        ------
        FormatError
            If its labels are damaged: they are never taken for absent.
        """
        path = self._labels(recording)
        if not path.exists():
            return ()
        content = _read_json(path)
        try:
            return tuple(_track(track, int(content["n_frames"])) for track in content["tracks"])
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(path, "", _reason(error)) from error

    def save_tracks(self, recording: Path, tracks: tuple[LabelTrack, ...]) -> None:
        """Replace the labels of a recording by these."""
        path = self._labels(recording)
        path.parent.mkdir(exist_ok=True)
        n_frames = tracks[0].n_frames if tracks else 0
        _write_json(path, {"n_frames": n_frames, "tracks": [_plain(track) for track in tracks]})

    def _labels(self, recording: Path) -> Path:
        return self.folder / "labels" / f"{recording.stem}.json"

    def _relative(self, path: Path) -> str:
        inside = path.is_relative_to(self.folder)
        return path.relative_to(self.folder).as_posix() if inside else str(path.absolute())


def _track(content: dict[str, Any], n_frames: int) -> LabelTrack:
    return LabelTrack(
        name=content["name"],
        n_frames=n_frames,
        segments=tuple(Segment(*segment) for segment in content["segments"]),
        reviewed=tuple(Span(*span) for span in content["reviewed"]),
        visible=bool(content["visible"]),
    )


def _plain(track: LabelTrack) -> dict[str, Any]:
    return {
        "name": track.name,
        "visible": track.visible,
        "segments": [[s.start, s.stop, s.class_name, s.score] for s in track.segments],
        "reviewed": [[span.start, span.stop] for span in track.reviewed],
    }


def _reason(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise FormatError(path, "", "no such file: is this a Kinescribe project?") from error
    except json.JSONDecodeError as error:
        raise FormatError(path, f"line {error.lineno}", f"is not JSON: {error.msg}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(path, "", f"cannot be read: {error}") from error


def _write_json(path: Path, content: Any) -> None:
    with replacing(path) as temporary:
        text = json.dumps(content, ensure_ascii=False, indent=1)
        temporary.write_text(text + "\n", "utf-8")
