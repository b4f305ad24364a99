"""Batches of clips from many recordings, the same ones for the same seed and epoch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from core.features import Features
from training.clips import Clips, cut, stacked
from training.datasets.listing import Unlabelled
from training.distributed import Place


@dataclass(frozen=True, eq=False)
class Named:
    """This process' share of a batch, and the recordings that the whole batch comes from."""

    clips: Clips
    recordings: tuple[str, ...]


class Corpus:
    """Recordings that clips of ``n_frames`` are cut from.

    In an epoch, a recording gives as many clips as would cover it, each from a random place, but at
    least one. What does not fill a last batch waits for another epoch.

    Parameters
    ----------
    held
        Recordings kept in memory once read.
    """

    def __init__(
        self, recordings: Sequence[Unlabelled], n_frames: int, batch_size: int, held: int
    ) -> None:
        if not recordings:
            raise ValueError("there is nothing to pretrain on")
        self._recordings = recordings
        self._n_frames = n_frames
        self._batch_size = batch_size
        lengths = np.array([one.n_frames for one in recordings])
        self._n_clips = np.maximum(np.round(lengths / n_frames), 1).astype(np.intp)
        self._n_bodies = max(one.n_bodies for one in recordings)
        self._source = lru_cache(maxsize=held)(self._read)

    @property
    def n_clips(self) -> int:
        """Clips that an epoch draws."""
        return int(self._n_clips.sum())

    def epoch(self, seed: int, number: int, where: Place) -> Iterator[tuple[float, Named]]:
        """Batches, each with the share of the epoch that it completes.

        Raises
        ------
        ValueError
            If the processes cannot share a batch evenly.
        """
        share, remainder = divmod(self._batch_size, where.size)
        if remainder:
            raise ValueError(f"{where.size} processes cannot share batches of {self._batch_size}")
        picks, places = self._draw(np.random.default_rng((seed, number)))
        for batch, (names, chosen) in enumerate(zip(picks, places, strict=True), start=1):
            mine = slice(where.rank * share, (where.rank + 1) * share)
            clips = [
                cut(self._source(int(pick)), self._n_frames, float(place))
                for pick, place in zip(names[mine], chosen[mine], strict=True)
            ]
            recordings = tuple(self._recordings[pick].name for pick in names)
            yield batch / len(picks), Named(stacked(clips, self._n_bodies), recordings)

    def _draw(
        self, rng: np.random.Generator
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
        """Recordings and places of all clips, ``(n_batches, batch_size)``."""
        picks = rng.permutation(np.repeat(np.arange(len(self._recordings)), self._n_clips))
        n_batches = max(len(picks) // self._batch_size, 1)
        picks = np.resize(picks, (n_batches, self._batch_size))
        return picks, rng.random(picks.shape)

    def _read(self, number: int) -> Features:
        return Features(self._recordings[number].read())
