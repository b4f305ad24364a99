"""What a model says happens when. A different type from a label, which only a person can make."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError


@dataclass(frozen=True, eq=False)
class Prediction:
    """Class probabilities of every frame, from one model.

    Parameters
    ----------
    probabilities
        ``(n_frames, n_classes + 1)`` float32, rows summing to 1; the last column is background.
    classes
        Names of the classes, without background.
    model
        Name of the model that said so.
    """

    probabilities: npt.NDArray[np.float32]
    classes: tuple[str, ...]
    model: str

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
        return self.probabilities.shape[0]

    def save(self, path: Path) -> None:
        """Write a ``.npz`` with ``probabilities`` and the JSON text ``about``."""
        about = json.dumps({"classes": self.classes, "model": self.model})
        with path.open("wb") as file:
            np.savez(file, probabilities=self.probabilities, about=np.array(about))

    @classmethod
    def load(cls, path: Path) -> "Prediction":
        """Read what `save` wrote; nothing in the file is ever run."""
        try:
            with np.load(path, allow_pickle=False) as file:
                about = json.loads(str(file["about"]))
                return cls(file["probabilities"], tuple(about["classes"]), str(about["model"]))
        except (OSError, KeyError, ValueError, TypeError) as error:
            raise FormatError(path, "", f"is not a prediction file ({error})") from error
