"""What the timeline says about what is under the pointer. Pure functions: no widget."""

from app.timeline.gestures import Band, Gesture, Pull
from app.timeline.hits import Hit, Part
from core.labels import IMPORT, MODEL, Segment, Source


def tip(hit: Hit, fps: float) -> str:
    """Class, frames, seconds, source and note; empty where there is nothing to tell."""
    if hit.segment is not None:
        return _of_segment(hit.segment, fps, predicted=hit.part is Part.PREDICTED)
    if hit.reviewed is not None:
        seen = hit.reviewed
        return f"Reviewed: nothing happens here\n{_range(seen.start, seen.stop, fps)}"
    return ""


def drag_tip(gesture: Gesture, pull: Pull, fps: float) -> str:
    """Where a drag has got to: the frame that is shown, and how long the segment becomes."""
    if isinstance(gesture, Band):
        n = len(gesture.touched(pull))
        return f"{n:,} segment{'s' * (n != 1)}"
    added = gesture.change(pull).segments.added
    frame = gesture.shown(pull)
    if not added:
        return f"frame {frame:,} · {frame / fps:.2f} s"
    segment = next((s for s in added if s.start <= frame < s.stop), added[0])
    return f"frame {frame:,} · {frame / fps:.2f} s · {segment.n_frames / fps:.2f} s long"


def _of_segment(segment: Segment, fps: float, predicted: bool) -> str:
    lines = [segment.class_name, _range(segment.start, segment.stop, fps)]
    if predicted:
        lines.append(f"predicted, {segment.score:.0%} sure")
    else:
        lines.append(_of_source(segment.source, segment.score))
    return "\n".join([*lines, *([segment.note] if segment.note else [])])


def _of_source(source: Source, score: float) -> str:
    who = source.name or "unknown"
    said = {MODEL: f"accepted from {who}, {score:.0%} sure", IMPORT: f"imported from {who}"}
    by = said.get(source.kind, f"labelled by {source.name or 'a person'}")
    return f"{by}, {source.date[:16].replace('T', ' ')}" if source.date else by


def _range(start: int, stop: int, fps: float) -> str:
    return f"frames {start:,} to {stop:,} · {(stop - start) / fps:.2f} s"
