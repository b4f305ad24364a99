"""The command palette: one line, and under it what fits. By keyboard alone."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.finder.offers import Offer
from app.finder.rows import HEIGHT, OFFER, OfferDelegate
from app.layouts import measured
from app.overlay import LineOverlay
from app.theme import Theme

_ROWS = 12
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


class Finder(LineOverlay):
    """Lists offers for what is typed; Enter does the chosen one.

    Parameters
    ----------
    offers
        What there is for a query, the best first.
    """

    def __init__(
        self, window: QWidget, offers: Callable[[str], Iterable[Offer]], theme: Theme
    ) -> None:
        super().__init__(window)
        self._offers = offers
        self.line.setPlaceholderText("Do, label as, open, go to 1:23 or frame 500…")
        self.line.setAccessibleName("Find anything")
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("What fits")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = OfferDelegate(theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.nothing = QLabel("Nothing fits. Try fewer letters.")
        self.nothing.setProperty("role", "muted")
        self.nothing.setContentsMargins(8, 4, 8, 8)
        column = measured(QVBoxLayout(self), 8, (8, 8, 8, 8))
        for part in (self.line, self.nothing, self.list):
            column.addWidget(part)
        self.line.textChanged.connect(self._show)
        self.list.itemClicked.connect(lambda: self.take())

    def sizeHint(self) -> QSize:
        rows = min(self.list.count(), _ROWS) * HEIGHT
        return QSize(600, self.line.sizeHint().height() + 26 + (rows or HEIGHT))

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme

    def ask(self) -> None:
        """Show it empty."""
        self.line.clear()
        self._show("")
        self.open(self.line)

    def press(self, key: Qt.Key) -> bool:
        if key not in _STEPS:
            return super().press(key)
        row = self.list.currentRow() + _STEPS[key]
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
        return True

    def take(self) -> None:
        if item := self.list.currentItem():
            offer = item.data(OFFER)
            self.hide()
            offer.act()

    def _show(self, query: str) -> None:
        self.list.clear()
        for offer in self._offers(query):
            item = QListWidgetItem(self.list)
            item.setData(OFFER, offer)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{offer.text}, {offer.kind}")
        self.list.setCurrentRow(0)
        self.nothing.setVisible(self.list.count() == 0)
        self.list.setVisible(self.list.count() > 0)
        self.place()
