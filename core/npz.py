"""Arrays of a ``.npz`` file, without unpickling anything or filling the memory."""

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import FormatError
from core.sniffing import only_format_errors

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, TypeError, OverflowError, SyntaxError)
_MORE_DAMAGE = (KeyError, RuntimeError, NotImplementedError, RecursionError)
_SMALL = 200_000_000
_MOST_TIMES = 100
"""Files that unpack to more than this many times their size hold nothing but repetition."""


def read_npz(path: Path, names: Sequence[str]) -> dict[str, Any]:
    """Those of the named arrays that a ``.npz`` holds.

    Raises
    ------
    FormatError
        If it is none, holds Python objects, or would fill the memory.
    """
    how = "in Python, once: np.savez('model.npz', **{k: np.asarray(v) for k, v in model.items()})"
    if path.suffix == ".pkl":
        raise FormatError(
            path, "", f"is a pickle, which may run anything; write a .npz of it {how}"
        )
    with only_format_errors(path):
        try:
            _check_size(path, names)
            # NumPy leaves a file open that it cannot read.
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return {name: arrays[name] for name in names if name in arrays.files}
        except ValueError as error:
            why = f"holds Python objects, not arrays ({error}); write arrays {how}"
            raise FormatError(path, "", why) from error
        except (*_DAMAGE, *_MORE_DAMAGE) as error:
            raise FormatError(path, "", f"is damaged or no .npz ({error})") from error


def _check_size(path: Path, names: Sequence[str]) -> None:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        wanted = {f"{name}.npy" for name in names}
        n_bytes = sum(one.file_size for one in archive.infolist() if one.filename in wanted)
    if n_bytes > max(_SMALL, _MOST_TIMES * path.stat().st_size):
        raise FormatError(path, "", f"would unpack to {n_bytes / 1e9:.2g} GB")
