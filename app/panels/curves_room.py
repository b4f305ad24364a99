"""A place for the curves of a job. Imports pyqtgraph only when there is something to show."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from app.learning.watch import Row
from app.theme import Theme

_NONE = "Loss and, with recordings held out, F1 appear here while a model learns."


class CurvesRoom(QWidget):
    """A sentence until there are points, then `app.panels.curves.Curves`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._curves: QWidget | None = None
        self.words = QLabel(_NONE, wordWrap=True)
        self.words.setProperty("role", "muted")
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.words)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._curves is not None:
            self._curves.set_theme(theme)  # type: ignore[attr-defined]

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Draw the points of a run, or say that there are none."""
        if not rows:
            self._pages.setCurrentWidget(self.words)
            return
        if self._curves is None:
            from app.panels.curves import Curves

            self._curves = Curves(self._theme)
            self._pages.addWidget(self._curves)
        self._curves.set_rows(rows)  # type: ignore[attr-defined]
        self._pages.setCurrentWidget(self._curves)
