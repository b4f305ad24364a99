"""All segments of the active track: find, sort, jump to, note, delete; predictions if asked."""

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.background import Background
from app.document import Document
from app.editor import Editor
from app.layouts import measured
from app.palette import ClassColours
from app.panels.segment_filter import SegmentFilter
from app.panels.segment_model import Found, Order, SegmentModel, found
from app.playback import Playback
from app.theme import ROW, Theme, tabular
from core.search import Pool

_WIDTHS = (136, 92, 56, 96, 48, 84, 120)
"""Of which class, start and length fit the panel as it opens."""
_SEARCH_AFTER_MS = 80
_EMPTY = "No segments yet: drag on the timeline or press a class key."
_NO_MATCH = "No segment matches. Clear the filter to see all."


class SegmentsPanel(QWidget):
    """A table of segments that is kept in step with the selection of the document."""

    def __init__(
        self, document: Document, playback: Playback, editor: Editor, theme: Theme
    ) -> None:
        super().__init__()
        self._document, self._playback, self._editor = document, playback, editor
        self._theme, self._order, self._stale = theme, Order(), True
        self.filter, self.model, self.view = SegmentFilter(), SegmentModel(), QTableView()
        self.empty, self.count = QLabel(_EMPTY, wordWrap=True), QLabel()
        self._background = Background(_SEARCH_AFTER_MS, self)
        self._set_up_view()
        self._lay_out()
        self._connect()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._search()

    def focus_filter(self) -> None:
        """Let what is typed go to the filter."""
        self.filter.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.text.selectAll()

    def delete_chosen(self) -> None:
        """Delete the labels that are chosen in the table, or reject the predictions."""
        hits = [self.model.found[row] for row in self._chosen_rows()]
        if predicted := [hit.segment for hit in hits if hit.predicted]:
            self._editor.reject(predicted)
        if labelled := [hit.segment for hit in hits if not hit.predicted]:
            self._document.select(labelled)
            self._editor.delete()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete in the table means its rows, whatever it means elsewhere in the window."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.delete_chosen()
                return True
        return super().eventFilter(watched, event)

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName("Segments")
        view.setFont(tabular(self.font()))
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setCornerButtonEnabled(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW)
        view.verticalHeader().setMinimumSectionSize(ROW)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            view.setColumnWidth(column, width)
        view.setSortingEnabled(True)
        view.sortByColumn(self._order.column, Qt.SortOrder.AscendingOrder)
        view.installEventFilter(self)

    def _lay_out(self) -> None:
        for label in (self.empty, self.count):
            label.setProperty("role", "muted")
            label.setContentsMargins(4, 4, 4, 4)
        column = measured(QVBoxLayout(self), 4, (8, 4, 8, 4))
        column.addWidget(self.filter)
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)
        column.addWidget(self.count)

    def _connect(self) -> None:
        document = self._document
        for changed in (document.tracks_changed, document.prediction_changed, self.filter.changed):
            changed.connect(self._search)
        document.selection_changed.connect(self._show_selection)
        self._background.answered.connect(self._show)
        self.model.note_requested.connect(self._editor.set_note)
        self.model.order_requested.connect(self._sort)
        self.view.selectionModel().selectionChanged.connect(self._choose)
        # A click on what is chosen already goes there too.
        self.view.clicked.connect(self._choose)

    def _sort(self, order: Order) -> None:
        self._order = order
        self._search()

    def _search(self) -> None:
        """Look again, unless nobody sees it; then when somebody does."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        document = self._document
        self.filter.set_classes(document.classes)
        order = self._order
        predicted = document.predicted if self.filter.predictions.isChecked() else ()
        pool, query = Pool(document.active.segments, predicted), self.filter.query(self._fps)
        self._background.ask(lambda: found(pool, query, order))

    @property
    def _fps(self) -> float:
        return self._document.recording.fps if self._document.recording else 1.0

    def _show(self, answer: object) -> None:
        assert isinstance(answer, Found)
        document = self._document
        colours = ClassColours(document.classes, document.labels.classes)
        self.model.show(answer, self._fps, colours, self._theme.colour("muted"))
        n, n_all = len(answer), len(document.active.segments)
        shown = f"{n:,} found" if n != n_all else f"{n:,} segment{'s' * (n != 1)}"
        self.count.setText(shown)
        self.empty.setText(_NO_MATCH if n_all else _EMPTY)
        self.empty.setVisible(not n)
        self.view.setVisible(bool(n))
        self._show_selection()

    def _show_selection(self) -> None:
        """Choose the rows of what is selected elsewhere."""
        wanted = self.model.found.rows_of(self._document.selection)
        if wanted == self._chosen_rows():
            return
        chosen = QItemSelection()
        for row in wanted:
            chosen.select(self.model.index(row, 0), self.model.index(row, len(_WIDTHS) - 1))
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        self.view.viewport().update()
        if wanted:
            self.view.scrollTo(self.model.index(wanted[0], 0))

    def _choose(self) -> None:
        """Select in the document what is chosen here, and go to where it begins."""
        hits = [self.model.found[row] for row in self._chosen_rows()]
        self._document.select(hit.segment for hit in hits if not hit.predicted)
        if hits:
            self._playback.seek(min(hit.segment.start for hit in hits))

    def _chosen_rows(self) -> list[int]:
        # Not `selectedRows`, which asks the model about every row there is.
        chosen = self.view.selectionModel().selection().toList()
        return sorted({row for part in chosen for row in range(part.top(), part.bottom() + 1)})
