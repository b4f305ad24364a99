"""A plain list of segments, to look at before something happens to them."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QListWidget

from app.theme import tabular
from core.labels import Segment

_MOST = 200
"""More than this nobody reads one by one."""


class SegmentList(QListWidget):
    """One row per segment: frames, class and what becomes of it."""

    def __init__(self, segments: Sequence[Segment], becomes: str = "") -> None:
        super().__init__()
        self.setAccessibleName("Segments")
        self.setFont(tabular(self.font()))
        self.setUniformItemSizes(True)
        self.addItems(list(_rows(segments[:_MOST], becomes)))
        if len(segments) > _MOST:
            self.addItem(f"… and {len(segments) - _MOST:,} more")


def _rows(segments: Iterable[Segment], becomes: str) -> Iterable[str]:
    for one in segments:
        yield f"{one.start:,} – {one.stop:,}   {one.class_name}{becomes}"
