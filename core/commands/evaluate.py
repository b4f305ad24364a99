"""``evaluate`` of label files: what is predicted in one, beside what is true in another."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from core.classes import ClassList
from core.commands.console import note, tell
from core.errors import FormatError
from core.label_formats import LABEL_FORMATS, csv_segments, read_labels
from core.labels import LabelTrack, Segment
from core.metrics.report import Compared, all_classes, report
from core.metrics.segment_detection import segment_map
from core.nan import without_nan
from core.report.evaluation import Evaluation, Judged
from core.report.page import write_report
from core.sniffing import only_format_errors, recognised

UNKNOWN_NOTE = (
    "Only frames that somebody has looked at count: those in a segment or a reviewed span. "
    "Predictions are cut to them. Where nothing is predicted, the prediction says background."
)
FILES_NOTE = (
    "mAP is by the scores of predicted segments; it is not comparable with that of a model."
)
MODEL_NOTE = (
    "mAP is by the probabilities of single frames, after the reference protocol, in which every "
    "stretch of known frames is a recording of its own."
)


def evaluate_files(
    truth: Sequence[Path], predicted: Sequence[Path], as_json: bool, page: Path | None = None
) -> int:
    """Compare files of the same name, whatever their formats; also as a page, if asked for."""
    compared = [Compared(name, _segments(b), _truth(a)) for name, a, b in _pairs(truth, predicted)]
    precision = segment_map([one.predicted for one in compared], [one.truth for one in compared])
    warn(compared)
    classes = all_classes(compared)
    figures = report(compared, classes, precision)
    if page:
        about = {"true": _folders(truth), "predicted": _folders(predicted)}
        judged = tuple(map(Judged, compared))
        notes = (UNKNOWN_NOTE, FILES_NOTE)
        write_page(page, "Labels compared", judged, figures, ClassList.of(classes), about, notes)
    tell_figures(figures, as_json)
    return 0


def write_page(
    path: Path,
    title: str,
    judged: tuple[Judged, ...],
    figures: Mapping[str, Any],
    classes: ClassList,
    about: Mapping[str, str],
    notes: tuple[str, ...],
) -> None:
    """Write a report, and say where it is."""
    today = date.today().isoformat()
    write_report(Evaluation(title, today, judged, figures, classes, about, notes), path)
    note(f"report: {path}")


def warn(compared: Sequence[Compared]) -> None:
    """Say what of the truth is unknown, where that makes figures look better than they are."""
    for one in compared:
        known = int(one.truth.known().sum())
        if known == sum(segment.n_frames for segment in one.truth.segments):
            note(
                f"{one.name}: no reviewed frame is background, so false alarms cannot be counted; "
                "say which frames are reviewed"
            )


def tell_figures(figures: Mapping[str, Any], as_json: bool) -> None:
    """Write them; for programs, what is not a number is null."""
    if as_json:
        tell(without_nan(figures), as_json=True)
        return
    tell({name: figures[name] for name in ("frame_accuracy", "edit", "f1", "mAP")}, as_json=False)
    tell(figures["per_class"], as_json=False)


def _folders(paths: Sequence[Path]) -> str:
    return ", ".join(dict.fromkeys(str(path.parent) for path in paths))


def _pairs(truth: Sequence[Path], predicted: Sequence[Path]) -> list[tuple[str, Path, Path]]:
    true, said = _by_name(truth), _by_name(predicted)
    for name, path in (true | said).items():
        if name not in true or name not in said:
            lacking = "prediction" if name in true else "truth"
            raise FormatError(path, "", f"there is no {lacking} of the name {name!r} beside it")
    return [(name, path, said[name]) for name, path in true.items()]


def _by_name(paths: Sequence[Path]) -> dict[str, Path]:
    named: dict[str, Path] = {}
    for path in paths:
        if path.stem in named:
            raise FormatError(path, "", f"has the same name as {named[path.stem]}")
        named[path.stem] = path
    return named


def _truth(path: Path) -> LabelTrack:
    track = _only(path, read_labels(path))
    if track is None:
        raise FormatError(path, "", "labels nothing: no segment and no reviewed span")
    return track


def _segments(path: Path) -> tuple[Segment, ...]:
    """What a model proposes or, in a file without predictions, what somebody says."""
    with only_format_errors(path):
        if recognised(path, LABEL_FORMATS, "label") is csv_segments:
            by_model = csv_segments.read_predicted(path)
            if len(by_model) > 1:
                raise FormatError(path, "", f"holds predictions of several: {', '.join(by_model)}")
            for segments in by_model.values():
                return tuple(segments)
    track = _only(path, read_labels(path))
    return tuple(track.segments) if track else ()


def _only(path: Path, tracks: Sequence[LabelTrack]) -> LabelTrack | None:
    if len(tracks) > 1:
        names = ", ".join(repr(track.name) for track in tracks)
        raise FormatError(path, "", f"holds several tracks ({names}); one for each file is needed")
    return tracks[0] if tracks else None
