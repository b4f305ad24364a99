"""A clip shows what the view would show, frame by frame, whichever way it is drawn."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.export.clip import Clip
from app.export.exporter import save_picture
from app.export.filming import as_pillow, filming
from app.export.offscreen import Offscreen
from app.task import Task
from app.viewer.scene import Scene
from app.viewer.shapes import Floats
from app.viewer.state import ViewState
from app.viewer.theme import linear
from core.errors import FormatError
from core.progress import finish
from tests.app.viewer.people import walking

CLIP = Clip(10, 100, 120.0, 160, 120)
"""Every fourth frame."""


def still_camera() -> ViewState:
    state = ViewState(aspect=1.5)
    state.open(Scene.of(walking(speed=1.0)))
    state.look_from("front")
    state.toggle_follow()
    state.frame_all()
    return state


def magenta(frame: int) -> list[Floats | None]:
    return [linear("#ff00ff")]


def middles(path: Path) -> list[float]:
    """Where the magenta is in each picture, from the left."""
    found = []
    with Image.open(path) as clip:
        for number in range(clip.n_frames):
            clip.seek(number)
            red, green, blue = np.moveaxis(np.asarray(clip.convert("RGB"), dtype=int), -1, 0)
            found.append(float(np.nonzero((red - green > 60) & (blue - green > 60))[1].mean()))
    return found


@pytest.mark.parametrize("opengl", [True, False])
def test_the_body_walks_through_the_clip(opengl: bool, qapp: object, tmp_path: Path) -> None:
    state, path = still_camera(), tmp_path / "walk.webp"
    assert finish(filming(path, CLIP, state, magenta, Offscreen(opengl))) == path
    state.resize(CLIP.width / CLIP.height)
    seen = middles(path)
    assert len(seen) == 23
    for number in (0, 11, 22):
        state.seek(CLIP.frames[number])
        joints = state.camera.project(state.scene.recording.positions[state.frame, 0], 160, 120)
        assert seen[number] == pytest.approx(joints[:, 0].mean(), abs=4)
    assert seen[-1] - seen[0] > 20


def test_it_runs_beside_the_window_and_leaves_nothing_when_stopped(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path, offscreen = tmp_path / "walk.gif", Offscreen(opengl=True)
    parent = QCoreApplication.instance()
    task = Task(filming(path, CLIP, still_camera(), magenta, offscreen), parent)
    with qtbot.waitSignal(task.progressed):
        pass
    task.cancel()
    qtbot.waitUntil(lambda: offscreen._context is None)
    assert not list(tmp_path.iterdir())
    again = Task(filming(path, CLIP, still_camera(), magenta, offscreen), parent)
    with qtbot.waitSignal(again.done, timeout=20_000):
        pass
    with Image.open(path) as clip:
        assert (clip.n_frames, clip.size) == (23, (160, 120))


def test_the_picture_is_the_same_for_pillow_and_on_disk(qapp: object, tmp_path: Path) -> None:
    picture = Offscreen(opengl=False).draw(still_camera().shot(), 75, 50)
    save_picture(picture, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as read:
        assert read.convert("RGB").tobytes() == as_pillow(picture).tobytes()
    assert as_pillow(picture).getpixel((0, 0)) == QColor(picture.pixel(0, 0)).getRgb()[:3]


def test_a_folder_that_is_not_there_is_named(qapp: object, tmp_path: Path) -> None:
    picture = Offscreen(opengl=False).draw(still_camera().shot(), 75, 50)
    with pytest.raises(FormatError, match="nowhere"):
        save_picture(picture, tmp_path / "nowhere" / "a.png")
