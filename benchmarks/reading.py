"""How fast recordings are read, beside what one would use otherwise, in the same run.

    python benchmarks/reading.py [FILE ...] [--megabytes N] [--rounds N]

Each FILE (NTU ``.skeleton`` or PKU-MMD text) is repeated to about N megabytes; without any, two are
made up. PKU-MMD text is compared with ``numpy.loadtxt``, NTU with an ordinary reader that splits
every line and takes every value for a float, once with a dictionary per joint, as the readers that
circulate do, and once with nothing but lists. Rounds alternate; figures are medians. The last
column is the longest time for which another thread, such as a window's, could not run.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.formats import ntu_skeleton, read_recording, recognise

Reader = Callable[[Path], Any]

JOINT = ("x", "y", "z", "depthX", "depthY", "colorX", "colorY", "qw", "qx", "qy", "qz", "state")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(f"{'file':32}{'MB':>6}  {'reader':22}{'MB/s':>7}{'ratio':>7}{'blocked ms':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for path in options.files or list(made_up(Path(folder))):
            compare(repeated(path, Path(folder), options.megabytes), options.rounds)


def compare(path: Path, rounds: int) -> None:
    """Print a line for each reader; the ratio says how many times as fast ours is."""
    others = NTU_READERS if recognise(path) is ntu_skeleton else PKU_READERS
    readers: dict[str, Reader] = {"kinescribe": read_recording, **others}
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    blocked: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            with Watch() as watch:
                read(path)
            seconds[name].append(watch.seconds)
            blocked[name].append(watch.blocked)
    size, ours = path.stat().st_size / 1e6, median(seconds["kinescribe"])
    for name, times in seconds.items():
        speed, ratio = size / median(times), median(times) / ours
        label = f"{path.name:32}{size:6.0f}" if name == "kinescribe" else " " * 38
        print(f"{label}  {name:22}{speed:7.0f}{ratio:7.2f}{median(blocked[name]) * 1e3:12.1f}")


class Watch:
    """Takes the time of a block, and the longest for which it kept another thread from running."""

    def __enter__(self) -> "Watch":
        self.blocked, self._done = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._tick)
        self._thread.start()
        self._started = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._started
        self._done.set()
        self._thread.join()

    def _tick(self) -> None:
        last = time.perf_counter()
        while not self._done.wait(0.002):
            now = time.perf_counter()
            self.blocked, last = max(self.blocked, now - last - 0.002), now


def ordinary_lists(path: Path) -> list[Any]:
    with path.open() as file:
        frames = []
        for _ in range(int(file.readline())):
            bodies = []
            for _ in range(int(file.readline())):
                file.readline().split()
                joints = [
                    [float(value) for value in file.readline().split()]
                    for _ in range(int(file.readline()))
                ]
                bodies.append(np.array(joints, dtype=np.float32)[:, :3])
            frames.append(bodies)
    return frames


def ordinary_dictionaries(path: Path) -> list[Any]:
    with path.open() as file:
        frames = []
        for _ in range(int(file.readline())):
            bodies = []
            for _ in range(int(file.readline())):
                about = file.readline().split()
                joints = []
                for _ in range(int(file.readline())):
                    values = [float(value) for value in file.readline().split()]
                    joints.append(dict(zip(JOINT, values, strict=True)))
                bodies.append((about, joints))
            frames.append(bodies)
    return frames


NTU_READERS: dict[str, Reader] = {
    "dictionary per joint": ordinary_dictionaries,
    "list per joint": ordinary_lists,
}
PKU_READERS: dict[str, Reader] = {"numpy.loadtxt": np.loadtxt}


def repeated(path: Path, folder: Path, megabytes: float) -> Path:
    """The recording again and again, as one file of about this size."""
    times = max(round(megabytes * 1e6 / path.stat().st_size), 1)
    target = folder / f"{times}x-{path.name}"
    text = path.read_bytes()
    if recognise(path) is ntu_skeleton:
        count, _, frames = text.partition(b"\n")
        target.write_bytes(b"%d\n" % (int(count) * times) + (frames.rstrip() + b"\n") * times)
    else:
        target.write_bytes((text.rstrip() + b"\n") * times)
    return target


def made_up(folder: Path) -> Iterator[Path]:
    """Two recordings of two bodies wandering about, written as the datasets write theirs."""
    steps = np.random.default_rng(0).normal(scale=0.01, size=(300, 2, 25, 3))
    positions = steps.cumsum(axis=0) + np.array([0, 0, 3])
    pku, ntu = folder / "made-up.txt", folder / "made-up.skeleton"
    np.savetxt(pku, positions.reshape(300, -1), fmt="%.6f")
    body = "7205759403793110{} 0 1 1 1 1 0 0.02764709 0.05745083 2\n25\n{}"
    tail = "277.419 191.8218 1036.233 519.1677 -0.2059419 0.05349901 0.9692109 -0.1239193 2\n"
    with ntu.open("w") as file:
        file.write("300\n")
        for frame in positions:
            joints = ["".join(f"{x:.7g} {y:.7g} {z:.7g} {tail}" for x, y, z in b) for b in frame]
            file.write("2\n" + "".join(body.format(n, text) for n, text in enumerate(joints)))
    yield from (pku, ntu)


if __name__ == "__main__":
    main()
