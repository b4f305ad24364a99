"""Foreign HDF5 files are looked through by a process that can be ended."""

from pathlib import Path

import h5py
import numpy as np
import pytest

from core.errors import FormatError
from core.formats import hdf5, read_recording, write_recording
from tests.core.formats.examples import five_lines
from tests.core.formats.test_native import recording


def endless(path: Path) -> None:
    """A file whose heap of words says that one of them is of no size, over and over."""
    five_lines(path)
    content = bytearray(path.read_bytes())
    heap = content.index(b"GCOL")
    size = int.from_bytes(content[heap + 8 : heap + 16], "little")
    content[heap + 16 : heap + size] = bytes(size - 16)
    path.write_bytes(content)


def test_a_file_without_an_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hdf5, "SECONDS", 1.0)
    endless(tmp_path / "a.h5")
    with pytest.raises(FormatError, match="crashes, or takes over"):
        read_recording(tmp_path / "a.h5")
    five_lines(tmp_path / "b.h5")
    assert read_recording(tmp_path / "b.h5").n_frames == 9


def test_a_probe_that_crashes_is_no_answer(tmp_path: Path) -> None:
    probe = hdf5.Probe()
    five_lines(tmp_path / "a.h5")
    assert probe.passes(tmp_path / "a.h5")
    probe.process.kill()
    assert not probe.passes(tmp_path / "a.h5")
    assert probe.passes(tmp_path / "a.h5")
    probe.close()


def test_our_own_files_need_no_other_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> bool:
        raise AssertionError("it was asked")

    monkeypatch.setattr(hdf5.Probe, "passes", never)
    write_recording(recording(), tmp_path / "a.h5")
    assert read_recording(tmp_path / "a.h5").n_frames == 5
    with h5py.File(tmp_path / "b.h5", "w") as file:
        file["a"] = np.ones(3)
    with pytest.raises(AssertionError, match="it was asked"):
        read_recording(tmp_path / "b.h5")
