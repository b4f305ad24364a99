"""Labels of one recording, or of a whole project, to files of one format. Knows no window."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import FormatError
from core.label_formats import LabelWriter, Written, module_name, write_labels
from core.label_formats.content import Remark
from core.label_formats.written import losses
from core.labels import LabelTrack
from core.progress import Progress, Steps
from core.project import Project


@dataclass(frozen=True)
class LabelExport:
    """What of one recording goes to which file.

    Parameters
    ----------
    recording
        The file of the recording: some formats name it, and one is part of it.
    classes
        The vocabulary.
    """

    tracks: tuple[LabelTrack, ...]
    path: Path
    fps: float
    recording: Path
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exported:
    """What was written, and what could not be.

    Parameters
    ----------
    failed
        By file: why there is none.
    """

    written: tuple[Written, ...] = ()
    failed: tuple[FormatError, ...] = ()

    @property
    def n_written(self) -> int:
        """Segments in all files."""
        return sum(one.n_written for one in self.written)

    @property
    def n_frames_differ(self) -> int:
        return sum(one.n_frames_differ for one in self.written)

    @property
    def losses(self) -> tuple[str, ...]:
        """What was there to say and the format cannot, each once."""
        return tuple(dict.fromkeys(loss for one in self.written for loss in one.losses))

    @property
    def refused(self) -> tuple[Remark, ...]:
        return tuple(remark for one in self.written for remark in one.refused)

    def __str__(self) -> str:
        """In a few sentences, for a person."""
        files = (
            self.written[0].path.name if len(self.written) == 1 else f"{len(self.written)} files"
        )
        said = [f"Exported {self.n_written:,} segments to {files}: read again, "
                f"{self.n_frames_differ:,} frames differ."]  # fmt: skip
        if self.losses:
            said.append(f"The format cannot say {'; '.join(self.losses)}.")
        if self.refused:
            said.append(f"{len(self.refused):,} segments are too short for its times.")
        said += [f"Not written: {error}." for error in self.failed]
        return " ".join(said if self.written else said[1:])


def in_project(project: Project, folder: Path, writer: LabelWriter) -> tuple[LabelExport, ...]:
    """The labels of all recordings that have any, each to a file of its name in a folder.

    Raises
    ------
    FormatError
        If the labels of a recording are damaged.
    """
    return tuple(
        LabelExport(
            labels.tracks,
            folder / f"{entry.id}{writer.SUFFIXES[0]}",
            entry.fps,
            entry.path,
            project.classes.names,
        )
        for entry in project.recordings
        if (labels := project.labels(entry)).tracks
    )


def exporting(exports: Sequence[LabelExport], writer: LabelWriter) -> Steps[Exported]:
    """Write files one after the other; one that cannot be written does not stop the others."""
    written: list[Written] = []
    failed: list[FormatError] = []
    for number, one in enumerate(exports):
        yield Progress(number, len(exports), f"Exporting {one.path.name}")
        try:
            written.append(_written(one, writer))
        except FormatError as error:
            failed.append(error)
    return Exported(tuple(written), tuple(failed))


def would_lose(tracks: Iterable[LabelTrack], writer: LabelWriter) -> tuple[str, ...]:
    """What these tracks say and a format cannot, in words."""
    return losses(tuple(tracks), writer.CONVENTION)


def _written(one: LabelExport, writer: LabelWriter) -> Written:
    return write_labels(
        one.tracks,
        one.path,
        one.fps,
        module_name(writer),
        classes=one.classes,
        recording=one.recording.stem,
        originals=(one.recording,),
    )
