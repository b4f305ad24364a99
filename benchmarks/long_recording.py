"""How long a converted recording of a gigabyte takes until its first frame, and how much memory.

    python benchmarks/long_recording.py [--gigabytes G] [--rounds N] [--folder DIR]

Writes a native recording of two bodies wandering about, and opens it in fresh processes, each of
which ends after one of: reading the file and its first frame; 1,000 frames from all over it; every
frame, a thousand at a time. Beside it, a reader that loads the positions with h5py. Seconds are
from the call to the end of the reading, imports left out; memory is the most that the process ever
had resident, the interpreter and its libraries included, and in brackets what of it is its own: the
rest is kept of the file, and the system takes it back when it needs room.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.formats.native import write
from core.recording import Recording
from core.skeleton import KINECT2

_FRAME_BYTES = 2 * KINECT2.n_joints * 3 * 4

_PROCESS = """
import sys, time
sys.path.insert(0, {root!r})
import h5py, numpy
from core.formats import read_recording
def megabytes(what):
    said = dict(line.split(":", 1) for line in open("/proc/self/status"))
    return int(said[what].split()[0]) / 1024
started = time.perf_counter()
{body}
seconds = time.perf_counter() - started
print(seconds, megabytes("VmHWM"), megabytes("RssAnon"))
"""
_WAYS = {
    "first frame": "r = read_recording({path!r}); r.positions[0].sum()",
    "1,000 frames": (
        "r = read_recording({path!r})\n"
        "for frame in numpy.linspace(0, r.n_frames - 1, 1000).astype(int): r.positions[frame].sum()"
    ),
    "every frame": (
        "r = read_recording({path!r})\n"
        "for start in range(0, r.n_frames, 1000): r.positions[start : start + 1000].sum()"
    ),
    "h5py, all of it": "p = h5py.File({path!r})['positions'][...]; p[0].sum()",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gigabytes", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="of the disk to write to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder) / "long.h5"
        write_long(path, round(options.gigabytes * 1e9 / _FRAME_BYTES))
        print(f"{path.stat().st_size / 1e6:.0f} MB")
        for name, body in _WAYS.items():
            rounds = [measured(path, body) for _ in range(options.rounds)]
            seconds, peak, own = (median(column) for column in zip(*rounds, strict=True))
            print(f"{name:18}{seconds:7.2f} s{peak:8.0f} MB  ({own:.0f} MB)")


def measured(path: Path, body: str) -> tuple[float, ...]:
    program = _PROCESS.format(root=str(Path(__file__).parents[1]), body=body.format(path=str(path)))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return tuple(map(float, done.stdout.split()))


def write_long(path: Path, n_frames: int) -> None:
    """A recording that is on disk from the beginning, for it may not fit into memory."""
    with tempfile.TemporaryFile(dir=path.parent) as file:
        shape = (n_frames, 2, KINECT2.n_joints, 3)
        positions = np.memmap(file, np.float32, "w+", 0, shape)
        chance, at = np.random.default_rng(0), np.zeros((2, 1, 3), dtype=np.float32)
        for start in range(0, n_frames, 10_000):
            steps = chance.normal(scale=0.01, size=(min(10_000, n_frames - start), 2, 1, 3))
            walk = np.clip(at + steps.cumsum(axis=0), -5, 5).astype(np.float32)
            positions[start : start + 10_000], at = walk, walk[-1]
        valid = np.ones(shape[:3], dtype=bool)
        write(Recording(positions, valid, KINECT2, 30.0), path)


if __name__ == "__main__":
    main()
