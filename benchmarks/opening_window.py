"""How long the window takes to open a project of many recordings, and how it answers meanwhile.

    python benchmarks/opening_window.py [--recordings N] [--segments N]

The project is that of ``opening.py``, with one recording that can be shown. *Listed*: until all
recordings are in the list. *Usable*: until the first is shown and can be labelled. *Surveyed*:
until of each it is known how much is reviewed and whether its file is as it was. *Repaint*: of all
lanes, then; *Meanwhile*: before. *Memory*: the most that the process of the window had.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtWidgets import QApplication

from app.main_window import MainWindow
from app.settings import Settings
from app.viewer.surface import use_default_format
from benchmarks.opening import made_up
from core.entries import Entry
from core.formats import native
from core.project import Project
from core.recording import Recording
from core.skeleton import KINECT1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recordings", type=int, default=1000)
    parser.add_argument("--segments", type=int, default=50)
    options = parser.parse_args()
    use_default_format()
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = name
        project = made_up(Path(name) / "project", options.recordings, options.segments)
        with_one_to_show(project)
        print(f"{options.recordings} recordings, {options.segments} segments each")
        measure(application, project)


def with_one_to_show(project: Project) -> None:
    first = project.recordings[0]
    path = first.path.with_suffix(".h5")
    positions = np.random.default_rng(0).normal(size=(first.n_frames, 1, 20, 3))
    native.write(Recording.measured(positions.astype(np.float32), KINECT1, first.fps), path)
    shown = Entry.of(path, first.id, first.name, first.n_frames, first.fps)
    replace(project, recordings=(shown, *project.recordings[1:])).save()


def measure(application: QApplication, project: Project) -> None:
    window = MainWindow(Settings(), open_demo=lambda: None)
    window.show()
    application.processEvents()
    marks: dict[str, float] = {}
    known: set[object] = set()
    began = time.perf_counter()
    session = window.session
    session.listed.connect(lambda _: marks.setdefault("Listed", time.perf_counter() - began))
    session.opened.connect(lambda _: marks.setdefault("Usable", time.perf_counter() - began))
    session.surveyed.connect(lambda path, _: known.add(path))
    session.open(project.folder)
    meanwhile: list[float] = []
    while len(known) < len(project.recordings):
        took = repaint(window)
        if "Usable" in marks:
            meanwhile.append(took)
    marks["Surveyed"] = time.perf_counter() - began
    for what, seconds in marks.items():
        print(f"{what:10}{seconds * 1e3:8.0f} ms")
    tell("Meanwhile", meanwhile)
    tell("Repaint", [repaint(window) for _ in range(200)])
    print(f"{'Memory':10}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    window.close()


def tell(what: str, times: list[float]) -> None:
    times.sort()
    p95, most = times[int(0.95 * len(times))], times[-1]
    print(f"{what:10}{p95 * 1e3:8.1f} ms p95{most * 1e3:8.1f} ms most")


def repaint(window: MainWindow) -> float:
    QApplication.processEvents()
    began = time.perf_counter()
    window.timeline.canvas.repaint()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
