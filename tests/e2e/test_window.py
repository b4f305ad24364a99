"""The whole program: open, predict, move, and survive what goes wrong."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app import theme
from app.demo import DEMO, Demo
from app.main_window import MainWindow
from app.worker_client import ROOT
from tests.e2e.conftest import colour_at, picture


def test_a_newcomer_sees_how_to_begin(window: MainWindow) -> None:
    assert window.stage.empty.isVisible()
    assert not window.playback_bar.isEnabled()


def test_the_demo_lists_its_recordings_and_shows_the_first(demo: MainWindow) -> None:
    assert demo.recordings.list.count() >= 4
    assert demo.recordings.list.currentItem().text() == demo.document.recording.name
    assert demo.stage.viewer.isVisible()
    assert demo.playback.n_frames == demo.document.recording.n_frames


def test_choosing_another_recording_opens_it(demo: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(demo.session.opened, timeout=10_000):
        demo.recordings.list.setCurrentRow(2)
    assert demo.document.recording.name == demo.recordings.list.item(2).text()


def test_the_filter_hides_what_does_not_match(demo: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(demo.recordings.filter, "_12")
    items = [demo.recordings.list.item(n) for n in range(demo.recordings.list.count())]
    assert {item.isHidden() for item in items if "_12" in item.text()} == {False}
    assert {item.isHidden() for item in items if "_12" not in item.text()} == {True}


@pytest.mark.parametrize(
    ("key", "keys", "frame"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 101),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 99),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 110),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, 90),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0),
    ],
)
def test_keys_move_the_playhead(
    demo: MainWindow, qtbot: QtBot, key: Qt.Key, keys: Qt.KeyboardModifier, frame: int
) -> None:
    demo.playback.seek(100)
    qtbot.keyClick(demo, key, keys)
    assert demo.playback.frame == frame
    assert demo.playback_bar.position.text().startswith(f"frame {frame} of ")


def test_ctrl_arrow_jumps_to_segment_edges(demo: MainWindow, qtbot: QtBot) -> None:
    track = next(n for n, t in enumerate(demo.document.tracks) if t.segments)
    demo.document.set_track_visible(track, True)
    first = demo.document.tracks[track].segments[0]
    demo.playback.seek(first.start + 1)
    qtbot.keyClick(demo, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert demo.playback.frame == first.stop
    for _ in range(2):
        qtbot.keyClick(demo, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert demo.playback.frame <= first.start


def test_space_plays_at_the_recordings_own_rate(demo: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(demo, Qt.Key.Key_Space)
    assert demo.playback.playing
    qtbot.waitUntil(lambda: demo.playback.frame >= 10, timeout=5000)
    qtbot.keyClick(demo, Qt.Key.Key_Space)
    assert not demo.playback.playing


def test_the_body_takes_the_colour_of_the_class_under_the_playhead(demo: MainWindow) -> None:
    track = next(n for n, t in enumerate(demo.document.tracks) if t.segments)
    demo.document.set_track_visible(track, True)
    segment = demo.document.tracks[track].segments[0]
    demo.playback.seek((segment.start + segment.stop) // 2)
    wanted = demo.timeline.canvas.sheet.style.colours.of(segment.class_name)
    assert near_hue(demo, wanted.hue()) > 200
    demo.playback.seek(0)
    assert near_hue(demo, wanted.hue()) < 50


def near_hue(window: MainWindow, hue: int) -> int:
    """Saturated pixels of the 3D view with about this hue."""
    image = picture(window.stage.viewer)
    found = 0
    for y in range(0, image.height(), 2):
        for x in range(0, image.width(), 2):
            colour = image.pixelColor(x, y)
            off = abs((colour.hue() - hue + 180) % 360 - 180)
            found += colour.saturationF() > 0.35 and colour.valueF() > 0.2 and off < 20
    return found


@pytest.mark.parametrize("chosen", theme.THEMES.values(), ids=lambda chosen: chosen.name)
def test_both_themes_reach_every_corner(demo: MainWindow, chosen: theme.Theme) -> None:
    before = demo._theme
    demo.show_theme(chosen)
    image = picture(demo)
    seen = colour_at(image, demo.width() / 2, demo.height() - 4)
    assert seen.name() == chosen.window
    demo.show_theme(before)


def test_a_file_that_cannot_be_read_says_so_and_changes_nothing(
    demo: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "kaputt ü.skeleton"
    broken.write_bytes(b"\x00\xff garbage")
    before = demo.document.recording
    with qtbot.waitSignal(demo.session.troubled):
        demo.session.open(broken)
    assert demo.stage.banner.isVisible()
    assert "kaputt" in demo.stage.banner.text
    assert demo.document.recording is before


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(400, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_a_recording_can_be_dropped(window: MainWindow, qtbot: QtBot) -> None:
    path = next((DEMO / "recordings").iterdir())
    with qtbot.waitSignal(window.session.opened, timeout=10_000):
        drop(window, path)
    assert window.document.path == path
    assert path in window._settings.recent


def test_a_project_is_remembered_as_a_whole(demo: MainWindow) -> None:
    assert demo._settings.recent[0] == demo.session.source


def test_a_killed_worker_is_reported_and_comes_back(predicted: MainWindow, qtbot: QtBot) -> None:
    session = predicted.session
    before, old = predicted.document.recording, session.worker.process_id
    with qtbot.waitSignals([session.troubled, session.worker.ready], timeout=30_000):
        os.kill(old, signal.SIGKILL)
    assert session.worker.process_id != old
    assert predicted.document.recording is before
    with qtbot.waitSignal(session.predicted, timeout=30_000):
        predicted.recordings.list.setCurrentRow(1)


def test_stopping_a_prediction_leaves_the_recording_open(demo: MainWindow, qtbot: QtBot) -> None:
    assert demo.session.predicting
    demo.session.stop()
    assert not demo.session.predicting
    assert demo.document.recording is not None
    assert demo.document.prediction is None


def test_f11_leaves_only_view_and_timeline(demo: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(demo, Qt.Key.Key_F11)
    assert not demo.recordings.isVisible()
    assert demo.timeline.isVisible()
    qtbot.keyClick(demo, Qt.Key.Key_F11)
    assert demo.recordings.isVisible()


def test_the_demo_photographs_itself_and_torch_stays_out(tmp_path: Path) -> None:
    """In a fresh interpreter, so that nothing else can have imported anything."""
    shot = tmp_path / "demo.png"
    code = (
        "import sys; from pathlib import Path; from app.application import demo;"
        f"status = demo(Path({str(shot)!r}));"
        "print('torch' in sys.modules); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout.strip()) == (0, "False"), done.stderr
    assert shot.stat().st_size > 20_000


def test_windows_open_where_they_were_left(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1100, 700)
    window.close()
    again = MainWindow(window._settings, open_demo=lambda: None)
    qtbot.addWidget(again)
    assert again.size() == window.size()
    again.close()


def test_opening_waits_for_nothing(window: MainWindow, qtbot: QtBot) -> None:
    """The last recording asked for is the one that is shown."""
    paths = sorted((DEMO / "recordings").iterdir())
    for path in paths[:3]:
        window.session.open(path)
    qtbot.waitUntil(lambda: window.document.path == paths[2], timeout=10_000)
    qtbot.wait(100)
    assert window.document.path == paths[2]


def test_labels_of_another_length_are_kept_out_of_sight_and_untouched(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    project = Demo()
    labels = project.folder / "labels" / "Seq1_11.json"
    head, _checksum, *rest = labels.read_text("utf-8").splitlines()
    changed = "\n".join((head, *rest)).replace('"n_frames": 348', '"n_frames": 400')
    labels.write_text(changed, "utf-8")
    before = labels.read_bytes()
    with qtbot.waitSignal(window.session.opened, timeout=10_000):
        window.session.open(project.folder)
    assert window.stage.banner.isVisible()
    assert "labels were made for 400" in window.stage.banner.text
    assert window.document.tracks == ()
    assert labels.read_bytes() == before
    project.remove()


def test_odd_files_open_with_a_warning(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    source = next((DEMO / "recordings").glob("Seq2_12.csv")).read_text("utf-8").splitlines()
    source[3] = source[3].replace(source[3].split(";")[4], "NaN 1e30 2.0")
    odd = tmp_path / "odd.csv"
    odd.write_text("\n".join(source), "utf-8")
    with qtbot.waitSignal(window.session.opened, timeout=10_000):
        window.session.open(odd)
    assert window.stage.banner.isVisible()
    assert "missing" in window.stage.banner.text
    assert not window.document.recording.valid.all()


PRESSED = """
import os, signal, sys, threading, time, main

def press(before):
    while signal.getsignal(signal.SIGINT) is before:
        time.sleep(0.01)
    time.sleep(0.5)  # The window is in the midst of opening the demo, or waits.
    os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=press, args=[signal.getsignal(signal.SIGINT)], daemon=True).start()
sys.exit(main.main(["demo"]))
"""


def test_ctrl_c_closes_the_window() -> None:
    """Whenever it is pressed once the window listens."""
    done = subprocess.run(
        [sys.executable, "-c", PRESSED], cwd=ROOT, capture_output=True, timeout=60
    )
    assert done.returncode == 130
    assert b"Traceback" not in done.stderr


def test_without_a_screen_one_line_says_what_to_do() -> None:
    environment = {k: v for k, v in os.environ.items() if "DISPLAY" not in k and "QPA" not in k}
    done = subprocess.run(
        [sys.executable, "main.py"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "xvfb-run" in done.stderr
    assert len(done.stderr.splitlines()) == 1
