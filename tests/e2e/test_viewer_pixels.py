"""Is the skeleton drawn where the camera says it should be?

Bodies are painted magenta, which nothing else in the picture is, and every such pixel is held
against the projected joints and bones.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.viewer.surface import CHOICE
from app.viewer.theme import LIGHT
from app.viewer.view import Viewer
from core.recording import Recording
from core.skeleton import KINECT2, Skeleton
from tests.app.viewer.people import moved, people, pose, turned

MAGENTA, GREEN = QColor("#ff00ff"), QColor("#00ff00")
SIZE = (400, 320)
ROOT = Path(__file__).parents[2]

Mask = npt.NDArray[np.bool_]
Turn = Callable[[Viewer], object]

CAMERAS: dict[str, Turn] = {
    "first": lambda viewer: None,
    "front": lambda viewer: viewer.look_from("front"),
    "side": lambda viewer: viewer.look_from("side"),
    "top": lambda viewer: viewer.look_from("top"),
}


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    return _viewer(qtbot)


def _viewer(qtbot: QtBot) -> Viewer:
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(*SIZE)
    viewer.show()
    qtbot.waitExposed(viewer)
    qtbot.waitUntil(lambda: bool(viewer.renderer_text))
    return viewer


def _show(viewer: Viewer, recording: Recording, *colours: QColor | None) -> None:
    viewer.set_recording(recording)
    viewer.set_body_colours(colours or [MAGENTA] * recording.n_bodies)


def _pixels(image: QImage) -> npt.NDArray[np.int64]:
    """``(height, width, 3)`` red, green and blue."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), -1, 3).astype(int)


def _magenta(image: QImage) -> Mask:
    red, green, blue = np.moveaxis(_pixels(image), 2, 0)
    return (red - green > 25) & (blue - green > 25)


def _green(image: QImage) -> Mask:
    red, green, blue = np.moveaxis(_pixels(image), 2, 0)
    return (green - red > 25) & (green - blue > 25)


def _at(mask: Mask, pixels: npt.NDArray[np.floating], ratio: float) -> Mask:
    columns, rows = np.floor(pixels * ratio).astype(int).T
    return mask[rows, columns]


def _distances(
    mask: Mask, pixels: npt.NDArray[np.floating], ratio: float
) -> npt.NDArray[np.floating]:
    """From each pixel of the mask to the nearest bone, in logical pixels."""
    rows, columns = np.nonzero(mask)
    points = (np.stack((columns, rows), axis=1) + 0.5) / ratio
    start, stop = pixels[KINECT2.bones[:, 0]], pixels[KINECT2.bones[:, 1]]
    bone = stop - start
    along = ((points[:, np.newaxis] - start) * bone).sum(axis=2) / np.maximum(
        (bone**2).sum(axis=1), 1e-9
    )
    nearest = start + np.clip(along, 0, 1)[..., np.newaxis] * bone
    return np.linalg.norm(points[:, np.newaxis] - nearest, axis=2).min(axis=1)


def _assert_drawn_in_place(viewer: Viewer, recording: Recording) -> None:
    image = viewer.grab_picture()
    ratio = image.width() / viewer.width()
    mask = _magenta(image)
    joints = viewer.project(recording.positions[0, 0])
    assert _at(mask, joints, ratio).all()
    head = KINECT2.joint_names.index("Head")
    above = recording.positions[0, 0, head] + 0.12 * viewer._state.camera.axes[1]
    reach = np.linalg.norm(viewer.project(above) - joints[head])
    assert _distances(mask, joints, ratio).max() < reach + 1


@pytest.mark.parametrize("orthographic", [False, True], ids=["perspective", "orthographic"])
@pytest.mark.parametrize("camera", CAMERAS)
def test_one_body_is_where_the_camera_says(viewer: Viewer, camera: str, orthographic: bool) -> None:
    recording = people(moved(turned(pose(), 0.4), 2, 3))
    _show(viewer, recording)
    if orthographic:
        viewer.toggle_orthographic()
    CAMERAS[camera](viewer)
    _assert_drawn_in_place(viewer, recording)


