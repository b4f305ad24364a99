"""Every state that the labels of a recording were in: look at it, and restore it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from app.layouts import measured
from app.palette import ClassColours
from app.panels.history import local_time
from app.theme import Theme, tabular
from core.label_set import LabelSet
from core.states import Moment

_LANE, _GAP, _NAMES = 18, 4, 96


class PastDialog(QDialog):
    """Dated states, newest first, and a picture of the chosen one.

    Parameters
    ----------
    state_at
        The labels of a moment; a `ValueError` if they cannot be had.
    """

    restored = Signal(object, str)
    """Labels, and what to call the step that brings them back."""

    def __init__(
        self,
        moments: Sequence[Moment],
        state_at: Callable[[int], LabelSet],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Older States")
        self._moments, self._state_at = list(reversed(moments)), state_at
        self._state: LabelSet | None = None
        self.list, self.about = QListWidget(), QLabel(wordWrap=True)
        self.picture = LabelPicture(theme)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.restore = self.buttons.addButton("Restore", QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self.list.currentRowChanged.connect(self._look)
        self.buttons.accepted.connect(self._restore)
        self.buttons.rejected.connect(self.reject)
        self._look(-1)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("States, newest first")
        self.list.setFont(tabular(self.list.font()))
        self.list.addItems(list(map(_row, self._moments)))
        self.about.setProperty("role", "muted")
        self.restore.setToolTip("Make the labels so again, as a step that can be undone")
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        column.addWidget(self.list, 1)
        for part in (self.about, self.picture, self.buttons):
            column.addWidget(part)
        self.resize(560, 480)

    def _look(self, row: int) -> None:
        self._state, text = None, "Nothing of this recording is saved yet."
        if 0 <= row < len(self._moments):
            try:
                self._state = self._state_at(self._moments[row].n)
                text = _told(self._state)
            except ValueError as error:
                text = f"This state is lost: {error}."
        self.about.setText(text)
        self.picture.show_labels(self._state)
        self.restore.setEnabled(self._state is not None)

    def _restore(self) -> None:
        moment = self._moments[self.list.currentRow()]
        self.restored.emit(self._state, f"Restore {local_time(moment.at)}")
        self.accept()


class LabelPicture(QWidget):
    """The tracks of a label set, as small as they can be told apart."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._labels: LabelSet | None = None
        self.setAccessibleName("Picture of the labels")

    def show_labels(self, labels: LabelSet | None) -> None:
        self._labels = labels
        n_tracks = len(labels.tracks) if labels else 0
        self.setFixedHeight(max(n_tracks, 1) * (_LANE + _GAP))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tracks = self._labels.tracks if self._labels else ()
        for number, _ in enumerate(tracks):
            self._paint_track(painter, number)
        painter.end()

    def _paint_track(self, painter: QPainter, number: int) -> None:
        assert self._labels is not None
        track, top = self._labels.tracks[number], number * (_LANE + _GAP)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        name = painter.fontMetrics().elidedText(
            track.name, Qt.TextElideMode.ElideMiddle, _NAMES - 8
        )
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(QRectF(0, top, _NAMES, _LANE), middle, name)
        colours = ClassColours(self._labels.classes.names, self._labels.classes)
        width = (self.width() - _NAMES) / max(track.n_frames, 1)
        painter.fillRect(
            QRectF(_NAMES, top, self.width() - _NAMES, _LANE), self._theme.colour("window")
        )
        for one in track.segments:
            bar = QRectF(_NAMES + one.start * width, top, max(one.n_frames * width, 1.0), _LANE)
            painter.fillRect(bar, colours.of(one.class_name))


def _row(moment: Moment) -> str:
    return f"{local_time(moment.at)}   {moment.name or 'As it was'}"


def _told(labels: LabelSet) -> str:
    n_segments = sum(len(track.segments) for track in labels.tracks)
    n_tracks, n_classes = len(labels.tracks), len(labels.classes)
    return f"{n_segments:,} segments on {n_tracks} tracks, {n_classes} classes"
