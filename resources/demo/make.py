"""Makes the demo project from the PRECOG corpus: ``python -m resources.demo.make FOLDER``.

Performers 11 and 12 only: no model that comes with the program has ever learned from them. The
corpus's labels go to a second, hidden track, so that a newcomer sees predictions first.
"""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

from core.checked import write_checked
from core.classes import ClassList
from core.entries import Entry
from core.formats import read_recording
from core.label_codec import labels_as_json
from core.label_formats import precog_csv
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.project import Project
from core.states import Place

HERE = Path(__file__).parent
RECORDINGS = ("Seq1_11", "Seq2_11", "Seq4_11", "Seq2_12", "Seq5_12", "Seq6_12")


def main(corpus: Path) -> None:
    folder = HERE / "recordings"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in RECORDINGS:
        shutil.copyfile(corpus / f"{name}.csv", folder / f"{name}.csv")
    shutil.copyfile(corpus / "LICENCE.txt", HERE / "LICENCE-precog.txt")
    classes = ClassList.of(precog_csv.CLASSES)
    Project(HERE, classes, tuple(_entry(folder / f"{name}.csv") for name in RECORDINGS)).save()
    for name in RECORDINGS:
        theirs = precog_csv.track(folder / f"{name}.csv")
        own = LabelTrack("labels", theirs.n_frames)
        labels = LabelSet((own, replace(theirs, name="PRECOG", visible=False)), classes)
        write_checked(Place(HERE, name).snapshot, labels_as_json(labels))


def _entry(path: Path) -> Entry:
    recording = read_recording(path)
    return Entry.of(path, path.stem, path.stem, recording.n_frames, recording.fps)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