def test_near_and_far_zoom_stay_in_place(viewer: Viewer) -> None:
    recording = people(pose())
    _show(viewer, recording)
    for notches in (-8.0, 3.0):
        viewer._state.camera = viewer._state.camera.zoomed(notches)
        mask = _magenta(viewer.grab_picture())
        pixels = viewer.project(recording.positions[0, 0])
        inside = ((pixels > 1) & (pixels < np.array(SIZE) - 1)).all(axis=1)
        assert _at(mask, pixels[inside], 1).all()


@pytest.mark.parametrize("metres", [0.001, 1.0, 50.0], ids=["tiny", "human", "giant"])
def test_any_size_fills_the_picture_alike(viewer: Viewer, metres: float) -> None:
    recording = people(pose() * metres)
    _show(viewer, recording)
    _assert_in_proportion(_magenta(viewer.grab_picture()))
    pixels = viewer.project(recording.positions[0, 0])
    assert _at(_magenta(viewer.grab_picture()), pixels, 1).all()


def _assert_in_proportion(mask: Mask) -> None:
    rows = np.flatnonzero(mask.any(axis=1))
    assert np.ptp(rows) > 0.6 * SIZE[1]
    assert 0.02 < mask.mean() < 0.12


def test_two_bodies_have_their_own_colours(viewer: Viewer) -> None:
    recording = people(moved(pose(), -1), moved(pose(), 1))
    _show(viewer, recording, MAGENTA, GREEN)
    image = viewer.grab_picture()
    assert _at(_magenta(image), viewer.project(recording.positions[0, 0]), 1).all()
    assert _at(_green(image), viewer.project(recording.positions[0, 1]), 1).all()


def test_a_nearer_body_hides_a_farther_one(viewer: Viewer) -> None:
    recording = people(moved(pose(), 0, 1), moved(pose(), 0, -1))
    _show(viewer, recording, MAGENTA, GREEN)
    viewer.look_from("front")
    image = viewer.grab_picture()
    assert _at(_green(image), viewer.project(recording.positions[0, 1]), 1).all()


def test_an_absent_body_is_not_drawn(viewer: Viewer) -> None:
    positions = np.zeros((2, 2, 25, 3), np.float32)
    positions[:, 0] = moved(pose(), -1)
    positions[0, 1] = moved(pose(), 1)
    _show(viewer, Recording.measured(positions, KINECT2, 30), GREEN, MAGENTA)
    assert _magenta(viewer.grab_picture()).any()
    viewer.set_frame(1)
    image = viewer.grab_picture()
    assert not _magenta(image).any()
    assert _green(image).any()


def test_a_missing_joint_is_not_drawn(viewer: Viewer) -> None:
    holed = pose()
    hand = [KINECT2.joint_names.index(n) for n in ("HandLeft", "HandTipLeft", "ThumbLeft")]
    holed[hand] = np.nan
    _show(viewer, people(holed))
    viewer.look_from("front")
    mask = _magenta(viewer.grab_picture())
    assert not _at(mask, viewer.project(pose()[hand]), 1).any()


def test_a_made_up_joint_is_hollow(viewer: Viewer) -> None:
    head = KINECT2.joint_names.index("Head")
    viewer.set_recording(people(pose()), np.arange(25) == head)
    viewer.set_body_colours([MAGENTA])
    viewer.look_from("front")
    mask = _magenta(viewer.grab_picture())
    (x, y), rim = viewer.project(pose()[head]), viewer.project(pose()[head] + (0, 0, 0.088))
    assert not mask[int(y), int(x)]
    assert mask[int(rim[1]) : int(rim[1]) + 4, int(x)].any()


def test_points_without_bones_are_drawn(viewer: Viewer) -> None:
    markers = Skeleton(("a", "b", "c"), (-1, -1, -1))
    positions = np.array([[[[0, 0, 0], [0, 0, 1], [1, 0, 1]]]], np.float32)
    _show(viewer, Recording.measured(positions, markers, 30, valid=np.ones((1, 1, 3), bool)))
    assert _at(_magenta(viewer.grab_picture()), viewer.project(positions[0, 0]), 1).all()


