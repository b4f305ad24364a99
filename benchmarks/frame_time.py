"""How smooth the window is while a model is finetuned on all cores, beside the job at rest.

    python -m benchmarks.frame_time [--seconds S] [--rounds N] [--frames N] [--threads N]
    # without a screen: xvfb-run -a -s "-screen 0 1920x1200x24" ...

The real window, 1280x720, on a project with the demo's recordings and a long one of two people, and
a real job, which pauses and goes on in turns: the named reference is the same window while the job
pauses. ``frame`` is milliseconds from when a frame is asked for until all of the window is painted,
``late`` how much later than wanted it could be asked for. ``play`` moves the playhead 30 times a
second, ``playhead`` does so without the 3D view, ``pan`` scrolls the timeline 60 times a second.
``cores`` is what the job had meanwhile.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter, sleep

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEventLoop, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication

from app.main_window import MainWindow
from app.settings import Settings
from app.viewer.surface import use_default_format
from benchmarks.demo_and_long import demo_and_long
from core.jobs.folder import GO, PAUSE, JobFolder
from core.jobs.job import FINETUNE, Job
from core.jobs.queue import Jobs
from core.jobs.state import PAUSED, RUNNING
from core.project import Project

_TICKS = os.sysconf("SC_CLK_TCK")

Act = Callable[[int], object]
Times = npt.NDArray[np.float64]
"""``(n, 2)`` milliseconds: a frame, and how late it was."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=6.0, help="of each act in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--frames", type=int, default=108_000, help="of the long recording")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of the job")
    options = parser.parse_args()
    use_default_format()
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = name
        folder = demo_and_long(Path(name) / "project", options.frames)
        window = _opened(folder)
        with _working(Jobs(folder), options.threads) as job:
            print(f"{window.stage.viewer.renderer_text}; the job on {options.threads} threads")
            print(f"{'':22}{'frame p50':>10}{'p95':>8}{'p99':>8}{'late p95':>10}{'p99':>8}  cores")
            for path in _first_and_last(folder):
                _await(window.session.predicted, partial(window.session.show_recording, path))
                _tell_all(window, job, options.seconds, options.rounds)
        window.close()
    application.processEvents()


@contextmanager
def _working(jobs: Jobs, threads: int) -> Iterator[JobFolder]:
    """A job that learns and never ends by itself."""
    jobs.add(Job(FINETUNE, 0, settings={"epochs": 1_000_000}, threads=threads, device="cpu"))
    job = jobs.advance()
    assert job
    try:
        _wait_until(lambda: "epoch" in (job.standing.progress.doing if job.standing else ""))
        yield job
    finally:
        jobs.discard(job)


def _tell_all(window: MainWindow, job: JobFolder, seconds: float, rounds: int) -> None:
    """Measure all acts, in turns with the job at rest and at work."""
    print(f"{window.document.n_frames:,} frames")
    for name, rate, act in _acts(window):
        found: dict[str, list[Times]] = {"at rest": [], "at work": []}
        cores = []
        for _ in range(rounds):
            job.want(PAUSE)
            _wait_until(lambda: job.state.name == PAUSED)
            found["at rest"].append(_paced(act, rate, seconds))
            job.want(GO)
            _wait_until(lambda: job.state.name == RUNNING)
            before, began = _busy(job), perf_counter()
            found["at work"].append(_paced(act, rate, seconds))
            cores.append((_busy(job) - before) / (perf_counter() - began))
        rest, work = (np.concatenate(times) for times in found.values())
        _print_row(f"{name}, job at rest", rest, 0.0)
        _print_row(f"{name}, job at work", work, float(np.mean(cores)))
        ratios = np.percentile(work[:, 0], (50, 95, 99)) / np.percentile(rest[:, 0], (50, 95, 99))
        print(f"  {'ratio':20}{ratios[0]:10.2f}{ratios[1]:8.2f}{ratios[2]:8.2f}", flush=True)


def _acts(window: MainWindow) -> Iterator[tuple[str, float, Act]]:
    """What hands ask for, how often a second, and how."""
    playback, timeline, stage = window.playback, window.timeline, window.stage
    n_frames = playback.n_frames

    def play(number: int) -> None:
        playback.seek(number % n_frames)

    yield "play", 30, play
    stage.viewer.hide()
    yield "playhead", 30, play
    whole = timeline.scale
    close = whole.zoomed(0, 4)
    yield "pan", 60, lambda number: timeline.set_scale(close.scrolled(2 * (number % 400)))
    timeline.set_scale(whole)
    stage.viewer.show()


def _paced(act: Act, rate: float, seconds: float) -> Times:
    """Do something so many times a second, for so long; what cannot be done in time is left out."""
    times, began = [], perf_counter()
    loop, timer = QEventLoop(), QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(loop.quit)
    while (now := perf_counter()) < began + seconds:
        number = int((now - began) * rate) + 1
        wanted = began + number / rate
        timer.start(int(1000 * (wanted - now)) + 1)
        loop.exec()
        asked = perf_counter()
        act(number)
        QApplication.processEvents()
        times.append((perf_counter() - asked, asked - wanted))
    return 1000 * np.array(times[5:])


def _print_row(name: str, times: Times, cores: float) -> None:
    frame, late = np.percentile(times[:, 0], (50, 95, 99)), np.percentile(times[:, 1], (95, 99))
    print(
        f"  {name:20}{frame[0]:10.1f}{frame[1]:8.1f}{frame[2]:8.1f}{late[0]:10.1f}{late[1]:8.1f}"
        f"{cores:7.2f}",
        flush=True,
    )


def _busy(job: JobFolder) -> float:
    """Seconds of processor time that the process of a job has had."""
    process = job.state.process
    assert process
    fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _opened(folder: Path) -> MainWindow:
    window = MainWindow(Settings(), open_demo=lambda: None)
    window.resize(1280, 720)
    window.show()
    window.session.start()
    _await(window.session.predicted, lambda: window.session.open(folder))
    return window


def _await(signal: SignalInstance, act: Callable[[], object]) -> None:
    loop = QEventLoop()
    connection = signal.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    act()
    loop.exec()
    signal.disconnect(connection)


def _wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        QApplication.processEvents()
        sleep(0.02)


def _first_and_last(folder: Path) -> tuple[Path, Path]:
    recordings = Project.open(folder).recordings
    return recordings[0].path, recordings[-1].path


if __name__ == "__main__":
    main()
