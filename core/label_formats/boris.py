"""BORIS projects: JSON with an ethogram and, for each observation, events in seconds.

An event is ``[time, subject, behaviour, modifiers, comment]``. Behaviours of type "State event" go
on and off by turns, those of type "Point event" happen. An observation is that of a recording if it
is called so or one of its media files is. Times include the observation's ``time offset``, whatever
is played before the recording (`boris_media`), and, if ``media_creation_date_as_offset`` says so,
the time at which its medium was made. When a project is written again, everything in it stays but
the events of the subjects that are written.
Specification: O. Friard & M. Gamba, BORIS user guide, and project files of version 7.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.label_formats.boris_events import EITHER, POINT, Event, events, segments
from core.label_formats.boris_media import about_medium, begins, check_alone, media
from core.label_formats.content import REFUSED, Content, Remark, taken
from core.label_formats.convention import BORDERS, NOTES, SECONDS, TRACKS, Convention
from core.label_formats.numbers import time
from core.label_formats.tables import json_of
from core.label_formats.written import Sheet
from core.label_json import reading

NAME = "BORIS project"
SUFFIXES: tuple[str, ...] = (".boris",)
CONVENTION = Convention(SECONDS, digits=3, keeps=frozenset({TRACKS, NOTES, BORDERS}))

_KEYS = (b'"behaviors_conf"', b'"subjects_conf"', b'"project_format_version"')
_STATE_TYPE, _POINT_TYPE = "State event", "Point event"
_NO_MODIFIERS = ("", "None")
_EVENT_LENGTH = 5
_Json = dict[str, Any]


def looks_like(head: bytes) -> bool:
    return head.lstrip()[:1] == b"{" and any(key in head for key in _KEYS)


def parse(path: Path, recording: str = "") -> Content:
    return reading("BORIS project", lambda project: _content(project, recording), json_of(path))


def recordings(path: Path) -> tuple[str, ...]:
    """The names of the observations, and of their media files."""
    return reading("BORIS project", lambda project: tuple(_all_names(project)), json_of(path))


def compose(sheet: Sheet) -> bytes:
    """A project, or the original one with the events of these tracks in place of its own."""
    project = json_of(sheet.original) if sheet.original else _empty_project()
    written = reading("BORIS project", lambda content: _written(content, sheet), project)
    return json.dumps(written, ensure_ascii=False, indent=1).encode()


def _content(project: Mapping[str, Any], recording: str) -> Content:
    name, observation = _chosen(project, recording)
    types = _types(project)
    found = list(_events(observation, types))
    return Content.of(
        [
            *taken(_names(name, observation), recording),
            *(one for one in found if isinstance(one, Remark)),
            *segments(one for one in found if isinstance(one, Event)),
        ],
        length=about_medium("length", observation, recording),
        fps=about_medium("fps", observation, recording),
        offset=begins(observation, recording),
        classes=tuple(types),
    )


def _chosen(project: Mapping[str, Any], recording: str) -> tuple[str, _Json]:
    """The observation of a recording, or the only one there is."""
    observations = project["observations"]
    own = [name for name in observations if recording in _names(name, observations[name])]
    if not own or not recording:
        own = list(observations)
    if len(own) != 1:
        which = f"is of {recording!r}" if recording else "is asked for"
        raise ValueError(f"holds {len(observations)} observations, and not one of them {which}")
    return own[0], observations[own[0]]


def _all_names(project: Mapping[str, Any]) -> Iterator[str]:
    for name, observation in project["observations"].items():
        yield from _names(name, observation)


def _names(name: str, observation: Mapping[str, Any]) -> list[str]:
    return [name, *media(observation)]


def _types(project: Mapping[str, Any]) -> dict[str, str]:
    """What kind of event each behaviour of the ethogram is, in its order."""
    return {one["code"]: one["type"] for one in project["behaviors_conf"].values()}


def _events(observation: Mapping[str, Any], types: Mapping[str, str]) -> Iterator[Event | Remark]:
    for number, cells in enumerate(observation["events"], 1):
        where = f"event {number}"
        try:
            yield _event(where, cells, types)
        except ValueError as error:
            yield Remark(REFUSED, where, str(error))


def _event(where: str, cells: list[Any], types: Mapping[str, str]) -> Event:
    at, subject, behaviour, modifiers, comment = [*cells, "", ""][:_EVENT_LENGTH]
    if behaviour not in types:
        raise ValueError(f"behaviour {behaviour!r} is not in the ethogram")
    kind = POINT if types[behaviour].startswith(_POINT_TYPE) else EITHER
    modifiers = "" if modifiers in _NO_MODIFIERS else str(modifiers)
    return Event(where, time(at), str(subject), behaviour, kind, modifiers, str(comment))


def _empty_project() -> _Json:
    return {
        "time_format": "hh:mm:ss",
        "project_date": "",
        "project_name": "",
        "project_description": "",
        "project_format_version": "7.0",
        "subjects_conf": {},
        "behaviors_conf": {},
        "observations": {},
        "behavioral_categories": [],
        "independent_variables": {},
        "coding_map": {},
        "behaviors_coding_map": [],
        "converters": {},
    }


def _written(project: _Json, sheet: Sheet) -> _Json:
    _include(project["subjects_conf"], "name", [name for name in sheet.tracks if name], {})
    _include(project["behaviors_conf"], "code", sheet.classes, _behaviour())
    name = sheet.clock.recording or "observation"
    if project["observations"]:
        name, observation = _chosen(project, sheet.clock.recording)
        check_alone(name, observation)
    else:
        observation = _empty_observation(sheet)
    others = [one for one in observation["events"] if one[1] not in sheet.tracks]
    own = [_cells(event) for event in events(sheet.rows)]
    points = {code for code, kind in _types(project).items() if kind.startswith(_POINT_TYPE)}
    own = list(_as_points(own, points))
    observation["events"] = sorted([*others, *own], key=lambda one: float(one[0]))
    project["observations"][name] = observation
    return project


def _behaviour() -> _Json:
    """A state that nothing more is known of, with all the fields that BORIS looks for."""
    unknown = dict.fromkeys(("color", "category", "excluded", "coding map"), "")
    return {"type": _STATE_TYPE, "modifiers": {}, **unknown}


def _include(listed: _Json, key: str, names: Any, more: Mapping[str, Any]) -> None:
    """Add what is not in a list of BORIS yet; its keys are numbers as text."""
    known = {one[key] for one in listed.values()}
    free = max((int(number) for number in listed), default=-1) + 1
    for number, name in enumerate((one for one in names if one not in known), free):
        about = {"key": "", key: name, "description": "", **more}
        listed[str(number)] = about


def _empty_observation(sheet: Sheet) -> _Json:
    media = sheet.clock.recording or "recording"
    _, duration = CONVENTION.numbers(0, sheet.clock.n_frames or 0, sheet.clock)
    info = {"length": {media: duration}, "fps": {media: sheet.clock.fps}, "offset": {"1": 0.0}}
    return {
        "file": {"1": [media]},
        "type": "MEDIA",
        "date": "",
        "description": "",
        "time offset": 0.0,
        "events": [],
        "independent_variables": {},
        "observation time interval": [0, 0],
        "close_behaviors_between_videos": False,
        "scan_sampling_time": 0,
        "media_info": {**info, "hasVideo": {}, "hasAudio": {}},
    }


def _cells(event: Event) -> list[Any]:
    return [event.time, event.subject, event.behaviour, "", event.comment]


def _as_points(cells: list[list[Any]], points: set[str]) -> Iterator[list[Any]]:
    """A point event has a time alone: of segments of such behaviours, only the starts."""
    begun: set[tuple[str, str]] = set()
    for one in cells:
        key = (one[1], one[2])
        if one[2] not in points or key not in begun:
            yield one
        begun ^= {key}
