"""The models of a project: number, name, date, what they are worth, and where they come from."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QGridLayout,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.card import CardDialog
from app.layouts import measured
from app.learning.succession import Succession
from app.theme import ROW, Theme, tabular
from core.models import Kept, bundled

_KEPT = Qt.ItemDataRole.UserRole
_FILES = "Models (*.safetensors)"
_CURRENT = "●"


class ModelsPart(QWidget):
    """A table, the newest first, and what can be done to the chosen one."""

    def __init__(self, succession: Succession, theme: Theme) -> None:
        super().__init__()
        self._succession, self._theme = succession, theme
        self._known: dict[str, Kept] = {}
        """The models in the list by digest; empty if there is one only, which is slow to tell."""
        self.list = QTreeWidget()
        self.use, self.card = QPushButton("Make Current"), QPushButton("Card…")
        self.export, self.add = QPushButton("Export…"), QPushButton("Import…")
        self.delete, self.back = QPushButton("Delete…"), QPushButton("Go Back")
        self._lay_out()
        self._connect()
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    @property
    def chosen(self) -> Kept | None:
        item = self.list.currentItem()
        return item.data(0, _KEPT) if item else None

    def _lay_out(self) -> None:
        self.list.setAccessibleName("Models")
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels(["", "Model", "F1@50", "From"])
        self.list.setFont(tabular(self.list.font()))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(20)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.back.setToolTip("Let the model predict that did before this one")
        column = measured(QVBoxLayout(self), 4, (0, 4, 0, 0))
        column.addWidget(self.list, 1)
        grid = measured(QGridLayout(), 4)
        buttons = self.use, self.back, self.card, self.export, self.add, self.delete
        for number, button in enumerate(buttons):
            grid.addWidget(button, *divmod(number, 2))
        column.addLayout(grid)

    def _connect(self) -> None:
        self._succession.shelf.changed.connect(self._show)
        self.list.currentItemChanged.connect(self._show_buttons)
        self.list.itemDoubleClicked.connect(self._show_card)
        self.use.clicked.connect(self._use)
        self.back.clicked.connect(self._succession.go_back)
        self.card.clicked.connect(self._show_card)
        self.export.clicked.connect(self._export)
        self.add.clicked.connect(self._add)
        self.delete.clicked.connect(self._delete)

    def _show(self) -> None:
        shelf, before = self._succession.shelf, self.chosen
        models = [*reversed(shelf.kept), *filter(None, [bundled()])]
        self.list.clear()
        self._known = {one.digest: one for one in models} if len(models) > 1 else {}
        for one in models:
            card = one.card
            origin = self._known.get(card.parent)
            merit = card.figures.get("validation f1@50")
            is_current = shelf.current is not None and shelf.current.number == one.number
            item = QTreeWidgetItem(
                [
                    _CURRENT if is_current else "",
                    str(one),
                    "–" if merit is None else f"{merit:.2f}",
                    str(origin.number) if origin else "–",
                ]
            )
            item.setData(0, _KEPT, one)
            item.setSizeHint(0, QSize(0, ROW))
            item.setToolTip(1, f"{one}\n{card.recipe or 'made elsewhere'}, {card.made_on}")
            self.list.addTopLevelItem(item)
            if (before and before.number == one.number) or (not before and is_current):
                self.list.setCurrentItem(item)
        self._show_buttons()

    def _show_buttons(self) -> None:
        shelf, one = self._succession.shelf, self.chosen
        is_open = shelf.models is not None
        is_current = one is not None and shelf.current is not None and one == shelf.current
        self.export.setEnabled(is_open and one is not None)
        self.card.setEnabled(one is not None)
        self.use.setEnabled(is_open and one is not None and not is_current)
        self.delete.setEnabled(is_open and one is not None and not is_current and one.number > 0)
        self.back.setEnabled(is_open and bool(shelf.accepted))
        self.add.setEnabled(is_open)

    def _use(self) -> None:
        if one := self.chosen:
            self._succession.use(one.number)

    def _show_card(self) -> None:
        if one := self.chosen:
            origin = self._known.get(one.card.parent)
            dialog = CardDialog(one, str(origin or ""), self.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.show()

    def _export(self) -> None:
        if one := self.chosen:
            suggested = f"{one.card.name}.safetensors"
            name, _ = QFileDialog.getSaveFileName(self, "Export Model", suggested, _FILES)
            if name:
                self._succession.export(one.number, Path(name))

    def _add(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Import Model", "", _FILES)
        if name:
            self._succession.add(Path(name))

    def _delete(self) -> None:
        if one := self.chosen:
            question = QMessageBox(self.window())
            question.setText(f"Remove model {one} for ever?")
            question.setInformativeText("Export it first if it may be wanted again.")
            remove = question.addButton("Remove", QMessageBox.ButtonRole.DestructiveRole)
            question.addButton(QMessageBox.StandardButton.Cancel)
            remove.clicked.connect(partial(self._succession.delete, one.number))
            question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            question.open()
