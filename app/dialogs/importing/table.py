"""The table of files as it is seen; what is in it is said by its model."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.dialogs.importing.files import AnyIndex, FilesModel
from app.theme import ROW

_NAME_WIDTH = 220
_FEWEST_ROWS, _MOST_ROWS = 7, 12


class FilesTable(QTableView):
    """Whole rows, and most of the room for what is to be said of each file."""

    def __init__(self, model: FilesModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("Files")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegateForColumn(0, _Names(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.setColumnWidth(0, _NAME_WIDTH)

    def sizeHint(self) -> QSize:
        """As high as its rows, if they are not many."""
        n_rows = min(max(self.model().rowCount(), _FEWEST_ROWS), _MOST_ROWS)
        frame = 2 * self.frameWidth()
        return QSize(600, self.horizontalHeader().sizeHint().height() + n_rows * ROW + frame)


class _Names(QStyledItemDelegate):
    """File names, of which beginning and suffix stay to be seen."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        option.textElideMode = Qt.TextElideMode.ElideMiddle
        super().paint(painter, option, index)
