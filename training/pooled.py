"""What an encoder says of a whole recording, once for all heads that may be put on it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import numpy.typing as npt
import torch

from core import features
from core.decode import segments
from core.features import Features
from core.inference import CHUNK
from core.model.checkpoint import Model
from core.model.device import choose_device
from core.model.localizer import FRAME_MULTIPLE, Localizer
from core.model.windows import whole_steps, windows
from core.prediction import Prediction
from core.progress import Progress, Steps
from core.recording import Recording
from core.resample import Resampling

VERSION = 2
"""Raised whenever the numbers of the same encoder change."""

Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, eq=False)
class Pooled:
    """Features of the bodies of a recording, brought together, at the model's rate.

    Parameters
    ----------
    stages
        ``(T / s, C)`` float16 for each stage that the head looks at and its stride s, the finest
        first; T is a multiple of 8, and frames beyond the end are silent.
    somebody
        ``(T,)`` bool: whether anybody is there, or out of sight for a moment.
    """

    stages: tuple[Halves, ...]
    somebody: npt.NDArray[np.bool_]

    def __post_init__(self) -> None:
        n_frames = len(self.somebody)
        for stage in self.stages:
            if n_frames % FRAME_MULTIPLE or not len(stage) or n_frames % len(stage):
                raise ValueError(f"a stage of {len(stage)} steps is not one of {n_frames} frames")

    def tensors(self, start: int, stop: int) -> tuple[tuple[torch.Tensor, ...], torch.Tensor]:
        """Frames ``[start, stop)``, multiples of 8, as `Localizer.scores` wants one scene."""
        stages = tuple(
            torch.from_numpy(stage[start // stride : stop // stride]).float().T[None]
            for stage, stride in zip(self.stages, self.strides, strict=True)
        )
        return stages, torch.from_numpy(self.somebody[start:stop])[None]

    @property
    def strides(self) -> tuple[int, ...]:
        return tuple(len(self.somebody) // len(stage) for stage in self.stages)


def encoder_digest(model: Model) -> str:
    """SHA-256 of all that pooled features follow from, but the recording."""
    config = model.card.config
    about = {
        "encoder": asdict(config.encoder),
        "head": config.head,
        "versions": [VERSION, features.VERSION],
    }
    digest = hashlib.sha256(json.dumps(about, sort_keys=True).encode())
    for name, value in model.network.encoder.state_dict().items():
        digest.update(name.encode())
        digest.update(value.cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def pooling(
    network: Localizer, recording: Recording, *, device: str = "auto", chunk: int = CHUNK
) -> Steps[Pooled]:
    """Run the encoder over a recording, chunk by chunk, as `core.inference.predict` does.

    Raises
    ------
    ValueError
        If the recording's skeleton lacks a joint that the model needs.
    """
    seen = Features(recording, relation=network.config.encoder.relation)
    target = choose_device(device)
    network = network.to(target).eval()
    parts, doing = [], f"looking at {recording.name}".rstrip()
    for one in windows(seen.n_frames, chunk, network.pooled_reach):
        yield Progress(one.start, seen.n_frames, doing)
        whole = _one_pass(network, *seen.window(one.first, one.last), target)
        parts.append(_cut(whole, one.inside.start, whole_steps(one.stop) - one.first))
    yield Progress(seen.n_frames, seen.n_frames, doing)
    return _joined(parts)


def predict_pooled(
    model: Model, pooled: Pooled, n_frames: int, fps: float, *, device: str = "auto"
) -> Prediction:
    """What `core.inference.predict` says, but for rounding, of a recording that was pooled.

    Parameters
    ----------
    n_frames, fps
        Length and rate of the recording.
    """
    network = model.network.to(choose_device(device)).eval()
    resampling = Resampling(n_frames, fps)
    probabilities = _probabilities(network, pooled)[: resampling.n_model_frames]
    back = resampling.back(probabilities)
    prediction = Prediction(back, model.card.classes, model.card.name)
    return replace(prediction, segments=segments(prediction, fps, model.card.durations))


@torch.inference_mode()
def _probabilities(network: Localizer, pooled: Pooled) -> npt.NDArray[np.float32]:
    """``(T, n_classes + 1)``."""
    device = next(network.parameters()).device
    found = []
    for part in windows(len(pooled.somebody), 16 * CHUNK, int(network.head.reach)):
        stages, somebody = pooled.tensors(part.first, part.last)
        logits = network.scores(tuple(x.to(device) for x in stages), somebody.to(device))
        found.append(logits[0, part.inside].softmax(dim=-1).cpu().numpy())
    probabilities: npt.NDArray[np.float32] = np.concatenate(found)
    probabilities[~pooled.somebody] = np.eye(probabilities.shape[1])[-1]
    return probabilities


@torch.inference_mode()
def _one_pass(
    network: Localizer,
    values: npt.NDArray[np.float32],
    present: npt.NDArray[np.bool_],
    device: torch.device,
) -> Pooled:
    stages, somebody = network.pooled(
        torch.from_numpy(values)[None].to(device), torch.from_numpy(present)[None].to(device)
    )
    return Pooled(
        tuple(stage[0].T.half().cpu().numpy() for stage in stages), somebody[0].cpu().numpy()
    )


def _cut(whole: Pooled, start: int, stop: int) -> Pooled:
    stages = zip(whole.stages, whole.strides, strict=True)
    return Pooled(
        tuple(stage[start // stride : stop // stride] for stage, stride in stages),
        whole.somebody[start:stop],
    )


def _joined(parts: Sequence[Pooled]) -> Pooled:
    stages = zip(*(part.stages for part in parts), strict=True)
    return Pooled(
        tuple(np.concatenate(stage) for stage in stages),
        np.concatenate([part.somebody for part in parts]),
    )
