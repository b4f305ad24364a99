"""Makes the demo project from the PRECOG corpus: ``python -m resources.demo.make FOLDER``.

Performers 11 and 12 only: no model that comes with the program has ever learned from them. The
corpus's labels go to a second, hidden track, so that a newcomer sees predictions first.
"""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

from core.label_formats import precog_csv
from core.labels import LabelTrack
from core.project import Project

HERE = Path(__file__).parent
RECORDINGS = ("Seq1_11", "Seq2_11", "Seq4_11", "Seq2_12", "Seq5_12", "Seq6_12")


def main(corpus: Path) -> None:
    folder = HERE / "recordings"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in RECORDINGS:
        shutil.copyfile(corpus / f"{name}.csv", folder / f"{name}.csv")
    shutil.copyfile(corpus / "LICENCE.txt", HERE / "LICENCE-precog.txt")
    project = Project(HERE, precog_csv.CLASSES, tuple(folder / f"{n}.csv" for n in RECORDINGS))
    project.save()
    for recording in project.recordings:
        theirs = precog_csv.track(recording)
        own = LabelTrack("labels", theirs.n_frames)
        project.save_tracks(recording, (own, replace(theirs, name="PRECOG", visible=False)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
