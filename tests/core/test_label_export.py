"""A project goes to files of one format; what cannot be written stops nothing else."""

from pathlib import Path

import pytest

from core.copies import labels_in
from core.label_export import LabelExport, exporting, in_project, would_lose
from core.label_formats import elan, pkummd_csv, read_labels
from core.labels import LabelTrack, Segment, Span
from core.progress import finish
from core.project import Project

DEMO = Path(__file__).parents[2] / "resources" / "demo"


def test_every_labelled_recording_of_a_project_gets_a_file(tmp_path: Path) -> None:
    project = Project.open(DEMO)
    exports = in_project(project, tmp_path, elan)
    exported = finish(exporting(exports, elan))
    assert len(exported.written) == len(exports) > 1
    assert not exported.failed
    for entry in project.recordings:
        labels = labels_in(DEMO, entry.name, entry.n_frames)
        if labels.tracks:
            read = read_labels(tmp_path / f"{entry.id}.eaf", entry.n_frames, fps=entry.fps)
            assert plain(read) == plain(labels.tracks) != {}
    assert f"to {len(exports)} files: read again, 0 frames differ." in str(exported)


def plain(tracks: tuple[LabelTrack, ...]) -> dict[str, list[tuple[int, int, str]]]:
    """What is on the tracks that are not empty."""
    segments = {one.name: [(s.start, s.stop, s.class_name) for s in one.segments] for one in tracks}
    return {name: said for name, said in segments.items() if said}


@pytest.fixture
def exports(tmp_path: Path) -> list[LabelExport]:
    names = ("bow", "moonwalk")
    return [
        LabelExport(
            (LabelTrack("a", 60, (Segment(0, 9, name),), (Span(0, 60),)),),
            tmp_path / f"{name}.txt",
            30,
            tmp_path / f"{name}.bvh",
        )
        for name in names
    ]


def test_what_cannot_be_written_is_said_beside_what_was(exports: list[LabelExport]) -> None:
    exported = finish(exporting(exports, pkummd_csv))
    assert [one.path.name for one in exported.written] == ["bow.txt"]
    assert exported.losses == ("which frames were reviewed without a class",)
    said = str(exported)
    assert said.startswith("Exported 1 segments to bow.txt: read again, 0 frames differ.")
    assert "The format cannot say which frames were reviewed without a class." in said
    assert "moonwalk.txt: cannot hold class 'moonwalk'" in said
    assert str(finish(exporting(exports[1:], pkummd_csv))).startswith("Not written: ")


def test_losses_are_known_before(exports: list[LabelExport]) -> None:
    assert would_lose(exports[0].tracks, pkummd_csv) == (
        "which frames were reviewed without a class",
    )
