"""The window: docks, menus and who hears whom. Decides nothing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from app import theme as themes
from app.commands import ask_for_recordings, commands
from app.dialogs.dialogs import Dialogs
from app.dialogs.importing.label_acts import LabelImports
from app.dialogs.model_dialogs import ModelDialogs
from app.dialogs.projects import ProjectDialogs
from app.docks import ARRANGEMENT, Docks
from app.document import Document
from app.dropping import drop
from app.editor import Editor
from app.export.exporter import Exporter
from app.export.labels import LabelExporter
from app.follower import Follower
from app.layouts import measured
from app.learning.learning import Learning
from app.menus import Menus, RecentMenu
from app.overlays import Overlays
from app.painter import Painter
from app.panels.classes import ClassesPanel
from app.panels.foreign import ForeignClasses
from app.panels.history import HistoryPanel
from app.panels.learning import LearningPanel
from app.panels.moment import MomentPanel
from app.panels.ready import ReadyRow
from app.panels.recordings import RecordingsPanel
from app.panels.review import ReviewPanel
from app.panels.segments import SegmentsPanel
from app.playback import Playback
from app.playback_bar import PlaybackBar
from app.review_acts import ReviewActs
from app.reviewer import Reviewer
from app.session import Session
from app.settings import Settings
from app.shortcuts.keyboard import Keyboard
from app.shortcuts.shortcuts import Shortcuts
from app.signals.chosen import ChosenSignals
from app.stage import Stage
from app.status import Status
from app.storage import Storage
from app.timeline.timeline import Timeline
from app.viewer.trail_menu import TrailMenu
from app.vocabulary import Vocabulary


class MainWindow(QMainWindow):
    """Puts the parts in their places and connects them."""

    def __init__(self, settings: Settings, open_demo: Callable[[], None]) -> None:
        super().__init__()
        self._settings, self.open_demo = settings, open_demo
        self._theme = themes.THEMES.get(settings.theme, themes.DARK)
        themes.apply(self._theme)
        self.document, self.playback = Document(self), Playback(self)
        self.editor = Editor(self.document, self.playback, self)
        self.session = Session(self.document, self.playback, self)
        self.reviewer = Reviewer(self.document, self.playback, self.editor, self)
        self.vocabulary = Vocabulary(self.document, self.editor, self)
        self.follower = Follower(self.vocabulary, self.session.keeper, self)
        self.dialogs = Dialogs(self.document, self.editor, self.session.keeper, self._theme, self)
        self.learning = Learning(self.session, self)
        self.model_dialogs = ModelDialogs(self.learning, self.session, self._theme, self)
        self.label_imports = LabelImports(self.document, self.editor, self)
        self.label_exporter = LabelExporter(self.document, self.session.keeper, self)
        self.review_acts = ReviewActs(self.document, self.playback, self.editor)
        self.painter = Painter(self.document, self.playback, self.editor, self)
        self.shortcuts = Shortcuts(settings, self.document, self)
        self._make_parts()
        self._place_docks()
        self._make_menus()
        self._connect()
        self.setAcceptDrops(True)
        # Otherwise the filter has the focus first, and keys meant for the timeline end up in it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self._restore_layout()

    def show_theme(self, theme: themes.Theme) -> None:
        self._theme = theme
        self._settings.theme = theme.name
        themes.apply(theme)
        for part in (
            self.stage,
            self.recordings,
            self.classes,
            self.segments,
            self.history,
            self.dialogs,
            self.playback_bar,
            self.timeline,
            self.status,
            self.overlays,
            self.learn_panel,
            self.ready,
            self.model_dialogs,
        ):
            part.set_theme(theme)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.projects.may_close():
            event.ignore()
            return
        self._settings.layout = self.saveGeometry(), self.saveState(ARRANGEMENT)
        self.playback.pause()
        self.exporter.cancel()
        self.session.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _local_paths(event):
            drop(self, paths)

    def _make_parts(self) -> None:
        self.stage = Stage(self.document, self.playback, self._theme)
        self.recordings = RecordingsPanel(self._theme)
        self.classes = ClassesPanel(self.document, self.editor, self.vocabulary, self._theme)
        parts = self.document, self.playback, self.editor
        self.foreign = ForeignClasses(self.session.translator)
        self.segments = SegmentsPanel(*parts, self._theme)
        self.history = HistoryPanel(self.document, self.editor, self._theme)
        self.moment, self.review = MomentPanel(*parts), ReviewPanel(self.reviewer)
        self.learn_panel = LearningPanel(self.learning, self._theme)
        self.ready = ReadyRow(self.learning.succession, self._theme)
        self.stage.add_row(self.ready)
        self.playback_bar = PlaybackBar(self.playback, self._theme)
        signals = ChosenSignals(self.document, self._settings, self)
        self.timeline = Timeline(self.document, self.playback, self.editor, signals, self._theme)
        self.status = Status(self._theme)
        self.projects = ProjectDialogs(self.session, self.stage.offers, self)
        self.exporter = Exporter(self.document, self.editor, self.stage.viewer, self)
        keeper, word, notice = self.session.keeper, self.status.saved, self.stage.notice
        Storage(self.document, keeper, word, notice, self.projects.rescue, self)
        self.overlays = Overlays(self, self._theme)

    def _place_docks(self) -> None:
        self.setCentralWidget(self.stage)
        self.setStatusBar(self.status)
        self.docks = Docks(
            self,
            self.recordings,
            {"Segment": self.moment, "Review": self.review},
            {
                "Classes": _stacked(self.foreign, self.classes),
                "Segments": self.segments,
                "History": self.history,
                "Learning": self.learn_panel,
            },
            _stacked(self.playback_bar, self.timeline),
        )

    def _make_menus(self) -> None:
        recent = RecentMenu(self, lambda: self._settings.recent, self.session.open)
        panels = self.docks.toggle_actions()
        trail = TrailMenu(self.document, self)
        trail.chosen.connect(self.stage.viewer.set_trail)
        submenus = {"recent": recent, "trail": trail}
        self.menus = Menus(self, commands(self), submenus, panels)
        self.keyboard = Keyboard(
            self, self.stage.viewer, self.shortcuts, self.menus.actions, self.painter
        )
        self.shortcuts.changed.connect(self._show_keys)
        self._show_keys()

    def _show_keys(self) -> None:
        self.menus.show_keys(self.shortcuts.keymap)

    def _connect(self) -> None:
        session, status = self.session, self.status
        session.listed.connect(self.recordings.set_recordings)
        session.surveyed.connect(self.recordings.set_standing)
        session.refused.connect(self._show_current)
        session.opened.connect(self._show_opened)
        session.predicted.connect(self.recordings.set_predicted)
        self._connect_learning()
        session.troubled.connect(self.stage.banner.say)
        asking = self.dialogs, self.label_imports
        for asked in (self.editor, self.vocabulary, *asking, self.reviewer):
            asked.refused.connect(status.hint)
        self.vocabulary.proposed.connect(
            lambda edit: self.dialogs.show_class_edit(edit, self.follower)
        )
        session.opened.connect(self.follower.resume)
        self.vocabulary.edited.connect(session.translator.follow)
        map_classes = partial(self.dialogs.show_mapping, session.translator)
        self.foreign.map_requested.connect(map_classes)
        self.history.past_requested.connect(self.dialogs.show_past)
        self.dialogs.jump_requested.connect(lambda span: self.playback.seek(span.start))
        session.progressed.connect(status.show_progress)
        session.idle.connect(status.end_task)
        session.idle.connect(self._show_predicting)
        session.device_changed.connect(status.set_device)
        status.cancelled.connect(session.stop)
        for busy in (self.projects, self.exporter, self.label_exporter, self.follower):
            status.cancelled.connect(busy.cancel)
            busy.progressed.connect(status.show_progress)
            busy.idle.connect(status.end_task)
        for troubled in (self.exporter, self.label_exporter, self.follower):
            troubled.troubled.connect(self.stage.banner.say)
        self.exporter.saved.connect(status.say_saved)
        self.label_exporter.told.connect(status.hint)
        self.stage.viewer.renderer_changed.connect(status.renderer.setText)
        self.stage.empty.open_requested.connect(partial(ask_for_recordings, self))
        self.stage.empty.demo_requested.connect(lambda: self.open_demo())
        self.recordings.recording_chosen.connect(session.show_recording)
        self.timeline.seek_requested.connect(self.playback.seek)
        tracks = self.timeline.tracks
        tracks.removal_proposed.connect(lambda t: self.dialogs.show_track_removal(t, tracks.remove))
        self.timeline.play_requested.connect(self.playback.play_span)
        self.timeline.visibility_requested.connect(self.document.set_track_visible)
        for changed in (self.document.tracks_changed, self.document.prediction_changed):
            changed.connect(self._make_room_for_lanes)
        self.timeline.signals.height_changed.connect(self._make_room_for_lanes)

    def _connect_learning(self) -> None:
        learning, succession = self.learning, self.learning.succession
        succession.freshness_found.connect(self.recordings.set_all_predicted)
        for asked in (learning, succession, self.model_dialogs):
            asked.refused.connect(self.status.hint)
        for troubled in (learning, succession):
            troubled.troubled.connect(self.stage.banner.say)
        succession.shelf.changed.connect(self._show_model)
        self.learn_panel.training_requested.connect(self.model_dialogs.ask_how_to_train)
        self.ready.comparison_requested.connect(self.model_dialogs.show_comparison)
        self._show_model()

    def _show_model(self) -> None:
        current = self.session.shelf.current
        self.status.set_model(current.card.name if current else "")

    def _show_opened(self, path: Path) -> None:
        self.setWindowTitle(f"{path.stem} – Kinescribe")
        self._show_current()
        if source := self.session.source:
            self._settings.remember(source)
        self.stage.clear_messages()
        self.timeline.set_predicting(self.session.shelf.current is not None)

    def _show_current(self) -> None:
        if self.document.path is not None:
            self.recordings.set_current(self.document.path)

    def _make_room_for_lanes(self) -> None:
        """Show all lanes, unless that would leave less than half of the window to the body."""
        wanted = min(self.timeline.needed_height + self.playback_bar.height(), self.height() // 2)
        self.docks.grow_timeline(wanted)

    def _show_predicting(self) -> None:
        self.timeline.set_predicting(self.session.predicting)

    def find_segments(self) -> None:
        self.docks.show("Segments")
        self.segments.focus_filter()

    def toggle_theme(self) -> None:
        self.show_theme(themes.LIGHT if self._theme is themes.DARK else themes.DARK)

    def toggle_focus(self) -> None:
        self.docks.toggle_sides()

    def _restore_layout(self) -> None:
        self.setWindowTitle("Kinescribe")
        self.resize(1280, 800)
        if layout := self._settings.layout:
            self.restoreGeometry(layout[0])
            self.restoreState(layout[1], ARRANGEMENT)


def _local_paths(event: QDropEvent) -> list[Path]:
    return [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]


def _stacked(*parts: QWidget) -> QWidget:
    stack = QWidget()
    column = measured(QVBoxLayout(stack))
    for part in parts:
        column.addWidget(part)
    return stack
