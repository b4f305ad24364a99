"""Arrays of an archive, and archives that would fill the memory."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.npz import read_npz


def test_only_what_is_wanted_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, a=np.arange(3), b=np.array([None]))
    assert {name: found.tolist() for name, found in read_npz(path, ("a", "c")).items()} == {
        "a": [0, 1, 2]
    }
    with pytest.raises(FormatError, match="holds Python objects, not arrays"):
        read_npz(path, ("b",))


def test_repetition_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.npz"
    np.savez_compressed(path, a=np.zeros(5_000_000))
    assert len(read_npz(path, ("a",))["a"]) == 5_000_000
    monkeypatch.setattr("core.npz._SMALL", 1_000_000)
    with pytest.raises(FormatError, match=r"would unpack to 0\.04 GB"):
        read_npz(path, ("a",))
    assert read_npz(path, ("b",)) == {}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x93NUMPY", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_refused_or_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(content)
    try:
        assert read_npz(path, ("a",)) == {}
    except FormatError as error:
        assert str(error).startswith(str(path))


def test_pickles_are_not_opened(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is a pickle, which may run anything"):
        read_npz(tmp_path / "model.pkl", ("a",))
