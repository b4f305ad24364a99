"""What each action does: its name in `app.actions` → a callable. Decides nothing else."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.navigation import next_edge, previous_edge
from core.edits.move import Side

if TYPE_CHECKING:
    from app.main_window import MainWindow

Command = Callable[[], object]

_ZOOM = 1.5


def commands(window: "MainWindow") -> dict[str, Command]:
    """The commands of all actions, for the parts of a window."""
    return (
        _files(window)
        | _edits(window)
        | _labels(window)
        | _review(window)
        | _models(window)
        | _playback(window)
        | _views(window)
        | _help(window)
    )


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
        "new_project": window.projects.make,
        "add_recordings": window.projects.add,
        "import_labels": window.label_imports.ask,
        "export_labels": window.label_exporter.ask,
        "save_view": window.exporter.save_view,
        "save_window": window.exporter.save_window,
        "export_clip": window.exporter.ask_for_clip,
        "quit": window.close,
    }


def _edits(window: "MainWindow") -> dict[str, Command]:
    document, editor = window.document, window.editor
    return {
        "undo": editor.undo,
        "redo": editor.redo,
        "find": window.find_segments,
        "past": window.dialogs.show_past,
        "copy": editor.copy,
        "paste": editor.paste,
        "delete": editor.delete,
        "select_all": lambda: document.select(document.active.segments),
        "select_here": editor.select_here,
        "deselect": partial(_deselect, window),
    }


def _deselect(window: "MainWindow") -> None:
    if window.painter.drop() or window.timeline.cancel():
        return
    window.document.select(())
    window.editor.marks.clear()
    window.setFocus()


def _labels(window: "MainWindow") -> dict[str, Command]:
    editor, timeline = window.editor, window.timeline
    return {
        "note": window.overlays.ask_for_note,
        "mark_in": editor.marks.mark_in,
        "mark_out": editor.marks.mark_out,
        "split": editor.split,
        "merge": editor.merge,
        "fill_gap": editor.fill_gap,
        "start_here": partial(editor.move_edge_here, Side.START),
        "stop_here": partial(editor.move_edge_here, Side.STOP),
        "start_here_alone": partial(editor.move_edge_here, Side.START, linked=False),
        "stop_here_alone": partial(editor.move_edge_here, Side.STOP, linked=False),
        "start_back": partial(editor.nudge, Side.START, -1),
        "start_on": partial(editor.nudge, Side.START, 1),
        "stop_back": partial(editor.nudge, Side.STOP, -1),
        "stop_on": partial(editor.nudge, Side.STOP, 1),
        "add_track": timeline.tracks.add,
        "rename_track": timeline.rename_track,
        "assign_track": timeline.assign_track,
        "remove_track": lambda: timeline.tracks.propose_removal(timeline.tracks.active.name),
    }


def _review(window: "MainWindow") -> dict[str, Command]:
    editor, acts = window.editor, window.review_acts
    return {
        "accept": lambda: window.reviewer.accept_or(acts.accept_here),
        "accept_seen": lambda: acts.accept_within(*window.timeline.frames_in_sight),
        "reject": lambda: window.reviewer.reject_or(acts.reject_here),
        "next_review": window.reviewer.next,
        "previous_review": window.reviewer.previous,
        "map_classes": partial(window.dialogs.show_mapping, window.session.translator),
        "compare": window.dialogs.show_comparison,
        "merge_labels": window.dialogs.ask_for_copy,
        "review_to_playhead": editor.review_to_playhead,
        "review_marked": acts.review_marked,
        "unreview_marked": acts.unreview_marked,
        "review_all": editor.review_all,
    }


def _models(window: "MainWindow") -> dict[str, Command]:
    succession, dialogs = window.learning.succession, window.model_dialogs
    return {
        "learn": window.learning.learn,
        "train": dialogs.ask_how_to_train,
        "compare_models": dialogs.show_comparison,
        "use_model": succession.accept,
        "keep_model": succession.decline,
        "previous_model": succession.go_back,
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
        "play_selected": partial(_play_segment, window),
        "loop": window.playback_bar.loop.toggle,
    }


def _play_segment(window: "MainWindow") -> None:
    """Play what is selected, or else what is said at the playhead."""
    here = window.document.said_at(window.playback.frame)
    if chosen := window.document.selection or ((here,) if here else ()):
        window.playback.play_span(chosen[0].start, chosen[-1].stop)
    else:
        window.editor.refused.emit("Select a segment first, or go to one.")


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


def _help(window: "MainWindow") -> dict[str, Command]:
    overlays = window.overlays
    return {
        "palette": overlays.finder.ask,
        "sheet": overlays.show_sheet,
        "keys": overlays.change_keys,
    }
