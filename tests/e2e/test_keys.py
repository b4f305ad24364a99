"""Keys by real events on a real window: what is labelled is checked, and that it is painted so.

Rows of the key table that are about the mouse are in `test_mouse_editing` and `test_timeline`;
finder, sheet and note in `test_overlays`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.shortcuts.presets import PRESETS
from app.timeline.lanes import Kind
from core.labels import Segment
from core.prediction import Prediction
from core.spans import gaps
from tests.e2e.conftest import colour_at, picture
from tests.e2e.test_timeline import lane

Key, Modifier = Qt.Key, Qt.KeyboardModifier
NONE, SHIFT, CTRL, ALT = (
    Modifier.NoModifier,
    Modifier.ShiftModifier,
    Modifier.ControlModifier,
    Modifier.AltModifier,
)


@pytest.fixture
def empty(demo: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """The demo with a track of its own that has no segments, and nothing predicted."""
    demo.session.stop()
    demo.timeline.tracks.add("test")
    yield demo


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers)
    QApplication.sendEvent(window, event)


def release(window: MainWindow, key: Qt.Key) -> None:
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyRelease, key, NONE))


def tap(qtbot: QtBot, window: QWidget, *keys: tuple[Qt.Key, Qt.KeyboardModifier] | Qt.Key) -> None:
    for one in keys:
        key, modifiers = one if isinstance(one, tuple) else (one, NONE)
        qtbot.keyClick(window, key, modifiers)


def labels(window: MainWindow) -> list[tuple[int, int, str]]:
    """The segments of the active track; each, and each gap, is painted in its colour."""
    document, style = window.document, window.timeline.canvas.sheet.style
    said = document.active.segments
    painted = [colour_between(window, one.start, one.stop) for one in said]
    assert painted == [style.colours.of(one.class_name).name() for one in said]
    bare = gaps(said, 0, document.n_frames)
    assert {colour_between(window, one.start, one.stop) for one in bare} <= {style.theme.window}
    return [(s.start, s.stop, s.class_name) for s in said]


def colour_between(window: MainWindow, start: int, stop: int) -> str:
    """The colour of most pixels of the active lane between two edges, under names and pictures."""
    canvas = window.timeline.canvas
    track = [one.name for one in canvas.sheet.tracks].index(window.document.active.name)
    y, scale = lane(window, Kind.LABELS, track).top + 22, canvas.scale
    image = picture(canvas)
    first, last = max(round(scale.x_of(start)), 0), min(round(scale.x_of(stop)), canvas.width())
    colours = (colour_at(image, x, y).name() for x in range(first + 2, last - 1))
    return Counter(colours).most_common(1)[0][0]


def names(window: MainWindow) -> tuple[str, ...]:
    return window.document.classes


def mark(window: MainWindow, qtbot: QtBot, start: int, last: int, class_key: Qt.Key) -> None:
    """Label by keyboard alone: in, out, class."""
    window.playback.seek(start)
    tap(qtbot, window, Key.Key_I)
    window.playback.seek(last)
    tap(qtbot, window, Key.Key_O, class_key)


def predict(window: MainWindow, start: int, stop: int) -> None:
    """A prediction of the first class in ``[start, stop)``, without a worker."""
    n_frames, classes = window.document.n_frames, names(window)
    probabilities = np.zeros((n_frames, len(classes) + 1), np.float32)
    probabilities[:, -1] = 1
    segment = Segment(start, stop, classes[0], 0.9)
    window.document.set_prediction(Prediction(probabilities, classes, "test", (segment,)))


def test_marks_and_a_class_key_make_a_segment(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    assert labels(empty) == [(10, 30, names(empty)[0])]
    empty.playback.seek(40)
    tap(qtbot, empty, Key.Key_BracketLeft)
    empty.playback.seek(59)
    tap(qtbot, empty, Key.Key_BracketRight, Key.Key_2)
    assert labels(empty)[1] == (40, 60, names(empty)[1])


def test_a_digit_gives_the_selection_another_class(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    tap(qtbot, empty, Key.Key_3)
    assert labels(empty) == [(10, 30, names(empty)[2])]


def test_zero_is_the_tenth_class(empty: MainWindow, qtbot: QtBot) -> None:
    for name in ("ninth", "tenth"):
        empty.vocabulary.add(name)
    mark(empty, qtbot, 10, 29, Key.Key_0)
    assert labels(empty) == [(10, 30, "tenth")]


def test_a_class_key_is_about_all_that_is_selected(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    mark(empty, qtbot, 40, 59, Key.Key_2)
    tap(qtbot, empty, (Key.Key_A, CTRL), Key.Key_3)
    assert labels(empty) == [(10, 30, names(empty)[2]), (40, 60, names(empty)[2])]
    tap(qtbot, empty, (Key.Key_Z, CTRL))
    assert labels(empty) == [(10, 30, names(empty)[0]), (40, 60, names(empty)[1])]


def test_d_selects_the_segment_at_the_playhead(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    mark(empty, qtbot, 40, 59, Key.Key_2)
    empty.playback.seek(15)
    tap(qtbot, empty, Key.Key_D, Key.Key_Delete)
    assert labels(empty) == [(40, 60, names(empty)[1])]
    tap(qtbot, empty, Key.Key_D)
    assert "no segment at the playhead" in empty.status.currentMessage()


def test_a_letter_of_a_class_gives_it(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    listed = empty.document.labels.classes
    fourth = replace(listed[listed.names[3]], hotkey="x")
    empty.document.set_classes(listed.replacing(fourth.name, fourth))
    tap(qtbot, empty, Key.Key_X)
    assert labels(empty) == [(10, 30, names(empty)[3])]


def test_holding_a_class_key_paints_and_moving_back_erases(empty: MainWindow, qtbot: QtBot) -> None:
    empty.playback.seek(50)
    press(empty, Key.Key_2)
    tap(qtbot, empty, *[(Key.Key_Right, SHIFT)] * 3, Key.Key_Left)
    assert labels(empty) == []
    release(empty, Key.Key_2)
    assert labels(empty) == [(50, 80, names(empty)[1])]


def test_holding_a_class_key_while_playing_paints(empty: MainWindow, qtbot: QtBot) -> None:
    empty.playback.seek(50)
    tap(qtbot, empty, Key.Key_Space)
    press(empty, Key.Key_1)
    first = empty.playback.frame
    qtbot.waitUntil(lambda: empty.playback.frame >= first + 15, timeout=5000)
    tap(qtbot, empty, Key.Key_Space)
    last = empty.playback.frame
    release(empty, Key.Key_1)
    assert labels(empty) == [(first, last + 1, names(empty)[0])]


def test_tapping_a_class_key_while_playing_assigns(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    empty.playback.seek(50)
    tap(qtbot, empty, Key.Key_Space)
    press(empty, Key.Key_2)
    first = empty.playback.frame
    # Slowly from here on: the key has to go up in time on any machine.
    empty.playback.set_speed(0.1)
    qtbot.waitUntil(lambda: empty.playback.frame > first, timeout=5000)
    release(empty, Key.Key_2)
    assert labels(empty) == [(10, 30, names(empty)[1])]


def test_escape_drops_what_is_being_painted(empty: MainWindow, qtbot: QtBot) -> None:
    empty.playback.seek(50)
    press(empty, Key.Key_2)
    tap(qtbot, empty, (Key.Key_Right, SHIFT), Key.Key_Escape)
    release(empty, Key.Key_2)
    assert labels(empty) == []
    assert empty.document.draft is None


def test_split_and_merge(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    empty.playback.seek(20)
    tap(qtbot, empty, Key.Key_S)
    assert [s[:2] for s in labels(empty)] == [(10, 20), (20, 30)]
    tap(qtbot, empty, (Key.Key_A, CTRL), Key.Key_M)
    assert [s[:2] for s in labels(empty)] == [(10, 30)]


def test_delete_undo_and_redo(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    made = labels(empty)
    tap(qtbot, empty, Key.Key_Delete)
    assert labels(empty) == []
    tap(qtbot, empty, (Key.Key_Z, CTRL))
    assert labels(empty) == made
    tap(qtbot, empty, (Key.Key_Y, CTRL))
    assert labels(empty) == []
    tap(qtbot, empty, (Key.Key_Z, CTRL), (Key.Key_Z, CTRL | SHIFT))
    assert labels(empty) == []


def test_alt_arrows_nudge_edges(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    tap(qtbot, empty, (Key.Key_Left, ALT), (Key.Key_Left, ALT), (Key.Key_Right, ALT))
    assert labels(empty)[0][:2] == (9, 30)
    tap(qtbot, empty, (Key.Key_Right, ALT | SHIFT), (Key.Key_Right, ALT | SHIFT))
    tap(qtbot, empty, (Key.Key_Left, ALT | SHIFT))
    assert labels(empty)[0][:2] == (9, 31)


def test_q_and_w_bring_an_edge_to_the_playhead(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    mark(empty, qtbot, 40, 59, Key.Key_2)
    empty.playback.seek(26)
    tap(qtbot, empty, Key.Key_W)
    assert [s[:2] for s in labels(empty)] == [(10, 26), (40, 60)]
    empty.playback.seek(33)
    tap(qtbot, empty, Key.Key_Q)
    assert [s[:2] for s in labels(empty)] == [(10, 26), (33, 60)]
    empty.playback.seek(33)
    tap(qtbot, empty, Key.Key_W)
    assert [s[:2] for s in labels(empty)] == [(10, 33), (33, 60)]
    assert empty.playback.frame == 33
    empty.playback.seek(35)
    tap(qtbot, empty, (Key.Key_Q, ALT))
    assert [s[:2] for s in labels(empty)] == [(10, 33), (35, 60)]
    tap(qtbot, empty, Key.Key_W)
    empty.playback.seek(30)
    tap(qtbot, empty, (Key.Key_W, ALT))
    assert [s[:2] for s in labels(empty)] == [(10, 30), (35, 60)]


def test_copy_paste_and_bridge(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    tap(qtbot, empty, (Key.Key_C, CTRL))
    empty.playback.seek(40)
    tap(qtbot, empty, (Key.Key_V, CTRL))
    assert [s[:2] for s in labels(empty)] == [(10, 30), (40, 60)]
    empty.playback.seek(35)
    tap(qtbot, empty, Key.Key_B)
    assert sum(stop - start for start, stop, _ in labels(empty)) == 50


def test_escape_clears_selection_and_marks(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    tap(qtbot, empty, Key.Key_I, Key.Key_Escape)
    assert empty.document.selection == ()
    assert empty.editor.marks.ends == (None, None)


def test_enter_accepts_and_backspace_rejects(empty: MainWindow, qtbot: QtBot) -> None:
    predict(empty, 20, 40)
    predicted = empty.document.predicted[0]
    empty.playback.seek(30)
    tap(qtbot, empty, Key.Key_Backspace)
    assert labels(empty) == []
    assert empty.document.active.rejected
    tap(qtbot, empty, (Key.Key_Z, CTRL), Key.Key_Return)
    assert labels(empty) == [(predicted.start, predicted.stop, predicted.class_name)]


def test_shift_enter_accepts_what_is_in_sight(empty: MainWindow, qtbot: QtBot) -> None:
    predict(empty, 20, 40)
    empty.timeline.set_scale(empty.timeline.scale.starting_at(100).zoomed(0, 4))
    away = empty.timeline.scale.starting_at(150)
    empty.timeline.set_scale(away)
    tap(qtbot, empty, (Key.Key_Return, SHIFT))
    assert labels(empty) == []
    tap(qtbot, empty, Key.Key_F, (Key.Key_Return, SHIFT))
    assert len(labels(empty)) == 1


def test_n_walks_what_is_to_review(empty: MainWindow, qtbot: QtBot) -> None:
    empty.editor.set_reviewed(0, 50)
    empty.editor.set_reviewed(100, 150)
    empty.playback.seek(10)
    qtbot.waitUntil(lambda: not empty.reviewer.busy)
    tap(qtbot, empty, Key.Key_N)
    assert empty.playback.frame == 50
    tap(qtbot, empty, Key.Key_N)
    assert empty.playback.frame == 150
    tap(qtbot, empty, (Key.Key_N, SHIFT))
    assert empty.playback.frame == 50


def test_enter_answers_what_is_under_review_and_goes_on(empty: MainWindow, qtbot: QtBot) -> None:
    predict(empty, 20, 24)
    qtbot.waitUntil(lambda: not empty.reviewer.busy)
    tap(qtbot, empty, Key.Key_N)
    while empty.reviewer.current.start < 20:
        tap(qtbot, empty, Key.Key_N)
    tap(qtbot, empty, Key.Key_Return)
    assert labels(empty) == [(20, 24, names(empty)[0])]
    assert empty.reviewer.current is None or empty.reviewer.current.start > 20


def test_ctrl_f_finds_segments(empty: MainWindow, qtbot: QtBot) -> None:
    tap(qtbot, empty, (Key.Key_F, CTRL))
    assert empty.segments.filter.text.hasFocus()
    qtbot.keyClicks(empty.segments.filter.text, "m1")
    assert empty.segments.filter.text.text() == "m1"
    assert labels(empty) == []


def test_delete_in_the_table_of_segments_is_about_its_rows(empty: MainWindow, qtbot: QtBot) -> None:
    predict(empty, 20, 40)
    empty.docks.show("Segments")
    empty.segments.filter.predictions.setChecked(True)
    view = empty.segments.view
    qtbot.waitUntil(lambda: view.model().rowCount() > 0)
    view.setFocus()
    view.selectAll()
    tap(qtbot, view, Key.Key_Delete)
    assert empty.document.active.rejected


def test_reviewed_ranges_by_key(empty: MainWindow, qtbot: QtBot) -> None:
    empty.playback.seek(49)
    tap(qtbot, empty, Key.Key_R)
    assert [(s.start, s.stop) for s in empty.document.active.reviewed] == [(0, 50)]
    empty.playback.seek(10)
    tap(qtbot, empty, Key.Key_I)
    empty.playback.seek(19)
    tap(qtbot, empty, Key.Key_O, (Key.Key_V, SHIFT))
    assert [(s.start, s.stop) for s in empty.document.active.reviewed] == [(0, 10), (20, 50)]
    tap(qtbot, empty, Key.Key_V)
    assert [(s.start, s.stop) for s in empty.document.active.reviewed] == [(0, 50)]


def test_shift_space_plays_the_segment_and_loops(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 19, Key.Key_1)
    empty.playback.seek(15)
    tap(qtbot, empty, (Key.Key_Space, SHIFT))
    qtbot.waitUntil(lambda: not empty.playback.playing, timeout=5000)
    assert empty.playback.frame == 19
    tap(qtbot, empty, (Key.Key_L, CTRL))
    assert empty.playback_bar.loop.isChecked()


def test_j_k_and_l_shuttle(empty: MainWindow, qtbot: QtBot) -> None:
    empty.playback.seek(100)
    tap(qtbot, empty, Key.Key_L)
    qtbot.waitUntil(lambda: empty.playback.frame > 103, timeout=5000)
    tap(qtbot, empty, Key.Key_K)
    assert not empty.playback.playing
    stopped = empty.playback.frame
    tap(qtbot, empty, Key.Key_J, Key.Key_J)
    qtbot.waitUntil(lambda: empty.playback.frame < stopped - 3, timeout=5000)
    tap(qtbot, empty, Key.Key_K)
    assert not empty.playback.playing


@pytest.mark.parametrize("key", [Key.Key_1, Key.Key_3, Key.Key_7, Key.Key_O, Key.Key_G])
def test_keys_of_the_3d_view_are_seen(empty: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    viewer = empty.stage.viewer
    before = picture(viewer)
    tap(qtbot, viewer, key)
    assert picture(viewer) != before
    assert labels(empty) == []


def test_t_follows_the_body(empty: MainWindow, qtbot: QtBot) -> None:
    viewer, last = empty.stage.viewer, empty.playback.n_frames - 1
    pictures = []
    for _ in range(2):
        empty.playback.seek(0)
        tap(qtbot, viewer, Key.Key_T)
        empty.playback.seek(last)
        pictures.append(picture(viewer))
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize(
    ("button", "modifiers"),
    [
        (Qt.MouseButton.LeftButton, NONE),
        (Qt.MouseButton.LeftButton, SHIFT),
        (Qt.MouseButton.MiddleButton, NONE),
    ],
)
def test_the_mouse_turns_and_moves_the_camera(
    empty: MainWindow, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier
) -> None:
    viewer = empty.stage.viewer
    before, start = picture(viewer), QPointF(200, 150)
    for kind, place, down in (
        (QEvent.Type.MouseButtonPress, start, button),
        (QEvent.Type.MouseMove, start + QPointF(60, 20), Qt.MouseButton.NoButton),
        (QEvent.Type.MouseButtonRelease, start + QPointF(60, 20), button),
    ):
        where = viewer.mapToGlobal(place)
        QApplication.sendEvent(viewer, QMouseEvent(kind, place, where, down, button, modifiers))
    assert picture(viewer) != before


def test_the_wheel_brings_the_camera_closer(empty: MainWindow) -> None:
    viewer = empty.stage.viewer
    before, place = picture(viewer), QPointF(200, 150)
    turned = QWheelEvent(
        place,
        viewer.mapToGlobal(place),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewer, turned)
    assert picture(viewer) != before


def test_figures_turn_the_camera_in_the_3d_view_only(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_2)
    viewer = empty.stage.viewer
    before = viewer._state.camera
    tap(qtbot, viewer, Key.Key_1)
    assert viewer._state.camera != before
    assert labels(empty) == [(10, 30, names(empty)[1])]
    tap(qtbot, empty, Key.Key_1)
    assert labels(empty) == [(10, 30, names(empty)[0])]


def test_o_is_orthographic_in_the_3d_view_and_mark_out_elsewhere(
    empty: MainWindow, qtbot: QtBot
) -> None:
    tap(qtbot, empty.stage.viewer, Key.Key_O)
    assert empty.editor.marks.ends == (None, None)
    tap(qtbot, empty, Key.Key_O)
    assert empty.editor.marks.ends == (None, 1)


def test_the_3d_view_has_the_keys_while_the_pointer_is_over_it(
    empty: MainWindow, qtbot: QtBot
) -> None:
    viewer = empty.stage.viewer
    empty.setFocus()
    QApplication.sendEvent(viewer, QEvent(QEvent.Type.Enter))
    assert viewer.hasFocus()
    assert viewer.ring.isVisible()
    QApplication.sendEvent(viewer, QEvent(QEvent.Type.Leave))
    assert empty.hasFocus()
    assert not viewer.ring.isVisible()


def test_letters_reach_text_fields(empty: MainWindow, qtbot: QtBot) -> None:
    field = empty.recordings.filter
    field.setFocus()
    qtbot.keyClicks(field, "sim 1")
    tap(qtbot, field, Key.Key_Return, Key.Key_Backspace)
    assert field.text() == "sim "
    assert labels(empty) == []
    assert not empty.playback.playing
    QApplication.sendEvent(empty.stage.viewer, QEvent(QEvent.Type.Enter))
    assert field.hasFocus()


def test_a_held_class_key_is_let_go_with_the_window(empty: MainWindow) -> None:
    empty.playback.seek(50)
    press(empty, Key.Key_1)
    empty.playback.seek(59)
    QApplication.sendEvent(empty, QEvent(QEvent.Type.WindowDeactivate))
    assert labels(empty) == [(50, 60, names(empty)[0])]
    empty.playback.seek(80)
    assert labels(empty) == [(50, 60, names(empty)[0])]


def test_a_preset_changes_keys_and_menus_and_is_remembered(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    before = empty.shortcuts.keymap
    for name, bindings in PRESETS["ELAN"].items():
        empty.shortcuts.set_keymap(empty.shortcuts.keymap.with_keys(name, bindings))
    tap(qtbot, empty, (Key.Key_J, CTRL))
    assert labels(empty)[0][:2] == (9, 30)
    assert empty.menus.actions["play"].text().endswith("\tCtrl+Space")
    assert empty._settings.keys == PRESETS["ELAN"]
    empty.shortcuts.set_keymap(before)
