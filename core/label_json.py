"""Label tracks as plain JSON and back, exactly. Knows nothing of files.

A list of segments is ``{"sources": [[kind, name, date], …], "rows": [[start, stop, class, score,
source, note], …]}`` where ``source`` is a place in ``sources``; a list of spans is
``[[start, stop], …]``. Frames are half-open.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from core.labels import LabelTrack, Segment, Source, Span

VERSION = 1

Json = dict[str, Any]
T = TypeVar("T")


def as_json(track: LabelTrack) -> Json:
    """What `track_from_json` reads; the key ``kinescribe_track`` holds the version."""
    return {
        "kinescribe_track": VERSION,
        "name": track.name,
        "annotator": track.annotator,
        "n_frames": track.n_frames,
        "visible": track.visible,
        "segments": segments_as_json(track.segments),
        "reviewed": spans_as_json(track.reviewed),
        "rejected": segments_as_json(sorted(track.rejected)),
    }


def track_from_json(content: Json) -> LabelTrack:
    """The track that `as_json` described.

    Raises
    ------
    ValueError
        If something is missing, of the wrong type, or cannot be true of a track.
    """
    return reading("track", _track, content)


def _track(content: Json) -> LabelTrack:
    if content["kinescribe_track"] != VERSION:
        raise ValueError(f"it is of version {content['kinescribe_track']}, not {VERSION}")
    return LabelTrack(
        name=str(content["name"]),
        n_frames=int(content["n_frames"]),
        segments=segments_from_json(content["segments"]),
        reviewed=spans_from_json(content["reviewed"]),
        visible=bool(content["visible"]),
        annotator=str(content["annotator"]),
        rejected=frozenset(segments_from_json(content["rejected"])),
    )


def segments_as_json(segments: Iterable[Segment]) -> Json:
    sources: dict[Source, int] = {}
    rows = [
        [s.start, s.stop, s.class_name, s.score, sources.setdefault(s.source, len(sources)), s.note]
        for s in segments
    ]
    return {"sources": [[s.kind, s.name, s.date] for s in sources], "rows": rows}


def segments_from_json(content: Json) -> tuple[Segment, ...]:
    sources = [Source(*map(str, source)) for source in content["sources"]]
    return tuple(
        Segment(int(start), int(stop), str(class_name), float(score), sources[source], str(note))
        for start, stop, class_name, score, source, note in content["rows"]
    )


def spans_as_json(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.stop] for span in spans]


def spans_from_json(content: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(stop)) for start, stop in content)


def reading(what: str, read: Callable[[Json], T], content: Json) -> T:
    """Read JSON of any origin; whatever is wrong with it becomes a `ValueError` that says so."""
    try:
        return read(content)
    except KeyError as error:
        raise ValueError(f"the {what} is damaged: {error} is missing") from error
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        raise ValueError(f"the {what} is damaged: {error}") from error
