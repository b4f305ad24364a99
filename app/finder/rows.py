"""How a row of the finder looks: swatch, text, kind, key."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.finder.offers import Offer
from app.theme import Theme

OFFER = Qt.ItemDataRole.UserRole
HEIGHT = 32
_PAD, _SWATCH, _CAP = 12, 10, 20
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class OfferDelegate(QStyledItemDelegate):
    """Paints an `Offer`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        offer = index.data(OFFER)
        assert isinstance(offer, Offer)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("accent"))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 4, 4)
        ink = self.theme.colour("window" if chosen else "text")
        faint = self.theme.colour("window" if chosen else "muted")
        left = rect.left() + _PAD + self._paint_swatch(painter, rect, offer.colour)
        right = rect.right() - _PAD - self._paint_key(painter, rect, offer.key, faint)
        self._paint_texts(
            painter, QRectF(left, rect.top(), right - left, HEIGHT), offer, ink, faint
        )
        painter.restore()

    def _paint_swatch(self, painter: QPainter, rect: QRectF, colour: QColor | None) -> int:
        if colour is None:
            return 0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        top = rect.top() + (HEIGHT - _SWATCH) / 2
        painter.drawRoundedRect(QRectF(rect.left() + _PAD, top, _SWATCH, _SWATCH), 2, 2)
        return _SWATCH + 8

    def _paint_key(self, painter: QPainter, rect: QRectF, key: str, ink: QColor) -> float:
        if not key:
            return 0
        width = max(painter.fontMetrics().horizontalAdvance(key) + 12, _CAP)
        top = rect.top() + (HEIGHT - _CAP) / 2
        cap = QRectF(rect.right() - _PAD - width, top, width, _CAP)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1))
        painter.setOpacity(0.45)
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setOpacity(1)
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)
        return width + 8

    def _paint_texts(
        self, painter: QPainter, room: QRectF, offer: Offer, ink: QColor, faint: QColor
    ) -> None:
        metrics = painter.fontMetrics()
        kind = metrics.horizontalAdvance(offer.kind) + 16
        text = metrics.elidedText(
            offer.text, Qt.TextElideMode.ElideMiddle, int(room.width() - kind)
        )
        painter.setPen(ink)
        painter.drawText(room, _LEFT, text)
        painter.setPen(faint)
        after = room.adjusted(metrics.horizontalAdvance(text) + 12, 0, 0, 0)
        painter.drawText(after, _LEFT, offer.kind)
