"""The vocabulary: each class with its colour and key, and how often and how long it happens."""

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.background import Background
from app.document import Document
from app.editor import Editor
from app.layouts import measured
from app.palette import ClassColours
from app.panels.class_menu import ClassMenu
from app.panels.class_model import EYE, KEY, NAME, ClassModel, ClassRow, totals
from app.theme import Theme, tabular
from app.vocabulary import Vocabulary

_COUNT_AFTER_MS = 60
_WIDTHS = (0, 22, 32, 50, 28)


class ClassesPanel(QWidget):
    """One row per class; the one that new segments get is selected.

    Counts are of the active track, or of the prediction while that has no segments.
    """

    def __init__(
        self, document: Document, editor: Editor, vocabulary: Vocabulary, theme: Theme
    ) -> None:
        super().__init__()
        self._document, self._editor, self._vocabulary = document, editor, vocabulary
        self.model = ClassModel(theme)
        self.view, self.empty, self.new = QTreeView(), QLabel(wordWrap=True), QLineEdit()
        self._background = Background(_COUNT_AFTER_MS, self)
        self._set_up_view()
        self._lay_out()
        self._connect()
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self.model.theme = theme
        self._show()
        self.view.viewport().update()

    def menu_for(self, name: str) -> ClassMenu:
        """What can be done to a class."""
        menu = ClassMenu(self._vocabulary, name, self)
        row = self.model.row_of(name)
        for text, column in (("Change Key", KEY), ("Rename", NAME)):
            edit = QAction(text, menu)
            edit.setEnabled(name in self._vocabulary.classes)
            index = self.model.index(row, column)
            edit.triggered.connect(lambda _=False, index=index: self.view.edit(index))
            menu.insertAction(menu.actions()[0], edit)
        return menu

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName("Classes")
        view.setFont(tabular(self.font()))
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setHeaderHidden(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = view.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            if width:
                view.setColumnWidth(column, width)

    def _lay_out(self) -> None:
        self.empty.setText("No classes yet: name the first one below, then label with its key.")
        self.empty.setProperty("role", "muted")
        self.empty.setContentsMargins(4, 4, 4, 4)
        self.new.setPlaceholderText("New class…")
        self.new.setToolTip("Type a name and press Enter")
        self.new.setAccessibleName("Name of a new class")
        column = measured(QVBoxLayout(self), 4, (8, 4, 8, 8))
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)
        column.addWidget(self.new)

    def _connect(self) -> None:
        vocabulary, model = self._vocabulary, self.model
        for changed in (self._document.tracks_changed, self._document.prediction_changed):
            changed.connect(self._show)
        self._editor.current_class_changed.connect(self._show_current)
        self._background.answered.connect(self._show_totals)
        model.rename_requested.connect(vocabulary.rename)
        model.hotkey_requested.connect(vocabulary.set_hotkey)
        model.move_requested.connect(vocabulary.move)
        self.view.selectionModel().currentRowChanged.connect(self._choose)
        self.view.clicked.connect(self._toggle_eye)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.new.returnPressed.connect(self._add)

    def _show(self) -> None:
        self.model.set_rows(tuple(self._rows()))
        self.empty.setVisible(not self.model.rows)
        self._show_current()
        said = self._document.active.segments or self._document.predicted
        self._background.ask(lambda: totals(said))

    def _rows(self) -> list[ClassRow]:
        listed = self._vocabulary.classes
        colours = ClassColours(self._document.classes, listed)
        rows = [ClassRow(c.name, colours.of(c.name), c.hotkey, c.visible) for c in listed]
        foreseen = self._vocabulary.only_foreseen
        return [*rows, *(ClassRow(name, colours.of(name), listed=False) for name in foreseen)]

    def _show_totals(self, counted: object) -> None:
        assert isinstance(counted, dict)
        recording = self._document.recording
        self.model.set_totals(counted, recording.fps if recording else 1.0)

    def _show_current(self) -> None:
        row = self.model.row_of(self._editor.current_class)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, NAME))

    def _choose(self, current: QModelIndex) -> None:
        if current.isValid():
            self._editor.choose_class(self.model.rows[current.row()].name)

    def _toggle_eye(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if index.column() == EYE and row.listed:
            self._vocabulary.set_visible(row.name, not row.visible)

    def _open_menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        if index.isValid():
            menu = self.menu_for(self.model.rows[index.row()].name)
            menu.popup(self.view.viewport().mapToGlobal(place))

    def _add(self) -> None:
        if name := self.new.text().strip():
            self._vocabulary.add(name)
            self.new.clear()
