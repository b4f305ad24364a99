"""What models say about the recordings of a project, kept until it is wanted again.

``cache/predictions/MODEL/RECORDING.npz``, both by the SHA-256 of their content: so a prediction is
never taken for that of another model or of a recording that has changed, and going back to an older
model is immediate. The folder may be deleted at any time. Knows no torch.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from core.atomic import make_folder, replacing
from core.entries import Entry
from core.errors import FormatError
from core.prediction import Prediction

FOLDER = Path("cache", "predictions")
_DIGITS = 32


class Predictions:
    """The predictions in a project folder.

    Parameters
    ----------
    project
        The project folder.
    """

    def __init__(self, project: Path) -> None:
        self.folder = project / FOLDER

    def path(self, model: str, entry: Entry) -> Path:
        """Where what a model, by its digest, says of a recording is; it may not be there."""
        return self.folder / model[:_DIGITS] / f"{entry.sha256[:_DIGITS]}.npz"

    def has(self, model: str, entry: Entry) -> bool:
        return self.path(model, entry).exists()

    def load(self, model: str, entry: Entry) -> Prediction | None:
        """What the model said; None if it has not been asked, or the file is damaged."""
        try:
            prediction = Prediction.load(self.path(model, entry))
        except FormatError:
            return None
        return prediction if prediction.n_frames == entry.n_frames else None

    def save(self, model: str, entry: Entry, prediction: Prediction) -> None:
        """Keep what a model said; a `FormatError` if it cannot be written."""
        path = self.path(model, entry)
        make_folder(path.parent)
        with replacing(path) as temporary:
            prediction.save(temporary)

    def newest(self, models: Iterable[str], entry: Entry) -> tuple[str, Prediction] | None:
        """What the first of some models that was asked said, and which one that is.

        So with the current model first and those before it after, what is not of the current one is
        stale.
        """
        for model in models:
            if prediction := self.load(model, entry):
                return model, prediction
        return None

    def forget(self, model: str) -> None:
        """Remove all that a model said."""
        shutil.rmtree(self.folder / model[:_DIGITS], ignore_errors=True)
