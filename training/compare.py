"""Two models on the same recordings, before one takes the place of the other."""

from collections.abc import Sequence

from core.comparison import Comparison, compare
from core.inference import predict
from core.labels import LabelTrack
from core.model.checkpoint import Model
from core.progress import Progress, Steps
from core.recording import Recording
from core.revisions import Rivals

Held = tuple[Recording, LabelTrack | None]
"""A recording, and what people say about it if anything."""


def compare_models(
    old: Model,
    new: Model,
    held_out: Sequence[Held],
    classes: Sequence[str] = (),
    *,
    device: str = "auto",
) -> Steps[Comparison]:
    """Predict recordings with both models and compare what they say.

    Parameters
    ----------
    held_out
        Recordings that neither model has been trained on: those whose labels are to judge. Others
        may be among them without their labels, so that it is seen what changes there.
    classes
        Those of the project, in their order.
    """
    rivals = []
    for number, (recording, truth) in enumerate(held_out):
        yield Progress(number, len(held_out), f"comparing on {recording.name}")
        before = yield from predict(old, recording, device=device)
        after = yield from predict(new, recording, device=device)
        rivals.append(
            Rivals(
                recording.name,
                recording.n_frames,
                recording.fps,
                before.segments,
                after.segments,
                truth,
            )
        )
    return compare(rivals, old.card.name, new.card.name, classes)
