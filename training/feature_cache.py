"""Pooled features of recordings on disk, so that a head can be trained without the encoder.

``cache/features/ENCODER/RECORDING.h5``, both by SHA-256: nothing is ever taken for the features of
another encoder or recording. What is damaged counts as not there. The whole is bounded: what was
not used for longest goes first. The folder may be deleted at any time.
"""

import os
from pathlib import Path

import h5py

from core.atomic import make_folder, replacing
from training.pooled import Pooled

FOLDER = Path("cache", "features")
LIMIT = 2 * 2**30
"""Bytes: about 150 hours of a small encoder at 30 frames per second."""

_DIGITS = 32


class FeatureCache:
    """The features that are kept in a project folder.

    Parameters
    ----------
    project
        The project folder.
    encoder
        Digest of the encoder, see `training.pooled.encoder_digest`.
    limit
        Bytes that all files together may have, of whatever encoder.
    """

    def __init__(self, project: Path, encoder: str, limit: int = LIMIT) -> None:
        self._all = project / FOLDER
        self._folder = self._all / encoder[:_DIGITS]
        self._limit = limit

    def path(self, recording: str) -> Path:
        """The file of a recording, by its SHA-256; it may not be there."""
        return self._folder / f"{recording[:_DIGITS]}.h5"

    def get(self, recording: str) -> Pooled | None:
        """The features of a recording; None if they are not there, or damaged."""
        path = self.path(recording)
        try:
            with h5py.File(path, "r") as file:
                stages = tuple(file[f"stage{n}"][:] for n in range(file.attrs["n_stages"]))
                pooled = Pooled(stages, file["somebody"][:])
            os.utime(path)
        except (OSError, KeyError, ValueError, RuntimeError, ZeroDivisionError):
            return None
        return pooled

    def put(self, recording: str, pooled: Pooled) -> None:
        """Keep features; a `FormatError` if they cannot be written."""
        make_folder(self._folder)
        with replacing(self.path(recording)) as temporary, h5py.File(temporary, "w") as file:
            file.attrs["n_stages"] = len(pooled.stages)
            # A checksum in every chunk: a flipped bit is found when it is read.
            for number, stage in enumerate(pooled.stages):
                file.create_dataset(f"stage{number}", data=stage, fletcher32=True, chunks=True)
            file.create_dataset("somebody", data=pooled.somebody, fletcher32=True, chunks=True)
        self._make_room()

    def _make_room(self) -> None:
        files = [(path, path.stat()) for path in self._all.rglob("*.h5")]
        total = sum(status.st_size for _, status in files)
        for path, status in sorted(files, key=lambda one: one[1].st_mtime_ns):
            if total <= self._limit:
                return
            path.unlink(missing_ok=True)
            total -= status.st_size
