"""The timeline: overview, lane names and canvas, sharing one time scale."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from app.document import Document
from app.editor import Editor
from app.layouts import measured
from app.palette import ClassColours
from app.playback import Playback
from app.signals.button import SignalButton
from app.signals.chosen import ChosenSignals
from app.signals.lanes import SignalLanes
from app.theme import Theme
from app.timeline.canvas import Canvas
from app.timeline.geometry import TimeScale
from app.timeline.header import WIDTH, Header
from app.timeline.overview import Overview
from app.timeline.painting import Style
from app.timeline.prompt import Prompt
from app.timeline.track_menu import TrackMenu
from app.tracks import Tracks

_MARGIN, _PAD, _GAP = 12, 4, 4


class Timeline(QWidget):
    """Shows a `Document` over time, lets hands edit it, and asks for what else it takes."""

    seek_requested = Signal(int)
    play_requested = Signal(int, int)
    visibility_requested = Signal(int, bool)

    def __init__(
        self,
        document: Document,
        playback: Playback,
        editor: Editor,
        signals: ChosenSignals,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._document, self._playback = document, playback
        self.tracks = Tracks(document, editor, self)
        self._theme = theme
        self._looks = theme, document.classes, document.labels.classes
        self._scale = TimeScale.fitted(0, 1)
        self.header = Header(theme)
        self.canvas = Canvas(document, playback, editor, self._style())
        self.overview = Overview(document, playback, self._style())
        self.signals = SignalLanes(document, playback, signals, theme)
        self.add_signal = SignalButton(document, signals)
        self._lay_out()
        self._connect()

    @property
    def scale(self) -> TimeScale:
        return self._scale

    @property
    def needed_height(self) -> int:
        """Pixels in which every lane is in sight."""
        lanes = self.canvas.minimumHeight() + self.signals.needed_height
        return self.overview.height() + lanes + 2 * _PAD + _GAP

    @property
    def frames_in_sight(self) -> tuple[int, int]:
        """First frame and stop of what is shown."""
        return self._scale.frame_at(0), self._scale.frame_at(self._scale.width) + 1

    def set_scale(self, scale: TimeScale) -> None:
        self._scale = scale
        self.canvas.set_scale(scale)
        self.overview.set_scale(scale)
        self.signals.set_scale(scale)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.header.set_theme(theme)
        self.signals.set_theme(theme)
        self._restyle()

    def set_predicting(self, predicting: bool) -> None:
        self.canvas.set_predicting(predicting)

    def cancel(self) -> bool:
        """Give up what is being dragged; whether anything was."""
        return self.canvas.hand.cancel()

    def fit(self) -> None:
        """The whole recording in sight."""
        self.set_scale(TimeScale.fitted(self._scale.n_frames, self.canvas.width()))

    def rename_track(self) -> None:
        """Ask what the active track is to be called."""
        track = self.tracks.active
        self._ask("Name of the track", track.name, partial(self.tracks.rename, track.name))

    def assign_track(self) -> None:
        """Ask whose track the active one is."""
        track = self.tracks.active
        question = f"Annotator of {track.name!r}"
        self._ask(question, track.annotator, partial(self.tracks.assign, track.name))

    def zoom(self, factor: float) -> None:
        """Closer by a factor, around the playhead if it is in sight, else around the middle."""
        x = self._scale.x_of(self._playback.frame + 0.5)
        middle = self._scale.width / 2
        self.set_scale(self._scale.zoomed(x if 0 <= x <= self._scale.width else middle, factor))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and event.type() == QEvent.Type.Resize:
            # A scroll bar beside the lanes must not shift the overview against them.
            self.overview.setFixedWidth(self.canvas.width())
            self.set_scale(self._scale.resized(self.canvas.width()))
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        lanes = QWidget()
        row = measured(QGridLayout(lanes), 0, (0, 0, _MARGIN, 0))
        row.addWidget(self.header, 0, 0)
        row.addWidget(self.canvas, 0, 1)
        row.addWidget(self.signals, 1, 0, 1, 2)
        row.setRowStretch(0, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(lanes)
        grid = measured(QGridLayout(self), 0, (0, _PAD, 0, _PAD))
        grid.setVerticalSpacing(_GAP)
        grid.setColumnMinimumWidth(0, WIDTH)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.add_signal, 0, 0)
        grid.addWidget(self.overview, 0, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(scroll, 1, 0, 1, 2)

    def _connect(self) -> None:
        self.canvas.installEventFilter(self)
        self.canvas.seek_requested.connect(self.seek_requested)
        self.canvas.play_requested.connect(self.play_requested)
        self.canvas.scale_requested.connect(self.set_scale)
        self.overview.scale_requested.connect(self.set_scale)
        self.signals.scale_requested.connect(self.set_scale)
        self.signals.seek_requested.connect(self.seek_requested)
        self.header.visibility_requested.connect(self.visibility_requested)
        self.header.track_chosen.connect(self._document.set_active)
        self.header.track_requested.connect(self.tracks.add)
        self.header.rename_requested.connect(self.rename_track)
        self.header.menu_requested.connect(self._open_track_menu)
        self._playback.frame_changed.connect(self._follow)
        self._document.recording_changed.connect(self._show_recording)
        self._document.tracks_changed.connect(self._read_document)
        self._document.prediction_changed.connect(self._read_document)

    def _show_recording(self) -> None:
        recording = self._document.recording
        n_frames = recording.n_frames if recording else 0
        self.set_scale(TimeScale.fitted(n_frames, self.canvas.width()))

    def _read_document(self) -> None:
        self.canvas.read_document()
        lanes = self.canvas.lanes if self._document.recording else ()
        self.header.set_lanes(lanes, self._document.active.name)
        self.overview.update()
        self._restyle()

    def _open_track_menu(self, place: QPoint) -> None:
        menu = TrackMenu(self)
        menu.popup(place)

    def _ask(self, question: str, text: str, answer: Callable[[str], object]) -> None:
        """Ask for a text over the name of the active track."""
        prompt = Prompt(question, text, self)
        prompt.answered.connect(answer)
        prompt.open_at(self.header.place_of_active())

    def _restyle(self) -> None:
        """Take over theme and classes; a style that is no other leaves all pictures as they are."""
        looks = self._theme, self._document.classes, self._document.labels.classes
        if looks != self._looks:
            self._looks = looks
            style = self._style()
            self.canvas.set_style(style)
            self.overview.set_style(style)

    def _style(self) -> Style:
        theme, classes, listed = self._looks
        return Style(theme, ClassColours(classes, listed))

    def _follow(self, frame: int) -> None:
        """Turn the page when the playhead leaves the part in sight."""
        scale = self._scale.showing(frame)
        if scale is not self._scale:
            self.set_scale(scale)
