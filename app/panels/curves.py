"""Loss, and F1 on recordings held out, over the steps or epochs of a run. Drawn by pyqtgraph."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.layouts import measured
from app.learning.watch import Row
from app.theme import TEXT_PIXELS, Theme

pg.setConfigOptions(antialias=True)

F1 = "f1@50"
_CLASS = " of "
_WIDE = 34


class Curves(QWidget):
    """Two plots, one below the other; the second only if something is held out.

    A strong line is about all classes; thin ones about one each.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: Sequence[Row] = ()
        self.loss, self.f1 = pg.PlotWidget(), pg.PlotWidget()
        column = measured(QVBoxLayout(self), 4)
        for plot in (self.loss, self.f1):
            plot.setMenuEnabled(False)
            plot.setMouseEnabled(False, False)
            plot.hideButtons()
            plot.getAxis("left").setWidth(_WIDE)
            plot.setMinimumHeight(80)
            column.addWidget(plot)
        self.f1.setYRange(0, 1, padding=0.02)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for plot, title in ((self.loss, "loss"), (self.f1, "F1@50 held out")):
            plot.setBackground(theme.colour("panel"))
            plot.setTitle(title, color=theme.muted, size=f"{TEXT_PIXELS - 2}px")
            for side in ("left", "bottom"):
                plot.getAxis(side).setPen(theme.hairline)
                plot.getAxis(side).setTextPen(theme.muted)
        self._draw()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Take the points of a run, each with ``step`` or ``epoch``."""
        self._rows = rows
        self._draw()

    def _draw(self) -> None:
        for plot in (self.loss, self.f1):
            plot.clear()
        self._plot(self.loss, "loss", strong=True)
        names = sorted({name for row in self._rows for name in row if name.startswith(F1)})
        for name in names:
            self._plot(self.f1, name, strong=_CLASS not in name)
        self.f1.setVisible(bool(names))

    def _plot(self, plot: pg.PlotWidget, name: str, strong: bool) -> None:
        points = [(_place(row), row[name]) for row in self._rows if name in row]
        colour = self._theme.accent if strong else self._theme.muted
        pen = pg.mkPen(colour, width=2 if strong else 1)
        plot.plot(*zip(*points, strict=True), pen=pen)


def _place(row: Row) -> float:
    return row.get("step", row.get("epoch", 0))
