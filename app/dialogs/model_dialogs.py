"""Questions about learning: how to train, and whether a new model is the better one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.dialogs.model_comparison import ModelComparisonDialog
from app.dialogs.train import TrainDialog
from app.learning.learning import Learning
from app.learning.offer import Offer
from app.session import Session
from app.theme import Theme
from core.entries import Entry
from core.prediction import Prediction
from core.predictions import Predictions
from core.revisions import Revision


class ModelDialogs(QObject):
    """Opens dialogs over a window; none of them blocks it."""

    refused = Signal(str)

    def __init__(self, learning: Learning, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._learning, self._session = learning, session
        self._theme, self._window = theme, window
        self._comparison: ModelComparisonDialog | None = None
        self._wanted: Revision | None = None
        session.opened.connect(self._opened)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._comparison:
            self._comparison.set_theme(theme)

    def ask_how_to_train(self) -> None:
        if not self._learning.lesson:
            self.refused.emit(str(self._learning.lesson))
            return
        dialog = TrainDialog(self._learning, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.agreed.connect(self._learning.train)
        dialog.open()

    def show_comparison(self) -> None:
        """The new model beside the current one; the window stays usable."""
        offer = self._learning.succession.offer
        if offer is None:
            self.refused.emit("No new model waits to be compared.")
            return
        dialog = ModelComparisonDialog(offer, self._theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.shown.connect(self._show)
        dialog.used.connect(self._learning.succession.accept)
        dialog.declined.connect(self._learning.succession.decline)
        dialog.finished.connect(self._end)
        self._comparison = dialog
        self._show_rival()
        dialog.show()

    def _show(self, revision: Revision) -> None:
        """Open the recording of a change, go there, with both predictions in sight."""
        entry = self._entry(revision.recording)
        if entry is None:
            return
        if entry.path == self._session.document.path:
            self._session.playback.seek(revision.span.start)
        else:
            self._wanted = revision
            self._session.show_recording(entry.path)

    def _opened(self, _: Path) -> None:
        if self._comparison is None:
            return
        self._show_rival()
        if self._wanted:
            self._session.playback.seek(self._wanted.span.start)
            self._wanted = None

    def _show_rival(self) -> None:
        project, document = self._learning.project, self._session.document
        if not (project and self._comparison):
            return
        offer = self._comparison.offer
        if entry := next((one for one in project.recordings if one.path == document.path), None):
            load = partial(Predictions(project.folder).load, offer.new.digest, entry)
            self._session.errands.run(load, partial(self._take_rival, offer, entry))

    def _take_rival(self, offer: Offer, entry: Entry, rival: Prediction | None) -> None:
        still = self._comparison is not None and self._comparison.offer is offer
        if still and entry.path == self._session.document.path:
            self._session.document.set_rival(rival)

    def _end(self) -> None:
        self._comparison = self._wanted = None
        self._session.document.set_rival(None)

    def _entry(self, name: str) -> Entry | None:
        project = self._learning.project
        return (
            next((one for one in project.recordings if one.name == name), None) if project else None
        )
