"""Where to jump: segment edges around a frame."""

from app.document import Document


def edges(document: Document) -> list[int]:
    """First frames of all shown segments and the frames just after them, in order."""
    shown = [s for track in document.tracks if track.visible for s in track.segments]
    found = {edge for s in (*shown, *document.predicted) for edge in (s.start, s.stop)}
    return sorted(found)


def next_edge(document: Document, frame: int) -> int:
    """The nearest edge after a frame, or the frame itself."""
    return next((edge for edge in edges(document) if edge > frame), frame)


def previous_edge(document: Document, frame: int) -> int:
    """The nearest edge before a frame, or the frame itself."""
    return next((edge for edge in reversed(edges(document)) if edge < frame), frame)
