"""Pictures that are painted again only when something that they show has changed."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from operator import is_

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

Paint = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, eq=False)
class _Picture:
    looks: tuple[object, ...]
    shows: tuple[object, ...]
    pixmap: QPixmap

    def is_of(self, looks: tuple[object, ...], shows: tuple[object, ...]) -> bool:
        same = len(shows) == len(self.shows) and all(map(is_, shows, self.shows))
        return same and looks == self.looks


class Pictures:
    """Remembers one picture for each place in a widget."""

    def __init__(self) -> None:
        self._known: dict[Hashable, _Picture] = {}

    def draw(
        self,
        painter: QPainter,
        rect: QRectF,
        place: Hashable,
        looks: tuple[object, ...],
        shows: tuple[object, ...],
        paint: Paint,
    ) -> None:
        """Draw the picture of a place into a rectangle.

        Parameters
        ----------
        looks
            How it is painted, compared by value.
        shows
            What it shows: immutable, and so the same for as long as it is the same object.
            Comparing 100,000 segments would take longer than painting them.
        paint
            Paints it anew, from the origin.
        """
        ratio = painter.device().devicePixelRatio()
        looks = (*looks, rect.size().toTuple(), ratio, painter.font().toString())
        known = self._known.get(place)
        if known is None or not known.is_of(looks, shows):
            known = _Picture(looks, shows, _painted(painter, rect, ratio, paint))
            self._known[place] = known
        painter.drawPixmap(rect.topLeft(), known.pixmap)

    def forget(self, *places: Hashable) -> None:
        """Paint these anew when they are drawn next."""
        for place in places:
            self._known.pop(place, None)


def _painted(like: QPainter, rect: QRectF, ratio: float, paint: Paint) -> QPixmap:
    pixmap = QPixmap(QSize(round(rect.width() * ratio), round(rect.height() * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(like.background().color())
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(like.font())
    paint(painter, QRectF(0, 0, rect.width(), rect.height()))
    painter.end()
    return pixmap
