"""How a job looks in a list: its name, how it stands, how far it is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.learning.learning import described
from app.learning.watch import Seen
from app.theme import Theme
from core.jobs.folder import Standing
from core.jobs.job import PREDICT
from core.jobs.state import DONE, FAILED, INTERRUPTED

SEEN = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 44
_PAD, _LINE, _BAR = 8, 18, 4

_Index = QModelIndex | QPersistentModelIndex
_Align = Qt.AlignmentFlag


def state_of(seen: Seen) -> str:
    """How a job stands, in a few words."""
    state = seen.state
    if state.name == DONE and "model" in seen.result and seen.job.kind != PREDICT:
        return f"made model {seen.result['model']}"
    if state.name in (FAILED, INTERRUPTED):
        return f"{state.name}: {state.message}"
    if state.active and seen.standing:
        doing = seen.standing.progress.doing or state.name
        return f"{state.name if state.name != 'running' else doing}{_left(seen.standing)}"
    return state.name


def _left(standing: Standing) -> str:
    seconds = standing.seconds_left
    if seconds is None:
        return ""
    return f" · {seconds:.0f} s left" if seconds < 90 else f" · {seconds / 60:.0f} min left"


class JobRow(QStyledItemDelegate):
    """Two lines; the second is a bar with words while the job is under way."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        seen: Seen = index.data(SEEN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("raised"))
            painter.drawRoundedRect(rect, 4, 4)
        inner = rect.adjusted(_PAD, 4, -_PAD, -4)
        first = QRect(inner.left(), inner.top(), inner.width(), _LINE)
        painter.setPen(self.theme.colour("text"))
        painter.drawText(first, int(_Align.AlignVCenter | _Align.AlignLeft), described(seen))
        bad = seen.state.name in (FAILED, INTERRUPTED)
        painter.setPen(self.theme.colour("warning" if bad else "muted"))
        second = first.translated(0, _LINE)
        words = state_of(seen)
        if seen.state.active and seen.standing:
            self._paint_bar(painter, first, seen.standing.progress.fraction)
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, second.width())
        painter.drawText(second, int(_Align.AlignVCenter | _Align.AlignLeft), text)
        painter.restore()

    def _paint_bar(self, painter: QPainter, line: QRect, fraction: float) -> None:
        """At the right of the first line."""
        pen = painter.pen()
        room = QRect(line.right() - 96, line.center().y() - _BAR // 2, 96, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("hairline"))
        painter.drawRoundedRect(room, 2, 2)
        painter.setBrush(self.theme.colour("accent"))
        painter.drawRoundedRect(room.adjusted(0, 0, -round(96 * (1 - fraction)), 0), 2, 2)
        painter.setPen(pen)