def test_playing_moves_the_body(viewer: Viewer) -> None:
    positions = np.repeat(pose()[np.newaxis, np.newaxis], 50, axis=0)
    positions[25:, :, 4:8, 2] += 0.3
    recording = Recording.measured(positions, KINECT2, 30)
    _show(viewer, recording)
    for frame in (0, 40):
        viewer.set_frame(frame)
        pixels = viewer.project(recording.positions[frame, 0])
        assert _at(_magenta(viewer.grab_picture()), pixels, 1).all()


def test_the_ground_can_be_left_out(viewer: Viewer) -> None:
    with_ground = _pixels(viewer.grab_picture())
    assert len(np.unique(with_ground.reshape(-1, 3), axis=0)) > 10
    viewer.toggle_ground()
    assert (_pixels(viewer.grab_picture()) == QColor("#15171c").getRgb()[:3]).all()


def test_feet_stand_in_shadow(viewer: Viewer) -> None:
    viewer.set_theme(LIGHT)
    _show(viewer, people(pose()))
    x, y = viewer.project(np.array((0.0, -0.02, -0.01))).astype(int)
    beside, between = _pixels(viewer.grab_picture())[y, [x - 130, x]].sum(axis=1)
    assert between < beside - 60


def test_left_is_lighter_than_right(viewer: Viewer) -> None:
    _show(viewer, people(pose()), QColor("#808080"))
    viewer.look_from("front")
    knees = [KINECT2.joint_names.index(name) for name in ("KneeLeft", "KneeRight")]
    columns, rows = viewer.project(pose()[knees]).astype(int).T
    left, right = _pixels(viewer.grab_picture())[rows, columns].sum(axis=1)
    assert left > 1.15 * right


def test_silhouettes_are_smooth(viewer: Viewer) -> None:
    """The edge of a ball has many levels between body and background, not two."""
    viewer.toggle_ground()
    _show(viewer, people(pose()))
    viewer.look_from("front")
    head = pose()[KINECT2.joint_names.index("Head")]
    x, y = viewer.project(head).astype(int)
    row = _pixels(viewer.grab_picture())[y - 14 : y, x - 14 : x + 15, 0]
    background = QColor("#15171c").red()
    assert len(np.unique(row[(row > background + 8) & (row < 90)])) >= 5


def test_the_painter_draws_at_the_same_places(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = people(turned(pose(), 0.3), moved(pose(), 1.2))
    masks = []
    for choice in ("", "painter"):
        monkeypatch.setenv(CHOICE, choice)
        viewer = _viewer(qtbot)
        _show(viewer, recording)
        assert viewer.renderer_text.startswith("QPainter" if choice else "OpenGL")
        masks.append(_magenta(viewer.grab_picture()))
    shared = (masks[0] & masks[1]).sum() / (masks[0] | masks[1]).sum()
    assert shared > 0.85


@pytest.mark.skipif("QT_SCALE_FACTOR" in os.environ, reason="is the scaled run")
@pytest.mark.parametrize("choice", ["", "painter"])
def test_two_device_pixels_per_pixel(choice: str) -> None:
    """The same checks in an application of their own, since the scale is set once."""
    scaled = "test_pictures_have_the_screens_own_pixels"
    checks = "test_one_body_is_where_the_camera_says[first-perspective]"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"{__file__}::{checks}", f"{__file__}::{scaled}"],
        env=os.environ | {"QT_SCALE_FACTOR": "2", CHOICE: choice},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "2 passed" in run.stdout, run.stdout + run.stderr


def test_pictures_have_the_screens_own_pixels(viewer: Viewer) -> None:
    assert viewer.grab_picture().width() == int(os.environ.get("QT_SCALE_FACTOR", 1)) * SIZE[0]


def test_nothing_shines_through_soft_edges(viewer: Viewer) -> None:
    """What a window shows of the view is what the view has painted."""
    viewer.set_theme(LIGHT)
    _show(viewer, people(pose()))
    painted, shown = viewer.grab_picture(), viewer.window().grab().toImage()
    assert np.abs(_pixels(painted) - _pixels(shown)).max() <= 2
