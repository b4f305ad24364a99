"""Our readers of recordings beside the best public one of each format, in one run.

    python benchmarks/readers.py FILE ... [--megabytes N] [--rounds N]

Each reader reads each file in a process of its own, in alternating rounds, again and again for a
while. Speed is in megabytes of the file per second of processor time, so that other programs do not
count, the median of all rounds; memory is by how much the process grew at its peak. A ratio above 1
says that ours is as many times as fast. BVH files are repeated to about N megabytes.

pybvh reads channels only; with positions, which ours always has, it is listed a second time.
asfamc-parser and numpy.load have none either. Beside them are the ordinary ways: floats line by
line for AMC, one pose after the other for AMASS, by a body model that is made up where there is
none. Public readers come with ``pip install -e '.[compare]'``; one that is not there is named and
left out, as is one that refuses a file.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from math import nan
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.body_model import KINDS, Floats, find_body_model, models_folder
from core.body_model import VARIABLE as BODY_MODELS

OURS = "kinescribe"
PUBLIC = {
    ".amc": ("asfamc-parser", "floats line by line"),
    ".bvh": ("pybvh", "pybvh with positions"),
    ".c3d": ("ezc3d",),
    ".csv": ("pandas",),
    ".npz": ("numpy.load", "posed frame by frame"),
    ".trc": ("pyomeca",),
}
_SECONDS = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--megabytes", type=float, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measured(options.only, options.files[0])))
        return
    print(f"{'file':40}{'MB':>7}  {'reader':24}{'MB/s':>8}{'ratio':>7}{'MB more':>9}")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault(BODY_MODELS, str(Path(folder) / "models"))
        for path in options.files:
            if path.suffix.lower() == ".npz" and not models_folder().exists():
                make_up_models(models_folder())
            if path.suffix.lower() == ".bvh":
                compare(path, path.name, options.rounds)
                path = repeated(path, Path(folder), options.megabytes)
            compare(path, path.name, options.rounds)


def compare(path: Path, name: str, rounds: int) -> None:
    """Print a line for each reader of a file."""
    readers = (OURS, *PUBLIC.get(path.suffix.lower(), ()))
    found: dict[str, list[dict[str, Any]]] = {reader: [] for reader in readers}
    for _ in range(rounds):
        for reader in readers:
            found[reader].append(in_a_child(reader, path))
    size = path.stat().st_size / 1e6
    ours = median(one.get("seconds", nan) for one in found[OURS])
    for reader, ones in found.items():
        label = f"{name:40}{size:7.1f}" if reader == OURS else " " * 47
        if problem := next((one["problem"] for one in ones if "problem" in one), ""):
            print(f"{label}  {reader:24}{problem}")
            continue
        seconds = median(one["seconds"] for one in ones)
        memory = median(one["megabytes"] for one in ones)
        print(f"{label}  {reader:24}{size / seconds:8.1f}{seconds / ours:7.2f}{memory:9.0f}")


def in_a_child(reader: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--only", reader, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return {"problem": f"ended with {done.returncode}: {done.stderr.strip()[-80:]}"}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measured(reader: str, path: Path) -> dict[str, Any]:
    """Seconds per reading, and megabytes by which this process grew."""
    try:
        read = reader_named(reader)
    except ImportError as error:
        return {"problem": f"is not installed ({error})"}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times: list[float] = []
    try:
        while sum(times) < _SECONDS or len(times) < 2:
            started = time.process_time()
            read(path)
            times.append(time.process_time() - started)
    except Exception as error:  # whatever another library thinks of a file
        return {"problem": f"refuses it: {str(error)[:50]}"}
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {"seconds": median(times[1:]), "megabytes": grown / 1e3}


def reader_named(name: str) -> Callable[[Path], Any]:
    if name == OURS:
        from core.formats import read_recording

        return read_recording
    if name == "asfamc-parser":
        from asfamcparser import ParseAMC

        return lambda path: ParseAMC(str(path))
    if name == "floats line by line":
        return floats_by_line
    if name == "posed frame by frame":
        return posed_by_frame
    if name == "ezc3d":
        import ezc3d

        return lambda path: ezc3d.c3d(str(path))
    if name == "pandas":
        import pandas

        return lambda path: pandas.read_csv(path)
    if name == "pyomeca":
        import pyomeca

        return lambda path: pyomeca.Markers.from_trc(str(path))
    if name == "numpy.load":
        return lambda path: dict(np.load(path, allow_pickle=False))
    import pybvh

    if name == "pybvh":
        return lambda path: pybvh.read_bvh_file(path)
    return lambda path: pybvh.read_bvh_file(path).node_positions()


def floats_by_line(path: Path) -> list[dict[str, list[float]]]:
    """The frames of an AMC file: for each bone its numbers."""
    frames: list[dict[str, list[float]]] = []
    with path.open() as file:
        for line in file:
            words = line.split()
            if line[0] in "#:":
                continue
            if len(words) == 1:
                frames.append({})
            else:
                frames[-1][words[0]] = [float(word) for word in words[1:]]
    return frames


def posed_by_frame(path: Path) -> list[list[Floats]]:
    """The joints of an AMASS file that has all poses in one array."""
    arrays = dict(np.load(path, allow_pickle=False))
    found = find_body_model(arrays["poses"].shape[1] // 3, "")
    assert found, "there is no body model"
    rest, parents = found[1].shaped(arrays["betas"]), found[1].parents
    frames = []
    for pose, place in zip(
        arrays["poses"].reshape(-1, len(parents), 3), arrays["trans"], strict=True
    ):
        turned, joints = [matrix(pose[0])], [rest[0]]
        for joint, parent in enumerate(parents[1:], 1):
            turned.append(turned[parent] @ matrix(pose[joint]))
            joints.append(joints[parent] + turned[parent] @ (rest[joint] - rest[parent]))
        frames.append([joint + place for joint in joints])
    return frames


def matrix(vector: Floats) -> Floats:
    """Rodrigues' formula."""
    angle = float(np.linalg.norm(vector)) or 1.0
    x, y, z = vector / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def make_up_models(folder: Path) -> None:
    """Body models of every kind, with joints anywhere and shapes that do nothing."""
    folder.mkdir()
    for n_joints, (kind, skeleton) in KINDS.items():
        tree = np.array([skeleton.parents, range(n_joints)])
        places = np.random.default_rng(0).normal(size=(n_joints, 3))
        np.savez(folder / f"{kind}.npz", kintree_table=tree, J=places)


def repeated(path: Path, folder: Path, megabytes: float) -> Path:
    """A BVH file with its frames again and again, to about this size."""
    head, time_line, frames = re.split(
        rb"(frame\s*time[^\n]*\n)", path.read_bytes(), maxsplit=1, flags=re.IGNORECASE
    )
    times = max(round(megabytes * 1e6 / len(frames)), 1)
    count = re.compile(rb"(frames\s*:\s*)(\d+)", re.IGNORECASE)
    head = count.sub(lambda found: b"%s%d" % (found[1], int(found[2]) * times), head)
    target = folder / f"{times} x {path.name}"
    target.write_bytes(head + time_line + (frames.rstrip() + b"\n") * times)
    return target


if __name__ == "__main__":
    main()
