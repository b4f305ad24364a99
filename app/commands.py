"""What each action does: its name in `app.actions` → a callable. Decides nothing else."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.navigation import next_edge, previous_edge

if TYPE_CHECKING:
    from app.main_window import MainWindow

Command = Callable[[], object]

_ZOOM = 1.5


def commands(window: "MainWindow") -> dict[str, Command]:
    """The commands of all actions, for the parts of a window."""
    return _files(window) | _playback(window) | _views(window)


def ask_for_recordings(window: "MainWindow") -> None:
    names, _ = QFileDialog.getOpenFileNames(window, "Open Recordings")
    if names:
        window.session.open_all([Path(name) for name in names])


def ask_for_project(window: "MainWindow") -> None:
    if name := QFileDialog.getExistingDirectory(window, "Open Project"):
        window.session.open(Path(name))


def _files(window: "MainWindow") -> dict[str, Command]:
    return {
        "open": partial(ask_for_recordings, window),
        "open_project": partial(ask_for_project, window),
        "open_demo": window.open_demo,
        "quit": window.close,
    }


def _playback(window: "MainWindow") -> dict[str, Command]:
    document, playback = window.document, window.playback
    return {
        "play": playback.toggle,
        "back": partial(playback.step, -1),
        "forward": partial(playback.step, 1),
        "back_10": partial(playback.step, -10),
        "forward_10": partial(playback.step, 10),
        "previous_edge": lambda: playback.seek(previous_edge(document, playback.frame)),
        "next_edge": lambda: playback.seek(next_edge(document, playback.frame)),
        "start": partial(playback.seek, 0),
        "end": lambda: playback.seek(playback.n_frames - 1),
        "shuttle_back": partial(playback.shuttle, -1),
        "shuttle_stop": playback.pause,
        "shuttle_on": partial(playback.shuttle, 1),
    }


def _views(window: "MainWindow") -> dict[str, Command]:
    viewer, timeline = window.stage.viewer, window.timeline
    return {
        "fit": timeline.fit,
        "zoom_in": partial(timeline.zoom, _ZOOM),
        "zoom_out": partial(timeline.zoom, 1 / _ZOOM),
        "look_front": partial(viewer.look_from, "front"),
        "look_side": partial(viewer.look_from, "side"),
        "look_top": partial(viewer.look_from, "top"),
        "orthographic": viewer.toggle_orthographic,
        "follow": viewer.toggle_follow,
        "ground": viewer.toggle_ground,
        "theme": window.toggle_theme,
        "focus": window.toggle_focus,
    }
