"""Labels by mouse, on a real window: what is dragged is what is said and painted, and undo brings
back what was."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.demo import DEMO
from app.main_window import MainWindow
from app.timeline.canvas import Canvas
from app.timeline.lanes import Kind, Lane
from app.timeline.menu import LaneMenu
from app.timeline.prompt import Prompt
from core.edits.move import Side
from core.labels import MODEL, Segment
from core.prediction import Prediction
from tests.e2e.conftest import colour_at, open_path, picture
from tests.e2e.test_timeline import lane

LEFT = Qt.MouseButton.LeftButton
ALT, CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def labelled(demo: MainWindow) -> MainWindow:
    """The demo with its human labels shown and active; the mouse snaps to nothing by accident."""
    track = next(n for n, t in enumerate(demo.document.tracks) if t.segments)
    demo.document.set_track_visible(track, True)
    demo.document.set_active(demo.document.tracks[track].name)
    demo.playback.seek(demo.playback.n_frames - 1)
    return demo


@pytest.fixture
def foreseen(demo: MainWindow) -> MainWindow:
    """The demo with a prediction of two segments, and nothing labelled in the first track."""
    predicted = (Segment(44, 81, "right punch", 0.9), Segment(120, 160, "left punch", 0.4))
    probabilities = np.zeros((demo.document.n_frames, 3), np.float32)
    probabilities[:, 2] = 1
    for number, one in enumerate(predicted):
        probabilities[one.start : one.stop] = one.score * np.eye(3)[number]
    classes = "right punch", "left punch"
    demo.document.set_prediction(Prediction(probabilities, classes, "by hand", predicted))
    return demo


def canvas(window: MainWindow) -> Canvas:
    return window.timeline.canvas


def active_lane(window: MainWindow) -> Lane:
    names = [track.name for track in canvas(window).sheet.tracks]
    return lane(window, Kind.LABELS, names.index(window.document.active.name))


def point(window: MainWindow, frame: float, row: Lane | None = None) -> QPoint:
    """The pixel of a boundary between frames, in the active lane."""
    return QPoint(round(canvas(window).scale.x_of(frame)), (row or active_lane(window)).top + 12)


def frame_at(window: MainWindow, frame: float) -> int:
    """The boundary that is nearest to the pixel in which a boundary is."""
    return canvas(window).scale.edge_at(point(window, frame).x())


def move(window: MainWindow, place: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Move the pointer with the button down, as `QTest` cannot with modifiers."""
    where = canvas(window).mapToGlobal(QPointF(place))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), where, LEFT, LEFT, keys)
    QApplication.sendEvent(canvas(window), event)


