"""JSON of pose estimators with positions in space: one file, or a folder with one for each frame.

What can be in it, `core.formats.keypoints` says. A keypoint of a confidence below `CONFIDENCE` is
missing. People are bodies: told apart by the number that the file gives them, else by their order.
In a folder a frame is counted by the last number in its file's name. Unit and up are told from the
bodies; the first frame is frame 0. Specifications: OpenPose, "Output Information"; MediaPipe, "Pose
Landmark Detection"; T. Simon et al., Panoptic Studio toolbox.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.cells import single
from core.formats.clock import Clock
from core.formats.keypoints import Frame, Json, Person, frame, frames_in, rate_in
from core.layouts import chosen, with_bones
from core.progress import Progress, Steps
from core.recording import Recording
from core.skeleton import Skeleton
from core.upright import upright

NAME = "keypoints in JSON"
SUFFIXES: tuple[str, ...] = (".json",)
CONFIDENCE = 0.1
MAX_BODIES = 100

_MENTIONED = re.compile(
    rb'"\w*(?:keypoints|landmarks?|joints|people|bodies|nose|hip|knee)\w*"|"x"\s*:', re.IGNORECASE
)
_FRAMES_PER_STEP = 200
_DIGITS = re.compile(r"\d+")
_MANY = 20
_LAST_NUMBER = re.compile(r"(\d+)\D*$")


def looks_like(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] in (b"{", b"[") and _MENTIONED.search(head) is not None


def is_folder(path: Path) -> bool:
    """Whether a folder is a recording of a file per frame, numbered, and not one of recordings."""
    files = list(path.glob("*.json"))
    if not files or len({_DIGITS.sub("", file.stem) for file in files}) > 1:
        return False
    with files[0].open("rb") as file:
        if not looks_like(file.read(1 << 16)):
            return False
    document = _document(files[0])
    return (
        len(frames_in(document)) < _MANY
        if isinstance(document, list)
        else (frames_in(document) == [document])
    )


def read(path: Path, layout: str | None = None) -> Steps[Recording]:
    files = _in_order(path) if path.is_dir() else [path]
    frames: list[Frame] = []
    fps = 0.0
    for done, file in enumerate(files):
        if done % _FRAMES_PER_STEP == 0:
            yield Progress(done, len(files), f"reading {path.name}")
        document = _document(file)
        fps = fps or rate_in(document)
        said = [document] if path.is_dir() else frames_in(document)
        frames += _frames(file, said)
    numbers = _numbers(files) if path.is_dir() else _said(frames, "number")
    return _recording(
        path, frames, Clock.of(len(frames), numbers, _said(frames, "time"), fps), layout
    )


def _in_order(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"), key=lambda file: (_number(file), file.name))


def _number(file: Path) -> int:
    found = _LAST_NUMBER.search(file.stem)
    return int(found[1]) if found else -1


def _numbers(files: Sequence[Path]) -> npt.NDArray[np.float64]:
    return np.array([_number(file) for file in files], dtype=np.float64)


def _document(file: Path) -> Json:
    try:
        return json.loads(file.read_bytes())
    except json.JSONDecodeError as error:
        raise FormatError(file, f"line {error.lineno}", f"is not JSON ({error.msg})") from error
    except (ValueError, RecursionError) as error:
        raise FormatError(file, "", f"is not JSON ({error})") from error


def _frames(file: Path, said: Sequence[Json]) -> Iterator[Frame]:
    for number, one in enumerate(said):
        try:
            yield frame(one)
        except (ValueError, TypeError, OverflowError) as error:
            raise FormatError(file, f"frame {number}", str(error)) from error


def _said(frames: Sequence[Frame], what: str) -> npt.NDArray[np.float64] | None:
    values = [getattr(one, what) for one in frames]
    return None if None in values else np.array(values, dtype=np.float64)


def _recording(path: Path, frames: list[Frame], clock: Clock, layout: str | None) -> Recording:
    people = [(number, person) for number, one in enumerate(frames) for person in one.people]
    if not people:
        raise FormatError(path, "", "holds no people with keypoints")
    skeleton = _skeleton(people[0][1], layout)
    bodies = _bodies(path, frames)
    shape = (len(frames), max(bodies) + 1, skeleton.n_joints, 3)
    positions = np.full(shape, np.nan, dtype=np.float32)
    for (number, person), body in zip(people, bodies, strict=True):
        if len(person.points) != skeleton.n_joints:
            why = f"a person has {len(person.points)} keypoints, not {skeleton.n_joints}"
            raise FormatError(path, f"frame {number}", why)
        points = single(person.points)
        points[~(points[:, 3] >= CONFIDENCE)] = np.nan
        positions[number, body] = points[:, :3]
    return upright(
        clock.spread(positions), skeleton, clock.fps, name=path.stem, warnings=clock.warnings
    )


def _skeleton(person: Person, layout: str | None) -> Skeleton:
    if person.names and layout is None:
        return with_bones(person.names)
    return chosen(layout or person.layout or None, len(person.points))


def _bodies(path: Path, frames: Sequence[Frame]) -> list[int]:
    """Which body each person is: by who they are if all have a number, else by their place."""
    everyone = [person for one in frames for person in one.people]
    different = all(len({p.id for p in one.people}) == len(one.people) for one in frames)
    if different and all(person.id is not None for person in everyone):
        ids = {one: place for place, one in enumerate(dict.fromkeys(p.id for p in everyone))}
        bodies = [ids[person.id] for person in everyone]
    else:
        bodies = [place for one in frames for place in range(len(one.people))]
    if max(bodies) >= MAX_BODIES:
        raise FormatError(path, "", f"tells apart more than {MAX_BODIES} bodies")
    return bodies
