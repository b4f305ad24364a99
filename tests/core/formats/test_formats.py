"""Whatever a file holds: a recording that holds together, or one error that names the file."""

import os
import random
import re
from pathlib import Path

import pytest

from core.errors import FormatError
from core.formats import FORMATS, pkummd_text, read_recording, recognise
from core.skeleton import KINECT1, KINECT2
from tests.core.formats.examples import WHOLE, ntu_file, pku_file, written
from tests.fuzz.subjects import read_after

DAMAGED = 25
"""Of each format; `tests.fuzz` reads as many as one likes."""


@pytest.mark.parametrize("name", WHOLE)
def test_content_decides_and_not_the_suffix(tmp_path: Path, name: str) -> None:
    known, make = WHOLE[name]
    path = tmp_path / "anything"
    make(path.with_name(name))
    path.with_name(name).rename(path)
    assert recognise(path) is known
    assert read_recording(str(path)).n_frames > 0


def test_every_format_is_made_here() -> None:
    assert {known for known, _ in WHOLE.values()} == set(FORMATS)


@pytest.mark.parametrize("name", WHOLE)
def test_damaged_files_are_read_or_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    WHOLE[name][1](path)
    whole = path.read_bytes()
    came = {read_after(path, whole, name, 0, number) for number in range(DAMAGED)}
    assert "refused" in came


@pytest.mark.parametrize("suffix", [suffix for known in FORMATS for suffix in known.SUFFIXES])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (random.Random(0).randbytes(5000), "is of no known recording format (known: Kinescribe"),
        (b"\0" * 5000, "is of no known recording format"),
        (b"\n" * 5000, "is of no known recording format"),
        (b"\xef\xbb\xbf", "is of no known recording format"),
        (b"hello; world\nthis; is prose\n", "is of no known recording format"),
    ],
)
def test_what_is_no_recording_is_refused(
    tmp_path: Path, suffix: str, content: bytes, said: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=re.escape(f"{path}: {said}")):
        read_recording(path)


def test_places_without_a_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is a folder, not a file"):
        read_recording(tmp_path)
    with pytest.raises(FormatError, match="no such file"):
        read_recording(tmp_path / "nothing.h5")
    with pytest.raises(FormatError, match="File name too long"):
        read_recording(tmp_path / ("x" * 5000))
    with pytest.raises(FormatError, match="null byte"):
        read_recording(tmp_path / "a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FormatError, match="is not a regular file"):
        read_recording(tmp_path / "pipe")


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    WHOLE[name][1](path)

    # Taking permission away would not stop root, who runs the tests in containers.
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(FormatError, match="cannot be read: Permission denied"):
        read_recording(path)


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_vanishes_while_it_is_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    known, make = WHOLE[name]
    path = tmp_path / name
    make(path)
    monkeypatch.setattr("core.formats.recognise", lambda gone: gone.unlink() or known)
    with pytest.raises(FormatError, match=re.escape(str(path))):
        read_recording(path)


@pytest.mark.parametrize("name", WHOLE)
def test_long_and_foreign_names_are_fine(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "Gänge – 步态"
    for _ in range(10):
        folder /= "d" * 200
    folder.mkdir(parents=True)
    path = folder / f"{'ü' * 100}{Path(name).suffix}"
    WHOLE[name][1](path)
    assert read_recording(path).name == "ü" * 100


def test_stopping_halfway_closes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    pku_file(path)
    steps = pkummd_text.read(path)
    next(steps)
    steps.close()


def test_kinect_layouts_are_recognised(tmp_path: Path) -> None:
    written(tmp_path / "a.h5")
    ntu_file(tmp_path / "a.skeleton")
    assert read_recording(tmp_path / "a.h5").skeleton is KINECT1
    assert read_recording(tmp_path / "a.skeleton").skeleton is KINECT2
