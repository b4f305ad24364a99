"""The window: docks, menus and who hears whom. Decides nothing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QDockWidget,
    QFileDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import theme as themes
from app.actions import ACTIONS, ActionSpec
from app.document import Document
from app.editor import Editor
from app.layouts import measured
from app.navigation import next_edge, previous_edge
from app.panels.classes import ClassesPanel
from app.panels.moment import MomentPanel
from app.panels.recordings import RecordingsPanel
from app.playback import Playback
from app.playback_bar import PlaybackBar
from app.session import Session
from app.settings import Settings
from app.stage import Stage
from app.status import Status
from app.timeline.timeline import Timeline

_AREA = Qt.DockWidgetArea
_ZOOM = 1.5


class MainWindow(QMainWindow):
    """Puts the parts in their places and connects them."""

    def __init__(self, settings: Settings, open_demo: Callable[[], None]) -> None:
        super().__init__()
        self._settings, self._open_demo = settings, open_demo
        self._theme = themes.THEMES.get(settings.theme, themes.DARK)
        themes.apply(self._theme)
        self.document, self.playback = Document(self), Playback(self)
        self.editor = Editor(self.document, self.playback, self)
        self.session = Session(self.document, self.playback, self)
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
            self.playback_bar,
            self.timeline,
            self.status,
        ):
            part.set_theme(theme)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.layout = self.saveGeometry(), self.saveState()
        self.playback.pause()
        self.session.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _local_paths(event):
            self.session.open_all(paths)

    def _make_parts(self) -> None:
        self.stage = Stage(self.document, self.playback, self._theme)
        self.recordings = RecordingsPanel(self._theme)
        self.classes = ClassesPanel(self.document, self._theme)
        self.moment = MomentPanel(self.document, self.playback)
        self.playback_bar = PlaybackBar(self.playback, self._theme)
        self.timeline = Timeline(self.document, self.playback, self._theme)
        self.status = Status(self._theme)

    def _place_docks(self) -> None:
        self.setCentralWidget(self.stage)
        self.setStatusBar(self.status)
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            self.setCorner(corner, _AREA.BottomDockWidgetArea)
        self._docks = {
            "Recordings": self._dock("Recordings", self.recordings, _AREA.LeftDockWidgetArea),
            "Classes": self._dock("Classes", _scrolling(self.classes), _AREA.RightDockWidgetArea),
            "Playhead": self._dock("At the Playhead", self.moment, _AREA.RightDockWidgetArea),
            "Timeline": self._dock(
                "", _stacked(self.playback_bar, self.timeline), _AREA.BottomDockWidgetArea
            ),
        }
        sides = [self._docks["Recordings"], self._docks["Classes"]]
        self.resizeDocks(sides, [232, 256], Qt.Orientation.Horizontal)
        rights = [self._docks["Classes"], self._docks["Playhead"]]
        self.resizeDocks(rights, [320, 140], Qt.Orientation.Vertical)

    def _dock(self, title: str, content: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title or "Timeline", self)
        dock.setObjectName(title or "Timeline")
        heading = QLabel(title)
        heading.setProperty("role", "title")
        dock.setTitleBarWidget(heading if title else QWidget())
        content.setAutoFillBackground(True)
        dock.setWidget(content)
        self.addDockWidget(area, dock)
        return dock

    def _make_menus(self) -> None:
        self.actions_by_name: dict[str, QAction] = {}
        self._recent = QMenu("Open Recent", self)
        self._recent.aboutToShow.connect(self._list_recent)
        menus: dict[str, QMenu] = {}
        for spec in ACTIONS:
            menu = menus.get(spec.menu) or menus.setdefault(
                spec.menu, self.menuBar().addMenu(spec.menu)
            )
            if spec.name == "recent":
                menu.addMenu(self._recent)
            else:
                menu.addAction(self._action(spec))
        panels = self.menuBar().addMenu("Panels")
        for dock in self._docks.values():
            panels.addAction(dock.toggleViewAction())

    def _action(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.triggered.connect(self._commands()[spec.name])
        self.addAction(action)
        self.actions_by_name[spec.name] = action
        return action

    def _commands(self) -> dict[str, Callable[[], object]]:
        playback, viewer, timeline = self.playback, self.stage.viewer, self.timeline
        return {
            "open": self._ask_for_recordings,
            "open_project": self._ask_for_project,
            "open_demo": lambda: self._open_demo(),
            "quit": self.close,
            "play": playback.toggle,
            "back": partial(playback.step, -1),
            "forward": partial(playback.step, 1),
            "back_10": partial(playback.step, -10),
            "forward_10": partial(playback.step, 10),
            "previous_edge": lambda: playback.seek(previous_edge(self.document, playback.frame)),
            "next_edge": lambda: playback.seek(next_edge(self.document, playback.frame)),
            "start": partial(playback.seek, 0),
            "end": lambda: playback.seek(playback.n_frames - 1),
            "shuttle_back": partial(playback.shuttle, -1),
            "shuttle_stop": playback.pause,
            "shuttle_on": partial(playback.shuttle, 1),
            "fit": timeline.fit,
            "zoom_in": partial(timeline.zoom, _ZOOM),
            "zoom_out": partial(timeline.zoom, 1 / _ZOOM),
            "look_front": partial(viewer.look_from, "front"),
            "look_side": partial(viewer.look_from, "side"),
            "look_top": partial(viewer.look_from, "top"),
            "orthographic": viewer.toggle_orthographic,
            "follow": viewer.toggle_follow,
            "ground": viewer.toggle_ground,
            "theme": self._toggle_theme,
            "focus": self._toggle_focus,
        }

    def _connect(self) -> None:
        session, status = self.session, self.status
        session.listed.connect(self.recordings.set_recordings)
        session.refused.connect(self._show_current)
        session.opened.connect(self._show_opened)
        session.predicted.connect(self.recordings.set_predicted)
        session.troubled.connect(self.stage.banner.say)
        self.editor.refused.connect(self.stage.banner.say)
        session.progressed.connect(status.show_progress)
        session.idle.connect(status.end_task)
        session.idle.connect(self._show_predicting)
        session.device_changed.connect(status.set_device)
        status.set_model(session.model.stem if session.model else "")
        status.cancelled.connect(session.stop)
        self.stage.viewer.renderer_changed.connect(status.renderer.setText)
        self.stage.empty.open_requested.connect(self._ask_for_recordings)
        self.stage.empty.demo_requested.connect(lambda: self._open_demo())
        self.recordings.recording_chosen.connect(session.show_recording)
        self.timeline.seek_requested.connect(self.playback.seek)
        self.timeline.visibility_requested.connect(self.document.set_track_visible)
        self.document.tracks_changed.connect(self._make_room_for_lanes)

    def _show_opened(self, path: Path) -> None:
        self.setWindowTitle(f"{path.stem} – Kinescribe")
        self._show_current()
        if source := self.session.source:
            self._settings.remember(source)
        self.stage.banner.hide()
        self.timeline.set_predicting(self.session.model is not None)

    def _show_current(self) -> None:
        if self.document.path is not None:
            self.recordings.set_current(self.document.path)

    def _make_room_for_lanes(self) -> None:
        """Show all lanes, unless that would leave less than half of the window to the body."""
        wanted = min(self.timeline.needed_height + self.playback_bar.height(), self.height() // 2)
        dock = self._docks["Timeline"]
        if dock.height() < wanted and not dock.isFloating():
            self.resizeDocks([dock], [wanted], Qt.Orientation.Vertical)

    def _show_predicting(self) -> None:
        self.timeline.set_predicting(self.session.predicting)

    def _ask_for_recordings(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Open Recordings")
        if names:
            self.session.open_all([Path(name) for name in names])

    def _ask_for_project(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, "Open Project"):
            self.session.open(Path(name))

    def _list_recent(self) -> None:
        self._recent.clear()
        for path in self._settings.recent:
            self._recent.addAction(str(path), partial(self.session.open, path))
        self._recent.setEnabled(True)
        if self._recent.isEmpty():
            self._recent.addAction("Nothing yet").setEnabled(False)

    def _toggle_theme(self) -> None:
        self.show_theme(themes.LIGHT if self._theme is themes.DARK else themes.DARK)

    def _toggle_focus(self) -> None:
        hidden = not self._docks["Recordings"].isHidden()
        for name in ("Recordings", "Classes", "Playhead"):
            self._docks[name].setHidden(hidden)

    def _restore_layout(self) -> None:
        self.setWindowTitle("Kinescribe")
        self.resize(1280, 800)
        if layout := self._settings.layout:
            self.restoreGeometry(layout[0])
            self.restoreState(layout[1])


def _local_paths(event: QDropEvent) -> list[Path]:
    return [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]


def _stacked(*parts: QWidget) -> QWidget:
    stack = QWidget()
    column = measured(QVBoxLayout(stack))
    for part in parts:
        column.addWidget(part)
    return stack


def _scrolling(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page = _stacked(content)
    layout = page.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addStretch(1)
    area.setWidget(page)
    return area
