"""``predict``: recordings to segments, one table per recording."""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.atomic import replacing
from core.commands.console import fail, note, shown, tell
from core.errors import FormatError
from core.formats import keypoints_json, reading, recognise
from core.label_formats import csv_segments, label_writer, write_labels
from core.labels import LabelTrack
from core.models import BUNDLED, Models, bundled
from core.project import FILE as PROJECT
from core.project import Project
from core.shares import place_on_machine, share_of

if TYPE_CHECKING:
    from core.model.checkpoint import Model

CSV = "csv"


@dataclass(frozen=True)
class Options:
    """What the command line asked for.

    Parameters
    ----------
    folder
        Where the segments go, as ``NAME.csv``, and the probabilities, as ``NAME.npz``.
    model
        The model's file; None is the current one of the project, or the one that comes along.
    device
        ``"auto"``, ``"cpu"`` or ``"cuda"``.
    probabilities
        Whether to write them.
    as_json
        Whether to tell about it in JSON.
    format_name
        Of the segments: ``"csv"``, in which they are known for predictions, or a label format, in
        which they are on a track that is called as the model is.
    """

    folder: Path
    model: Path | None = None
    device: str = "auto"
    probabilities: bool = False
    as_json: bool = False
    format_name: str = CSV


def predict(paths: Sequence[Path], options: Options) -> int:
    """Predict every recording; one that fails does not stop the others, but makes the status 1.

    Of several processes that `core.shares` knows of, each predicts its share, on a card of its own
    where there are several.
    """
    # Importing torch takes a second, and no other command needs it.
    from core.model.checkpoint import load_model
    from core.model.device import take_card

    take_card(place_on_machine(), options.device)
    model = load_model(options.model or default_model(paths))
    recordings = tuple(_recordings(paths))
    _make(options.folder)
    results = []
    pairs = list(zip(recordings, _targets(recordings, options), strict=True))
    for path, target in share_of(pairs):
        results.append(_attempted(model, path, target, options))
    if options.as_json:
        tell({"model": model.card.name, "recordings": results}, as_json=True)
    return 1 if any("error" in result for result in results) else 0


def default_model(paths: Sequence[Path] = ()) -> Path:
    """The current model of the first project among some paths, else the one that comes along."""
    projects = (path for path in paths if (path / PROJECT).is_file())
    project = next(projects, None)
    if kept := Models(project).current() if project else bundled():
        return kept.path
    raise FormatError(BUNDLED, "", "holds no model; name one with --model")


def _recordings(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths, with a folder or a project standing for the recordings in it."""
    for path in paths:
        if (path / PROJECT).is_file():
            yield from (entry.path for entry in Project.open(path).recordings)
        elif path.is_dir() and not keypoints_json.is_folder(path):
            yield from _recordings_in(path)
        else:
            yield path


def _recordings_in(folder: Path) -> list[Path]:
    found = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            recognise(path)
            found.append(path)
        except FormatError as error:
            note(f"skipped {error}")
    if not found:
        raise FormatError(folder, "", "holds no recording")
    return found


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FormatError(folder, "", f"cannot be made: {error.strerror}") from error


def _targets(recordings: Sequence[Path], options: Options) -> list[Path]:
    """The file of each recording; none is written twice, or over a recording."""
    suffix = label_writer(Path(), options.format_name).SUFFIXES[0]
    targets = [options.folder / f"{path.stem}{suffix}" for path in recordings]
    sources = {path.resolve() for path in recordings}
    for path, target in zip(recordings, targets, strict=True):
        if target.resolve() in sources:
            raise FormatError(target, "", "is a recording itself; choose another folder for --out")
        if targets.count(target) > 1:
            raise FormatError(path, "", f"is one of several whose table would be {target}")
    return targets


def _attempted(model: "Model", path: Path, target: Path, options: Options) -> dict[str, Any]:
    try:
        result = _predicted(model, path, target, options)
    except (ValueError, RuntimeError, MemoryError) as error:
        fail(error)
        return {"path": str(path), "error": str(error)}
    if not options.as_json:
        tell({str(path): f"{result['segments']} segments, {target}"}, as_json=False)
    return result


def _predicted(model: "Model", path: Path, target: Path, options: Options) -> dict[str, Any]:
    from core.inference import predict as predicting
    from core.model.device import choose_device

    started = time.perf_counter()
    recording = shown(reading(path))
    prediction = shown(predicting(model, recording, device=options.device))
    found = prediction.segments
    if options.format_name == CSV:
        csv_segments.write_predicted(found, target, recording.fps, prediction.model)
    else:
        track = LabelTrack(prediction.model, recording.n_frames, found)
        named = (target, recording.fps, options.format_name)
        write_labels([track], *named, recording=path.stem, originals=(path,))
    if options.probabilities:
        with replacing(target.with_suffix(".npz")) as temporary:
            prediction.save(temporary)
    seconds = time.perf_counter() - started
    return {
        "path": str(path),
        "output": str(target),
        "frames": recording.n_frames,
        "bodies": recording.n_bodies,
        "seconds": seconds,
        "frames_per_second": recording.n_frames / seconds,
        "segments": len(found),
        "peak_rss_mb": _peak_rss_mb(),
        "device": choose_device(options.device).type,
        "warnings": recording.warnings,
    }


def _peak_rss_mb() -> float | None:
    """The most memory this process has had so far; None on Windows, which does not say."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
