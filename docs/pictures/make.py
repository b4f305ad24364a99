"""Makes the pictures of the handbook: ``python -m docs.pictures.make``, or ``make pictures``.

Each is of the real window, 1280 by 720, or of a part of it, on a scratch copy of the demo with what
the model that comes along says of it.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app import theme
from app.demo import DEMO, Demo
from app.dialogs.compare import CompareDialog
from app.dialogs.model_comparison import ModelComparisonDialog
from app.main_window import MainWindow
from app.settings import Settings
from app.viewer.surface import use_default_format
from core.checked import write_checked
from core.classes import ClassList
from core.label_codec import labels_as_json
from core.project import Project
from core.states import Place

HERE = Path(__file__).parent
WIDTH, HEIGHT, TALL = 1280, 720, 960
_SETTLE_MS = 700
"""Until counts, figures and queues are there, which are computed beside the window."""


def main() -> None:
    use_default_format()
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = name
        window = MainWindow(Settings(), open_demo=lambda: None)
        window.resize(WIDTH, HEIGHT)
        window.show()
        # The 3D view says what it draws with when it is first painted, hidden or not.
        window.grab()
        save(window, "empty")
        window.session.start()
        demo = Demo()
        open_predicted(window, demo.folder)
        for scene in (looking, correcting, reviewing, classes, comparing):
            scene(window)
        demo.remove()
        learning(window, Path(name) / "labelled")
        sixty(window, Path(name) / "sixty")
        window.close()
    application.processEvents()


def looking(window: MainWindow) -> None:
    """The demo as it opens, in both themes."""
    window.playback.seek(110)
    save(window, "dark")
    window.show_theme(theme.LIGHT)
    save(window, "light")
    window.show_theme(theme.DARK)


def correcting(window: MainWindow) -> None:
    """Labels over the prediction that they came from, closer up: small bodies in the segments."""
    editor, predicted = window.editor, window.document.predicted
    editor.accept_all(predicted[:2])
    editor.create(150, 176, predicted[2].class_name)
    editor.create(191, 238, predicted[0].class_name)
    editor.set_reviewed(0, 245)
    window.timeline.set_scale(window.timeline.scale.zoomed(0, 1.35))
    window.playback.seek(160)
    save(window.timeline, "labels")


def reviewing(window: MainWindow) -> None:
    """What N goes to."""
    settle()
    window.timeline.fit()
    window.playback.seek(0)
    window.reviewer.next()
    window.reviewer.next()
    window.docks.show("Review")
    save(window, "review")
    window.docks.show("Segment")


def classes(window: MainWindow) -> None:
    """The class panel and the table of segments, side by side in the handbook."""
    save(window.classes, "classes")
    window.document.select(())
    window.find_segments()
    save(window.segments, "find")
    window.docks.show("Classes")


def comparing(window: MainWindow) -> None:
    """Two people, of whom one saw things a little later."""
    names = [track.name for track in window.document.labels.tracks]
    window.document.set_track_visible(names.index("PRECOG"), True)
    window.dialogs.show_comparison()
    dialog = next(one for one in window.findChildren(CompareDialog) if one.isVisible())
    save(dialog, "compare")
    save(window.timeline, "two")
    dialog.close()


def learning(window: MainWindow, folder: Path) -> None:
    """Thorough training while somebody labels; the new model that waits, and what it changes."""
    window.show_theme(theme.LIGHT)
    window.resize(WIDTH, TALL)
    open_predicted(window, labelled(folder))
    window.docks.show("Learning")
    learning, succession = window.learning, window.learning.succession
    wait_until(lambda: len(learning.lesson.seconds) == len(window.session.paths))
    learning.train(("performer=12",), minutes=0.6, name="with performer 11")
    wait_until(lambda: len(learning.watch.curves) > 4)
    window.playback.seek(160)
    save(window, "learning")
    wait_until(lambda: not learning.watch.under_way)
    wait_until(lambda: succession.offer is not None and succession.offer.complete)
    window.model_dialogs.show_comparison()
    dialog = next(one for one in window.findChildren(ModelComparisonDialog) if one.isVisible())
    dialog.changes.selectRow(0)
    save(dialog, "changes")
    dialog.close()
    window.docks.show("Classes")
    window.resize(WIDTH, HEIGHT)
    window.show_theme(theme.DARK)


def labelled(folder: Path) -> Path:
    """The demo, in which a person has labelled what its corpus says."""
    shutil.copytree(DEMO, folder)
    project = Project.open(folder)
    for entry in project.recordings:
        labels = project.labels(entry)
        own = replace(labels.track("PRECOG"), name="labels", visible=True)
        content = labels_as_json(labels.with_tracks([own]))
        write_checked(Place(folder, entry.id).snapshot, content)
    return folder


def sixty(window: MainWindow, folder: Path) -> None:
    """A long list of classes."""
    names = [f"{verb} a {what}" for verb in _VERBS for what in _THINGS]
    recording = Project.open(DEMO).recordings[0]
    Project(folder, ClassList.of(names), (recording,)).save()
    open_predicted(window, folder)
    draw = np.random.default_rng(0)
    edges = np.sort(draw.choice(recording.n_frames, 40, replace=False)).tolist()
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        window.editor.create(start, stop, names[int(draw.integers(60))])
    window.timeline.fit()
    window.playback.seek(150)
    save(window, "sixty")


def open_predicted(window: MainWindow, folder: Path) -> None:
    loop = QEventLoop()
    window.session.predicted.connect(loop.quit)
    window.session.open(folder)
    loop.exec()


def wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        settle()


def settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()


def save(part: QWidget, name: str) -> None:
    """Save a picture of the window or of a part of it."""
    settle()
    # Compressed as far as PNG goes, which Qt calls the lowest quality.
    part.grab().save(str(HERE / f"{name}.png"), "PNG", 0)


_VERBS = ("lift", "push", "pull", "turn", "touch", "carry")
_THINGS = ("cup", "box", "chair", "door", "lamp", "bag", "book", "ball", "key", "rope")

if __name__ == "__main__":
    main()
