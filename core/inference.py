"""Predict recordings of any length, in bounded memory. Knows nothing of files."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import torch

from core.decode import segments
from core.features import Features
from core.model.checkpoint import Model
from core.model.device import choose_device
from core.model.localizer import Localizer
from core.model.scene import Scenes
from core.model.windows import whole_steps, windows
from core.prediction import Prediction
from core.progress import Progress, Steps
from core.recording import Recording

CHUNK = 1024
"""Frames predicted at a time: a fraction of a second of work, and some tens of MB."""


def predict(
    model: Model, recording: Recording, *, device: str = "auto", chunk: int = CHUNK
) -> Steps[Prediction]:
    """Class probabilities of every frame, at the recording's own rate, and their segments.

    The recording is predicted chunk by chunk, each with as many frames to either side as its
    outputs can depend on, so the result is that of one pass over the whole. Where nobody is, for
    longer than `BRIDGED` frames, is background. The network is left in evaluation mode.

    Parameters
    ----------
    device
        ``"auto"``, ``"cpu"`` or ``"cuda"``.
    chunk
        Frames, at the model's rate, between two steps; rounded up to a multiple of 8.

    Raises
    ------
    ValueError
        If the recording's skeleton lacks a joint that the model needs.
    """
    features = Features(recording, relation=model.network.config.encoder.relation)
    target = choose_device(device)
    network = model.network.to(target).eval()
    doing = f"predicting {recording.name}".rstrip()
    probabilities = np.empty((features.n_frames, len(model.card.classes) + 1), dtype=np.float32)
    yield Progress(0, features.n_frames, doing)
    for part in windows(features.n_frames, whole_steps(chunk), network.reach):
        whole = _one_pass(network, *features.window(part.first, part.last), target)
        probabilities[part.start : part.stop] = whole[part.inside]
        yield Progress(part.stop, features.n_frames, doing)
    back = features.resampling.back(probabilities)
    prediction = Prediction(back, model.card.classes, model.card.name)
    return replace(prediction, segments=segments(prediction, recording.fps, model.card.durations))


@torch.inference_mode()
def _one_pass(
    network: Localizer,
    features: npt.NDArray[np.float32],
    present: npt.NDArray[np.bool_],
    device: torch.device,
) -> npt.NDArray[np.float32]:
    """``(T, M, V, C)`` features → ``(T, n_classes + 1)`` probabilities."""
    logits = network(
        torch.from_numpy(features)[None].to(device), torch.from_numpy(present)[None].to(device)
    )
    probabilities: npt.NDArray[np.float32] = logits[0].float().softmax(dim=-1).cpu().numpy()
    somebody = Scenes(torch.from_numpy(present)[None]).somebody[0].numpy()
    probabilities[~somebody] = np.eye(probabilities.shape[1])[-1]
    return probabilities
