"""Recordings to pretrain on: known by name and length, read when they are needed."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from core import holdout
from core.errors import FormatError
from core.formats import read_recording, recognise
from core.naming import attributes_in
from core.project import FILE as PROJECT_FILE
from core.project import Project
from core.recording import Recording
from core.resample import Resampling
from core.retarget import retargeting_of
from training.datasets.container import container, is_container
from training.datasets.listing import Unlabelled


def unlabelled(paths: Iterable[Path], *, without: Iterable[str] = ()) -> list[Unlabelled]:
    """All recordings in files, folders, project folders and containers, sorted within each.

    In a folder, what is no recording is passed over.

    Parameters
    ----------
    without
        Patterns of recordings to leave out, such as those of a test set; see
        `core.holdout`.

    Raises
    ------
    FormatError
        At the first file that cannot be read, or whose skeleton the model cannot use.
    ValueError
        If a pattern fits no recording, or nothing is left.
    """
    found = holdout.without([one for path in paths for one in _listed(path)], without)
    if not found:
        raise ValueError(f"no recordings in {', '.join(map(str, paths)) or 'nothing'}")
    return found


def held(recording: Recording) -> Unlabelled:
    """A recording that is in memory already."""
    return _described(recording, lambda: recording)


def _listed(path: Path) -> list[Unlabelled]:
    if (path / PROJECT_FILE).is_file():
        return [_file(one.path) for one in Project.open(path).recordings]
    if path.is_dir():
        files = (one for one in sorted(path.rglob("*")) if one.is_file())
        return [found for one in files if _is_recording(one) for found in _listed(one)]
    return container(path) if is_container(path) else [_file(path)]


def _is_recording(path: Path) -> bool:
    """Whether a file is worth reading; folders also hold licences, labels and pictures."""
    try:
        recognise(path)
    except FormatError:
        return is_container(path)
    return True


def _file(path: Path) -> Unlabelled:
    recording = read_recording(path)
    try:
        retargeting_of(recording)
    except ValueError as error:
        raise FormatError(path, "skeleton", str(error)) from error
    return _described(recording, partial(read_recording, path))


def _described(recording: Recording, read: Callable[[], Recording]) -> Unlabelled:
    n_frames = Resampling(recording.n_frames, recording.fps).n_model_frames
    name = recording.name
    return Unlabelled(name, n_frames, recording.n_bodies, read, attributes_in(name))
