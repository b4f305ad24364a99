"""What a model says happens when. A different type from a label, which only a person can make."""

import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.labels import Segment

_DAMAGE = (EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, eq=False)
class Prediction:
    """Class probabilities of every frame, from one model, and the segments they amount to.

    Parameters
    ----------
    probabilities
        ``(n_frames, n_classes + 1)`` float32, rows summing to 1; the last column is background.
    classes
        Names of the classes, without background.
    model
        Name of the model that said so.
    segments
        In order of time, none overlapping: what `core.decode` makes of the probabilities.
    date
        When this model first predicted the recording, ISO 8601; empty if that is not known.
    """

    probabilities: npt.NDArray[np.float32]
    classes: tuple[str, ...]
    model: str
    segments: tuple[Segment, ...] = ()
    date: str = ""

    def __post_init__(self) -> None:
        expected = len(self.classes) + 1
        if self.probabilities.ndim != 2 or self.probabilities.shape[1] != expected:
            raise ValueError(
                f"{len(self.classes)} classes need (n_frames, {expected}) probabilities, "
                f"not {self.probabilities.shape}"
            )
        if not np.isfinite(self.probabilities).all():
            raise ValueError(f"model {self.model!r} predicted a probability that is not a number")
        self.probabilities.flags.writeable = False

    @property
    def n_frames(self) -> int:
        return int(self.probabilities.shape[0])

    def save(self, path: Path) -> None:
        """Write a ``.npz`` with ``probabilities``, ``segments`` and the JSON text ``about``.

        ``segments`` is ``(n_segments, 4)`` float64: start, stop, number of the class, score.
        """
        about = json.dumps({"classes": self.classes, "model": self.model})
        number = {name: number for number, name in enumerate(self.classes)}
        rows = [(s.start, s.stop, number[s.class_name], s.score) for s in self.segments]
        segments = np.array(rows, dtype=np.float64).reshape(-1, 4)
        with path.open("wb") as file:
            np.savez(
                file, probabilities=self.probabilities, segments=segments, about=np.array(about)
            )

    @classmethod
    def load(cls, path: Path) -> "Prediction":
        """Read what `save` wrote; nothing in the file is ever run."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                about = json.loads(str(arrays["about"]))
                classes = tuple(map(str, about["classes"]))
                segments = tuple(
                    Segment(int(start), int(stop), classes[int(number)], score)
                    for start, stop, number, score in arrays["segments"].tolist()
                )
                return cls(arrays["probabilities"], classes, str(about["model"]), segments)
        except (*_DAMAGE, OSError, LookupError, ValueError, TypeError, AttributeError) as error:
            raise FormatError(path, "", f"is not a prediction file ({error})") from error
