"""What a BORIS observation plays, and when: media side by side on players, or in a row on one.

Times of an observation go on from one medium to the next; players may begin later than others.
Specification: O. Friard & M. Gamba, BORIS user guide, "Media based coding".
"""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from core.label_formats.numbers import time

_Json = dict[str, Any]


def media(observation: Mapping[str, Any]) -> list[str]:
    """The names of its media, without folders and suffixes."""
    players = observation.get("file") or {}
    return [_stem(file) for files in players.values() for file in files]


def begins(observation: _Json, recording: str) -> float:
    """Where on the clock of an observation a recording begins, in seconds.

    Raises
    ------
    ValueError
        If the observation does not say it.
    """
    info = observation.get("media_info") or {}
    offset = time(observation.get("time offset") or 0) + _created(observation, info)
    player, before, _ = _played(observation, recording)
    shifted = time((info.get("offset") or {}).get(player) or 0)
    lengths = info.get("length") or {}
    if unknown := [file for file in before if file not in lengths]:
        raise ValueError(f"plays {unknown[0]!r} before {recording!r} and does not say for how long")
    return offset + shifted + sum(time(lengths[file]) for file in before)


def about_medium(what: str, observation: _Json, recording: str) -> float | None:
    """``length`` or ``fps`` of a recording's medium, or else of the only one."""
    values = (observation.get("media_info") or {}).get(what)
    medium = _played(observation, recording)[2]
    return time(values[medium]) if values and medium in values else _only(values)


def check_alone(name: str, observation: _Json) -> None:
    """Raise a `ValueError` if events may be of another recording, for they would be lost."""
    if any(len(files) > 1 for files in (observation.get("file") or {}).values()):
        raise ValueError(
            f"observation {name!r} plays several media in a row, and one of them cannot be "
            "written without the others; write to a new file"
        )


def _played(observation: _Json, recording: str) -> tuple[str, list[str], str]:
    """The player of a recording, the media before it on that, and its own; "" if it is none."""
    for player, files in (observation.get("file") or {}).items():
        stems = [_stem(file) for file in files]
        if recording in stems:
            place = stems.index(recording)
            return player, files[:place], files[place]
    return "", [], ""


def _created(observation: _Json, info: Mapping[str, Any]) -> float:
    """When the medium was made, in seconds, if times count from the same zero as that."""
    if not observation.get("media_creation_date_as_offset"):
        return 0.0
    created = _only(info.get("media_creation_time"))
    if created is None:
        raise ValueError("counts from when its media were made, and does not say one such time")
    return created


def _only(values: Mapping[str, Any] | None) -> float | None:
    """A number that is the same for all media; with several in a row, none is that of all."""
    numbers = {time(value) for value in (values or {}).values()}
    return numbers.pop() if len(numbers) == 1 and len(values or {}) == 1 else None


def _stem(file: str) -> str:
    return PurePath(file.replace("\\", "/")).stem
