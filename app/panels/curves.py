"""Loss, and F1 on recordings held out, over the steps or epochs of a run. Drawn by pyqtgraph."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.layouts import measured
from app.learning.watch import Row
from app.theme import TEXT_PIXELS, Theme

pg.setConfigOptions(antialias=True)

F1 = "f1@50"
_CLASS = " of "
_WIDE, _LOW = 34, 96


class Curves(QWidget):
    """Two plots, one below the other; the second only if something is held out.

    A strong line is about all classes; thin ones about one each.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self.loss, self.f1 = Curve("loss", theme), Curve("F1@50 held out", theme)
        self.f1.box.setYRange(0, 1, padding=0.02)
        column = measured(QVBoxLayout(self), 4)
        for plot in (self.loss, self.f1):
            column.addWidget(plot)

    def set_theme(self, theme: Theme) -> None:
        for plot in (self.loss, self.f1):
            plot.set_theme(theme)
        self.set_rows(self._rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Draw the points of a run, each with ``step`` or ``epoch``."""
        self._rows = rows
        self.loss.draw(rows, ["loss"])
        names = sorted({name for row in rows for name in row if name.startswith(F1)})
        self.f1.draw(rows, names)
        self.f1.setVisible(bool(names))


class Curve(pg.GraphicsView):  # type: ignore[misc]
    """A plot without what pyqtgraph's own has beside it: menus, buttons and windows of its own."""

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(_LOW)
        self.setAccessibleName(title)
        inside = pg.GraphicsLayout()
        inside.setContentsMargins(0, 0, 8, 0)
        self.setCentralItem(inside)
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False)
        self._title, self._words = inside.addLabel(row=0, col=1), title
        self._axes = {side: pg.AxisItem(side) for side in ("left", "bottom")}
        inside.addItem(self._axes["left"], 1, 0)
        inside.addItem(self.box, 1, 1)
        inside.addItem(self._axes["bottom"], 2, 1)
        self._axes["left"].setWidth(_WIDE)
        for axis in self._axes.values():
            axis.linkToView(self.box)
        self.set_theme(theme)

    def sizeHint(self) -> QSize:
        """Low, or the panel scrolls although both plots would fit."""
        return QSize(2 * _LOW, _LOW)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setBackground(theme.colour("panel"))
        self._title.setText(self._words, color=theme.muted, size=f"{TEXT_PIXELS - 2}px")
        for axis in self._axes.values():
            axis.setPen(theme.hairline)
            axis.setTextPen(theme.muted)

    def draw(self, rows: Sequence[Row], names: Sequence[str]) -> None:
        """Draw these figures of the points that have them."""
        self.box.clear()
        for name in names:
            points = np.array([(_place(row), row[name]) for row in rows if name in row])
            strong = _CLASS not in name
            pen = pg.mkPen(self._theme.accent if strong else self._theme.muted, width=1 + strong)
            self.box.addItem(pg.PlotCurveItem(*points.T, pen=pen))


def _place(row: Row) -> float:
    return row.get("step", row.get("epoch", 0))