def drag(window: MainWindow, start: QPoint, stop: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(canvas(window), LEFT, keys, start)
    for share in (0.5, 1.0):
        move(window, start + (stop - start) * share, keys)
    QTest.mouseRelease(canvas(window), LEFT, keys, stop)


def click(
    window: MainWindow, segment: Segment, keys: Qt.KeyboardModifier = NONE, *, twice: bool = False
) -> None:
    place = point(window, (segment.start + segment.stop) / 2)
    QTest.mouseClick(canvas(window), LEFT, keys, place)
    if twice:
        QTest.mouseDClick(canvas(window), LEFT, keys, place)


def ranges(window: MainWindow) -> list[tuple[int, int]]:
    return [(s.start, s.stop) for s in window.document.active.segments]


def painted_as(window: MainWindow, frame: float) -> str:
    """The colour of the active lane at a frame, below names and inside of outlines."""
    row = active_lane(window)
    x = canvas(window).scale.x_of(frame)
    return colour_at(picture(canvas(window)), x, row.top + 22).name()


def colour_of(window: MainWindow, class_name: str) -> str:
    return canvas(window).sheet.style.colours.of(class_name).name()


def test_dragging_on_an_empty_part_makes_a_segment_of_the_current_class(
    labelled: MainWindow,
) -> None:
    before, name = ranges(labelled), labelled.document.classes[2]
    labelled.editor.choose_class(name)
    stop = labelled.document.active.segments[0].start - 10
    drag(labelled, point(labelled, 5), point(labelled, stop), CTRL)
    made = labelled.document.active.segments[0]
    assert made.class_name == name
    assert abs(made.start - 5) <= 1
    assert made.stop == frame_at(labelled, stop)
    assert labelled.document.selection == (made,)
    assert painted_as(labelled, made.stop - 4) == colour_of(labelled, name)
    labelled.editor.undo()
    assert ranges(labelled) == before


def test_a_new_segment_stops_at_its_neighbour(labelled: MainWindow) -> None:
    first = labelled.document.active.segments[0]
    drag(labelled, point(labelled, 5), point(labelled, first.stop - 2), CTRL)
    assert ranges(labelled)[0][1] == first.start
    assert labelled.document.active.segments[1] == first


def test_without_any_class_the_name_is_asked_for(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.models.BUNDLED", tmp_path)
    open_path(window, qtbot, next((DEMO / "recordings").iterdir()))
    assert not window.document.classes
    for name in ("", "background", "jump"):
        drag(window, point(window, 20), point(window, 60), CTRL)
        prompt = window.timeline.canvas.findChildren(Prompt)[-1]
        qtbot.keyClicks(prompt.line, name)
        qtbot.keyClick(prompt.line, Qt.Key.Key_Return)
    made = window.document.active.segments
    assert [s.class_name for s in made] == ["jump"]
    assert window.document.classes == ("jump",)


def test_an_edge_follows_the_pointer_and_the_body_is_shown_there(labelled: MainWindow) -> None:
    segment, before = labelled.document.active.segments[1], ranges(labelled)
    start, stop = point(labelled, segment.stop), point(labelled, segment.stop - 12)
    QTest.mousePress(canvas(labelled), LEFT, CTRL, start)
    move(labelled, stop, CTRL)
    wanted = canvas(labelled).scale.edge_at(stop.x())
    assert ranges(labelled) == before, "only a draft so far"
    assert labelled.document.tracks[active_lane(labelled).track].segments[1].stop == wanted
    assert labelled.playback.frame == wanted - 1
    bed = canvas(labelled).sheet.style.theme.window
    assert painted_as(labelled, segment.stop - 4) == bed
    QTest.mouseRelease(canvas(labelled), LEFT, CTRL, stop)
    assert ranges(labelled)[1] == (segment.start, wanted)
    assert painted_as(labelled, segment.stop - 4) == bed
    labelled.editor.undo()
    assert ranges(labelled) == before
    assert painted_as(labelled, segment.stop - 4) == colour_of(labelled, segment.class_name)


def test_shared_edges_roll_and_alt_parts_them(labelled: MainWindow) -> None:
    one, other = labelled.document.active.segments[:2]
    labelled.editor.move_edge(one, Side.STOP, other.start, linked=False)
    shared, before = other.start, ranges(labelled)
    drag(labelled, point(labelled, shared), point(labelled, shared - 10), CTRL)
    rolled = frame_at(labelled, shared - 10)
    assert ranges(labelled)[:2] == [(one.start, rolled), (rolled, other.stop)]
    labelled.editor.undo()
    assert ranges(labelled) == before
    grabbed = point(labelled, shared) - QPoint(2, 0)
    drag(labelled, grabbed, point(labelled, shared - 10), CTRL | ALT)
    assert ranges(labelled)[:2] == [(one.start, rolled), (shared, other.stop)]


def test_an_edge_snaps_to_the_playhead_unless_ctrl_is_held(labelled: MainWindow) -> None:
    segment = labelled.document.active.segments[1]
    target = segment.stop - 10
    labelled.playback.seek(target)
    near = point(labelled, target) + QPoint(4, 0)
    for keys, wanted in ((NONE, target), (CTRL, canvas(labelled).scale.edge_at(near.x()))):
        drag(labelled, point(labelled, segment.stop), near, keys)
        assert ranges(labelled)[1][1] == wanted
        labelled.editor.undo()
        labelled.playback.seek(target)
    assert canvas(labelled).scale.edge_at(near.x()) != target


def test_an_edge_snaps_to_a_predicted_one(foreseen: MainWindow) -> None:
    foreseen.playback.seek(0)
    segment = foreseen.document.predicted[0]
    labels = lane(foreseen, Kind.LABELS, 0)
    near = point(foreseen, segment.stop, labels) + QPoint(4, 0)
    drag(foreseen, point(foreseen, segment.start, labels) - QPoint(4, 0), near)
    assert ranges(foreseen) == [(segment.start, segment.stop)]


def test_dragging_a_body_moves_it_and_escape_leaves_it(labelled: MainWindow) -> None:
    segment, before, home = labelled.document.active.segments[0], ranges(labelled), 3
    labelled.playback.seek(home)
    middle = point(labelled, (segment.start + segment.stop) / 2)
    goal = middle - QPoint(40, 0)
    QTest.mousePress(canvas(labelled), LEFT, CTRL, middle)
    move(labelled, goal, CTRL)
    assert labelled.document.draft
    assert labelled.playback.frame != home
    QTest.keyClick(canvas(labelled), Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas(labelled), LEFT, CTRL, goal)
    assert labelled.document.draft is None
    assert (ranges(labelled), labelled.playback.frame) == (before, home)
    drag(labelled, middle, goal, CTRL)
    moved = labelled.document.active.segments[0]
    assert moved.n_frames == segment.n_frames
    scale = canvas(labelled).scale
    assert moved.start - segment.start == scale.frame_at(goal.x()) - scale.frame_at(middle.x())
    labelled.editor.undo()
    assert ranges(labelled) == before


def test_clicks_choose_one_more_and_a_range(labelled: MainWindow) -> None:
    segments = tuple(labelled.document.active.segments)
    click(labelled, segments[1])
    assert labelled.document.selection == (segments[1],)
    middle = (segments[1].start + segments[1].stop) / 2
    row, scale = active_lane(labelled), canvas(labelled).scale
    ink = labelled._theme.text
    image = picture(canvas(labelled))
    assert colour_at(image, scale.x_of(middle), row.top + 3).name() == ink
    click(labelled, segments[3], SHIFT)
    assert labelled.document.selection == segments[1:4]
    click(labelled, segments[2], CTRL)
    assert labelled.document.selection == (segments[1], segments[3])
    QTest.mouseClick(canvas(labelled), LEFT, NONE, point(labelled, 5))
    assert labelled.document.selection == ()
    assert labelled.playback.frame == canvas(labelled).scale.frame_at(point(labelled, 5).x())


def test_a_double_click_plays_a_segment_to_its_end(labelled: MainWindow, qtbot: QtBot) -> None:
    segment = labelled.document.active.segments[0]
    click(labelled, segment, twice=True)
    assert labelled.playback.playing
    assert segment.start <= labelled.playback.frame < segment.stop
    qtbot.waitUntil(lambda: not labelled.playback.playing, timeout=20_000)
    assert labelled.playback.frame == segment.stop - 1


def test_a_double_click_accepts_a_prediction(foreseen: MainWindow) -> None:
    segment = foreseen.document.predicted[0]
    row = lane(foreseen, Kind.PREDICTION)
    place = point(foreseen, (segment.start + segment.stop) / 2, row)
    QTest.mouseClick(canvas(foreseen), LEFT, NONE, place)
    QTest.mouseDClick(canvas(foreseen), LEFT, NONE, place)
    accepted = foreseen.document.active.segments
    assert [(s.start, s.stop, s.class_name) for s in accepted] == [
        (segment.start, segment.stop, segment.class_name)
    ]
    assert accepted[0].source.kind == MODEL
    foreseen.editor.undo()
    assert not foreseen.document.active.segments


def open_menu(window: MainWindow, place: QPoint) -> LaneMenu:
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, canvas(window).mapToGlobal(place)
    )
    QApplication.sendEvent(canvas(window), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, LaneMenu)
    return menu


def choose(menu: QMenu, *path: str) -> None:
    action = next(action for action in menu.actions() if action.text() == path[0])
    if len(path) > 1:
        choose(action.menu(), *path[1:])
    else:
        assert action.isEnabled()
        action.trigger()


def test_the_menu_relabels_splits_and_deletes(labelled: MainWindow, qtbot: QtBot) -> None:
    segment, before = labelled.document.active.segments[0], ranges(labelled)
    other = next(name for name in labelled.document.classes if name != segment.class_name)
    middle = point(labelled, (segment.start + segment.stop) / 2)
    menus = []
    for path in (("Change to", other), ("Split Here",), ("Delete",)):
        menus.append(open_menu(labelled, middle))
        choose(menus[-1], *path)
        menus[-1].close()
    cut = canvas(labelled).scale.frame_at(middle.x())
    assert ranges(labelled)[:2] == [(segment.start, cut), before[1]]
    assert labelled.document.active.segments[0].class_name == other
    for _ in menus:
        labelled.editor.undo()
    assert labelled.document.active.segments[0] == segment


def test_the_menu_marks_a_gap_as_not_reviewed_and_reviewed(labelled: MainWindow) -> None:
    looked = tuple(labelled.document.active.reviewed)
    gap = point(labelled, 5)
    for name in ("Not Reviewed", "Mark as Reviewed"):
        menu = open_menu(labelled, gap)
        choose(menu, name)
        menu.close()
        known = bool(labelled.document.active.reviewed_in(5, 6))
        assert known == (name == "Mark as Reviewed")
    assert tuple(labelled.document.active.reviewed) == looked


def test_the_menu_takes_a_note(labelled: MainWindow, qtbot: QtBot) -> None:
    segment = labelled.document.active.segments[0]
    menu = open_menu(labelled, point(labelled, (segment.start + segment.stop) / 2))
    choose(menu, "Note…")
    menu.close()
    prompt = canvas(labelled).findChild(Prompt)
    qtbot.keyClicks(prompt.line, "limps")
    qtbot.keyClick(prompt.line, Qt.Key.Key_Return)
    assert labelled.document.active.segments[0].note == "limps"


def test_the_menu_rejects_a_prediction(foreseen: MainWindow) -> None:
    segment, row = foreseen.document.predicted[0], lane(foreseen, Kind.PREDICTION)
    place = point(foreseen, (segment.start + segment.stop) / 2, row)
    menu = open_menu(foreseen, place)
    choose(menu, "Reject")
    menu.close()
    assert [s.class_name for s in foreseen.document.active.rejected] == [segment.class_name]


def test_an_unsure_prediction_is_hatched_until_somebody_has_looked(foreseen: MainWindow) -> None:
    unsure, row = foreseen.document.predicted[1], lane(foreseen, Kind.PREDICTION)
    scale = canvas(foreseen).scale

    def n_colours() -> int:
        image, xs = picture(canvas(foreseen)), (scale.x_of(unsure.start), scale.x_of(unsure.stop))
        inside = range(round(xs[0]) + 6, round(xs[1]) - 6)
        return len({colour_at(image, x, row.bottom - 6).name() for x in inside})

    hatched = n_colours()
    foreseen.editor.set_reviewed(unsure.start, unsure.stop)
    assert n_colours() < hatched
    foreseen.editor.undo()
    assert n_colours() == hatched


def test_names_choose_the_track_that_is_edited_and_plus_adds_one(labelled: MainWindow) -> None:
    header, tracks = labelled.timeline.header, labelled.document.tracks
    for track in tracks:
        name = next(b for b in header.findChildren(QPushButton) if b.text() == track.name)
        QTest.mouseClick(name, LEFT)
        assert labelled.document.active.name == track.name
    plus = next(b for b in header.findChildren(QToolButton) if b.toolTip() == "Add a track")
    QTest.mouseClick(plus, LEFT)
    assert len(labelled.document.tracks) == len(tracks) + 1
    assert labelled.document.active == labelled.document.tracks[-1]
    row = active_lane(labelled)
    drag(labelled, point(labelled, 30, row), point(labelled, 60, row), CTRL)
    assert len(labelled.document.tracks[-1].segments) == 1
    labelled.editor.undo()
    labelled.editor.undo()
    assert labelled.document.tracks == tracks


def test_marks_are_flags_on_the_ruler_with_a_tint_between(labelled: MainWindow) -> None:
    plain = picture(canvas(labelled))
    labelled.playback.seek(20)
    labelled.editor.marks.mark_in()
    labelled.playback.seek(59)
    labelled.editor.marks.mark_out()
    labelled.playback.seek(labelled.playback.n_frames - 1)
    image, scale = picture(canvas(labelled)), canvas(labelled).scale
    y = active_lane(labelled).top + 1
    inside, outside = scale.x_of(40), scale.x_of(62)
    assert colour_at(image, inside, y) != colour_at(plain, inside, y)
    assert colour_at(image, outside, y) == colour_at(plain, outside, y)
    for x in (scale.x_of(20) + 3, scale.x_of(60) - 3):
        assert colour_at(image, x, 17).name() == labelled._theme.accent


def test_what_is_undone_while_it_is_dragged_is_dropped(labelled: MainWindow) -> None:
    first, before = labelled.document.active.segments[0], ranges(labelled)
    labelled.editor.move(first, first.start - 5)
    moved = labelled.document.active.segments[0]
    middle = point(labelled, (moved.start + moved.stop) / 2)
    QTest.mousePress(canvas(labelled), LEFT, CTRL, middle)
    move(labelled, middle - QPoint(30, 0), CTRL)
    labelled.editor.undo()
    QTest.mouseRelease(canvas(labelled), LEFT, CTRL, middle - QPoint(30, 0))
    assert ranges(labelled) == before


def test_an_edge_shows_a_handle_and_a_cursor_before_it_is_grabbed(labelled: MainWindow) -> None:
    segment = labelled.document.active.segments[1]
    plain = picture(canvas(labelled))
    QTest.mouseMove(canvas(labelled), point(labelled, segment.stop))
    assert canvas(labelled).cursor().shape() is Qt.CursorShape.SizeHorCursor
    x, y = canvas(labelled).scale.x_of(segment.stop) - 1, active_lane(labelled).top + 10
    assert colour_at(picture(canvas(labelled)), x, y).name() == labelled._theme.text
    assert colour_at(plain, x, y).name() != labelled._theme.text
    QTest.mouseMove(canvas(labelled), point(labelled, (segment.start + segment.stop) / 2))
    assert canvas(labelled).cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_band_with_shift_selects_what_it_touches_and_escape_takes_it_back(
    labelled: MainWindow,
) -> None:
    segments, before = tuple(labelled.document.active.segments), ranges(labelled)
    home = labelled.playback.frame
    start, stop = point(labelled, 5), point(labelled, segments[2].start + 3)
    drag(labelled, start, stop, SHIFT)
    assert labelled.document.selection == segments[:3]
    assert (ranges(labelled), labelled.playback.frame) == (before, home)
    end = point(labelled, labelled.document.n_frames - 1)
    drag(labelled, point(labelled, segments[4].stop - 2), end, SHIFT | CTRL)
    assert labelled.document.selection == (*segments[:3], segments[4])
    QTest.mousePress(canvas(labelled), LEFT, SHIFT, end)
    move(labelled, point(labelled, segments[4].stop + 5), SHIFT)
    row, scale = active_lane(labelled), canvas(labelled).scale
    inside = scale.x_of((segments[4].stop + labelled.document.n_frames) / 2)
    assert labelled.document.selection == ()
    banded = colour_at(picture(canvas(labelled)), inside, row.top + 5)
    QTest.keyClick(canvas(labelled), Qt.Key.Key_Escape)
    assert labelled.document.selection == (*segments[:3], segments[4])
    assert banded != colour_at(picture(canvas(labelled)), inside, row.top + 5)
    QTest.mouseRelease(canvas(labelled), LEFT, SHIFT, end)
    assert labelled.document.selection == (*segments[:3], segments[4])


def test_time_scrolls_along_while_an_edge_is_dragged_beyond_the_border(
    labelled: MainWindow, qtbot: QtBot
) -> None:
    labelled.timeline.set_scale(canvas(labelled).scale.zoomed(0, 6))
    segment = labelled.document.active.segments[0]
    width = canvas(labelled).width()
    labelled.timeline.set_scale(canvas(labelled).scale.starting_at(segment.stop - 40))
    first, last = canvas(labelled).scale.first, canvas(labelled).scale.last
    labelled.document.select([s for s in labelled.document.active.segments if s != segment])
    labelled.editor.delete()
    edge = point(labelled, segment.stop)
    QTest.mousePress(canvas(labelled), LEFT, CTRL, edge)
    move(labelled, QPoint(width + 20, edge.y()), CTRL)
    qtbot.waitUntil(lambda: canvas(labelled).scale.first > first + 30, timeout=5000)
    assert labelled.document.draft
    QTest.mouseRelease(canvas(labelled), LEFT, CTRL, QPoint(width + 20, edge.y()))
    moved = labelled.document.active.segments[0]
    assert moved.start == segment.start
    assert moved.stop >= last + 30
    still = canvas(labelled).scale
    qtbot.wait(50)
    assert canvas(labelled).scale == still
