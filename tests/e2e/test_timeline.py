"""The timeline in the real window: what is said is what is painted, and where."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.palette import ClassColours, blend
from app.timeline.lanes import Kind, Lane
from app.timeline.tips import tip
from tests.e2e.conftest import colour_at, picture


def lane(window: MainWindow, kind: Kind, track: int = -1) -> Lane:
    return next(x for x in window.timeline.canvas.lanes if (x.kind, x.track) == (kind, track))


def turn_wheel(window: MainWindow, x: int, notches: int, keys: Qt.KeyboardModifier) -> None:
    canvas = window.timeline.canvas
    place = QPointF(x, 100)
    event = QWheelEvent(
        place,
        canvas.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def test_predicted_segments_are_painted_in_their_colours(predicted: MainWindow) -> None:
    window, timeline = predicted, predicted.timeline
    image, row = picture(timeline.canvas), lane(predicted, Kind.PREDICTION)
    assert window.document.predicted
    colours = ClassColours(window.document.classes, window.document.labels.classes)
    for segment in window.document.predicted:
        # Edges are soft; where the model is surest the colour is full.
        number = window.document.classes.index(segment.class_name)
        said = window.document.prediction.probabilities[segment.start : segment.stop, number]
        x = timeline.scale.x_of(segment.start + int(said.argmax()) + 0.5)
        seen = colour_at(image, x, row.top + 5)
        panel = window.timeline._theme.colour("panel")
        wanted = blend(colours.of(segment.class_name), panel, 0.62)
        distance = sum(
            abs(a - b)
            for a, b in zip(seen.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
        )
        assert distance <= 12, (segment, seen.name(), wanted.name())


def test_the_heat_strip_is_hot_where_the_class_is_likely(predicted: MainWindow) -> None:
    document, row = predicted.document, lane(predicted, Kind.HEAT)
    image = picture(predicted.timeline.canvas)
    segment = max(document.predicted, key=lambda s: s.score)
    number = document.classes.index(segment.class_name)
    height = row.height / len(document.classes)
    y = row.top + (number + 0.5) * height
    inside = colour_at(image, predicted.timeline.scale.x_of((segment.start + segment.stop) / 2), y)
    assert inside.saturationF() > 0.3
    outside = colour_at(image, 2, y)
    assert outside.saturationF() < 0.3


def test_human_labels_are_hidden_until_the_eye_is_clicked(demo: MainWindow, qtbot: QtBot) -> None:
    track = next(n for n, t in enumerate(demo.document.tracks) if t.segments)
    assert not demo.document.tracks[track].visible
    eyes = [b for b in demo.timeline.header.findChildren(QToolButton) if b.isVisible()]
    qtbot.mouseClick(eyes[track], Qt.MouseButton.LeftButton)
    assert demo.document.tracks[track].visible
    first, row = demo.document.tracks[track].segments[0], lane(demo, Kind.LABELS, track)
    image = picture(demo.timeline.canvas)
    x = demo.timeline.scale.x_of(first.start + 0.8 * first.n_frames)
    wanted = ClassColours(demo.document.classes, demo.document.labels.classes).of(first.class_name)
    assert colour_at(image, x, row.top + 6) == wanted


def test_the_playhead_is_painted_where_the_frame_is(demo: MainWindow) -> None:
    canvas, scale = demo.timeline.canvas, demo.timeline.scale
    for frame in (30, 200):
        demo.playback.seek(frame)
        image = picture(canvas)
        bright = [
            x
            for x in range(canvas.width())
            if colour_at(image, x, canvas.height() - 2).lightness() > 180
        ]
        assert bright
        assert all(abs(x + 0.5 - scale.x_of(frame + 0.5)) < 2 for x in bright)


def test_pressing_and_dragging_scrubs(demo: MainWindow, qtbot: QtBot) -> None:
    canvas, scale = demo.timeline.canvas, demo.timeline.scale
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 12))
    assert demo.playback.frame == scale.frame_at(300)
    qtbot.mouseMove(canvas, QPoint(500, 12))
    QTest.qWait(20)
    assert demo.playback.frame == scale.frame_at(500)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(500, 12))


def test_ctrl_and_wheel_zoom_at_the_pointer(demo: MainWindow) -> None:
    before = demo.timeline.scale
    turn_wheel(demo, 400, 5, Qt.KeyboardModifier.ControlModifier)
    after = demo.timeline.scale
    assert after.frames_per_pixel < before.frames_per_pixel / 2
    under = [scale.first + 400 * scale.frames_per_pixel for scale in (before, after)]
    assert under[0] == pytest.approx(under[1])


def test_the_wheel_scrolls_and_f_fits(demo: MainWindow, qtbot: QtBot) -> None:
    turn_wheel(demo, 400, 8, Qt.KeyboardModifier.ControlModifier)
    first = demo.timeline.scale.first
    turn_wheel(demo, 400, -1, Qt.KeyboardModifier.NoModifier)
    assert demo.timeline.scale.first > first
    qtbot.keyClick(demo, Qt.Key.Key_F)
    assert demo.timeline.scale.is_fitted


def test_the_overview_brings_a_part_into_sight(demo: MainWindow, qtbot: QtBot) -> None:
    turn_wheel(demo, 0, 8, Qt.KeyboardModifier.ControlModifier)
    overview = demo.timeline.overview
    qtbot.mousePress(overview, Qt.MouseButton.LeftButton, pos=QPoint(overview.width() - 5, 10))
    assert demo.timeline.scale.last == pytest.approx(demo.timeline.scale.n_frames)


def test_overview_and_lanes_share_their_left_and_right(demo: MainWindow) -> None:
    overview, canvas = demo.timeline.overview, demo.timeline.canvas
    lefts = [part.mapTo(demo.timeline, QPoint(0, 0)).x() for part in (overview, canvas)]
    assert lefts[0] == lefts[1]
    assert overview.width() == canvas.width()


def test_hovering_a_segment_tells_about_it(predicted: MainWindow) -> None:
    row, segment = lane(predicted, Kind.PREDICTION), predicted.document.predicted[0]
    x = predicted.timeline.scale.x_of((segment.start + segment.stop) / 2)
    found = predicted.timeline.canvas.hand.hit_at(QPointF(x, row.top + 5))
    assert found is not None
    assert tip(found, predicted.document.recording.fps).startswith(segment.class_name)
    below = predicted.timeline.canvas.hand.hit_at(QPointF(x, row.bottom + 1))
    assert below is not None
    assert below.segment is None
