"""How long a project of many recordings takes to open.

    python benchmarks/opening.py [--recordings N] [--segments N] [--rounds N]

Makes a project of N recordings, each with a snapshot of some segments and three steps after it in
the journal. *Store*: until labels can be edited. *Labels*: until those of all are read, as the list
of recordings wants them. *Status*: until missing and changed recordings are known. *Thorough*: the
same by reading every file. Beside it, what reading all label files as JSON takes, and nothing more.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.atomic import make_folder
from core.checked import write_checked
from core.classes import ClassList
from core.edits.write import create
from core.entries import Entry
from core.journal import Record, file_of, now, write_journal_file
from core.label_codec import CODEC, done, labels_as_json
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Span
from core.project import Project
from core.states import Place
from core.steps import Step
from core.store import Store

_LENGTH = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recordings", type=int, default=1000)
    parser.add_argument("--segments", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="of the disk to write to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        project = made_up(Path(name) / "project", options.recordings, options.segments)
        print(f"{options.recordings} recordings, {options.segments} segments each")
        measure("Store", options.rounds, lambda: Store(project.folder, CODEC).close())
        measure("Labels", options.rounds, lambda: [project.labels(e) for e in project.recordings])
        measure("Status", options.rounds, lambda: [e.trouble() for e in project.recordings])
        measure("Thorough", options.rounds, lambda: [e.trouble(True) for e in project.recordings])
        files = list((project.folder / "labels").iterdir())
        measure("JSON alone", options.rounds, lambda: [json.loads(f.read_bytes()) for f in files])


def measure(what: str, rounds: int, run: Callable[[], object]) -> None:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        run()
        times.append((time.perf_counter() - started) * 1e3)
    print(f"{what:12}{median(times):8.0f} ms median{max(times):8.0f} ms most")


def made_up(folder: Path, n_recordings: int, n_segments: int) -> Project:
    n_frames = _LENGTH * (n_segments + 1)
    starts = range(0, _LENGTH * n_segments, _LENGTH)
    segments = tuple(Segment(start, start + _LENGTH // 2, "walk") for start in starts)
    track = LabelTrack("labels", n_frames, segments, (Span(0, n_frames),))
    labels = LabelSet((track,), ClassList.of(["walk", "turn"]))
    for name in ("recordings", "labels"):
        make_folder(folder / name)
    entries = [_recording(folder, f"r{number:04d}", labels) for number in range(n_recordings)]
    project = Project(folder, labels.classes, tuple(entries))
    project.save()
    return project


def _recording(folder: Path, name: str, labels: LabelSet) -> Entry:
    path, place = folder / "recordings" / f"{name}.csv", Place(folder, name)
    path.write_text(name * 25_000)
    content = labels_as_json(labels)
    write_checked(place.snapshot, {"n": 0, **content})
    place.journal.mkdir(parents=True)
    records = [Record(0, now(), name, "", content, is_state=True)]
    n_frames = labels.tracks[0].n_frames
    for n in range(1, 4):
        change = create(labels.tracks[0], Segment(n_frames - n, n_frames - n + 1, "turn"))
        step = Step.edit("create", now(), "labels", change)
        labels = step.apply(labels)
        records.append(Record(n, now(), name, step.name, done(step)))
    write_journal_file(file_of(place.journal, 1), records)
    return Entry.of(path, name, name, n_frames, 30.0)


if __name__ == "__main__":
    main()
