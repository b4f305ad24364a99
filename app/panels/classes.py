"""The vocabulary: each class with its colour, and how often and how long it happens."""

from collections import defaultdict

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.document import Document
from app.palette import ClassColours
from app.theme import ROW, Theme, tabular
from app.timeline.geometry import clock

_SWATCH = 10
_COUNT, _TIME = 36, 48


class ClassesPanel(QWidget):
    """One row per class: swatch, name, number of segments, total time.

    Counts are of the first visible label track that has segments, else of the prediction.
    """

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document, self._theme = document, theme
        self._totals: dict[str, tuple[int, int]] = {}
        self.setAccessibleName("Classes")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for changed in (document.tracks_changed, document.prediction_changed):
            changed.connect(self._count)
        self._count()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font()))
        colours = ClassColours(self._document.classes)
        for row, name in enumerate(self._document.classes):
            self._paint_row(painter, row * ROW, name, colours)
        painter.end()

    def _count(self) -> None:
        counted = next((t.segments for t in self._document.tracks if t.visible and t.segments), ())
        totals: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for segment in counted or self._document.predicted:
            count, frames = totals[segment.class_name]
            totals[segment.class_name] = count + 1, frames + segment.n_frames
        self._totals = dict(totals)
        self.setFixedHeight(max(1, len(self._document.classes)) * ROW + 8)
        self.update()

    def _paint_row(self, painter: QPainter, top: int, name: str, colours: ClassColours) -> None:
        count, frames = self._totals.get(name, (0, 0))
        fps = self._document.recording.fps if self._document.recording else 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.of(name))
        painter.drawRoundedRect(QRectF(12, top + (ROW - _SWATCH) / 2, _SWATCH, _SWATCH), 2, 2)
        room = QRectF(30, top, self.width() - 30 - _COUNT - _TIME - 12, ROW)
        elided = painter.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, int(room.width())
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._theme.colour("text" if count else "muted"))
        painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignLeft), elided)
        painter.setPen(self._theme.colour("muted"))
        right = int(middle | Qt.AlignmentFlag.AlignRight)
        painter.drawText(
            QRectF(room.right(), top, _COUNT, ROW), right, str(count) if count else "–"
        )
        time = _duration(frames / fps) if count else ""
        painter.drawText(QRectF(room.right() + _COUNT, top, _TIME, ROW), right, time)


def _duration(seconds: float) -> str:
    """Short ones to a tenth of a second: an action can be over within one."""
    return f"{seconds:.1f} s" if seconds < 60 else clock(seconds)
