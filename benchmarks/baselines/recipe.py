"""How a baseline is trained and asked, on raw coordinates or with all that is commonly done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.baselines.crops import Joints, JointSource, batches
from benchmarks.baselines.inputs import N_PLAIN, N_STRONG, plain, strong
from benchmarks.baselines.network import MultiStage
from core.decode import segments
from core.model.scene import BRIDGED, Scenes, bridged
from core.prediction import Prediction
from core.progress import Progress, Steps
from core.recording import Recording
from training.augment import Augmentation
from training.batch import Batch
from training.datasets.labelled import LabelledRecording
from training.losses import frame_cross_entropy, smoothing
from training.schedule import one_cycle


@dataclass(frozen=True)
class Inputs:
    """What a baseline sees, and how that is varied while it is trained."""

    n_channels: int  # numbers per frame
    of: Callable[[Tensor, Tensor], Tensor]  # positions and presence → numbers of each frame
    one_heading: bool  # whether recordings are turned so that bodies face as others do
    augmentation: Augmentation | None  # of which rotation and tempo; bodies are swapped too
    dropped: float  # share of the numbers that a crop goes without


INPUTS = {
    "plain": Inputs(N_PLAIN, plain, False, None, 0.0),
    "strong": Inputs(N_STRONG, strong, True, Augmentation(rotation=180, tempo=1.25), 0.1),
}


@dataclass(frozen=True)
class BaselineConfig:
    """Everything that a run depends on but the data."""

    inputs: str = "strong"  # which of INPUTS
    epochs: int = 50  # passes over all frames
    crop: int = 1500  # frames of a crop
    batch_size: int = 4  # crops of a step
    learning_rate: float = 2e-3  # peak of the one-cycle schedule
    weight_decay: float = 0.01  # of AdamW
    gradient_clip: float = 5.0  # largest norm of a step's gradient
    smoothing: float = 0.15  # weight of the smoothing loss
    bfloat16: bool = True  # compute in bfloat16 where that is safe
    seed: int = 0  # of initial weights, crops, augmentation and dropout


def train(
    training: Sequence[LabelledRecording], classes: Sequence[str], config: BaselineConfig
) -> Steps[MultiStage]:
    """The network after the last epoch."""
    torch.manual_seed(config.seed)
    inputs = INPUTS[config.inputs]
    network = MultiStage(inputs.n_channels, len(classes), dropped=inputs.dropped).train()
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=config.weight_decay)
    sources = [JointSource(one, classes, one_heading=inputs.one_heading) for one in training]
    crops = batches(sources, config.crop, config.batch_size, inputs.augmentation, config.seed)
    for done, batch in crops:
        if done >= config.epochs:
            break
        optimiser.param_groups[0]["lr"] = one_cycle(done / config.epochs, config.learning_rate)
        loss = _loss(network, batch, config)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), config.gradient_clip)
        optimiser.step()
        yield Progress(done, config.epochs, f"loss {loss.item():.3f}")
    return network


@torch.inference_mode()
def predict(
    network: MultiStage, inputs: Inputs, recording: Recording, classes: Sequence[str]
) -> Prediction:
    """The last stage's probabilities of a whole recording; where nobody is, background."""
    joints = Joints(recording, one_heading=inputs.one_heading)
    positions, present = map(torch.from_numpy, joints.window(0, joints.n_frames))
    seen, somebody = _seen(inputs, positions[None], present[None])
    probabilities = network.eval()(seen, somebody)[-1][0].softmax(dim=-1).numpy()
    probabilities[~somebody[0].numpy()] = np.eye(len(classes) + 1)[-1]
    back = joints.resampling.back(probabilities)
    prediction = Prediction(back, tuple(classes), "baseline")
    return replace(prediction, segments=segments(prediction, recording.fps))


def _loss(network: MultiStage, batch: Batch, config: BaselineConfig) -> Tensor:
    """Of all stages together."""
    seen, somebody = _seen(INPUTS[config.inputs], batch.features, batch.present)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=config.bfloat16):
        stages = network(seen, somebody)
    each = [
        frame_cross_entropy(logits, batch.targets)
        + config.smoothing * smoothing(logits, batch.targets)
        for logits in (stage.float() for stage in stages)
    ]
    return torch.stack(each).sum()


def _seen(inputs: Inputs, positions: Tensor, present: Tensor) -> tuple[Tensor, Tensor]:
    """Numbers of each frame and where anybody is, people out of sight for a moment as for us."""
    seen = inputs.of(positions, present).transpose(1, 2)  # (B, C, T)
    lines = bridged(seen, present.any(dim=2), BRIDGED)
    return lines.transpose(1, 2), Scenes(present).somebody
