"""Train a head on pooled features: the recipe that takes seconds, on any machine.

The encoder stays as it is, so all that it says is computed once and kept. The head begins as that
of a model, so a few corrections are enough to change what they should and little else.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from core.class_mapping import Choices
from core.labels import UNKNOWN, LabelTrack
from core.model.checkpoint import Model
from core.model.device import choose_device
from core.model.localizer import FRAME_MULTIPLE, Localizer
from core.progress import Progress, Steps
from core.resample import Resampling
from training.adamw import AdamW
from training.losses import frame_cross_entropy, smoothing
from training.pooled import Pooled
from training.schedule import one_cycle
from training.starting_point import take_over
from training.targets import targets_of

_STEPS_PER_ROW = 4


@dataclass(frozen=True)
class RefitConfig:
    """The defaults take two or three seconds on one core, however much was reviewed."""

    steps: int = 48  # of the optimiser
    crop: int = 256  # frames of a crop
    batch_size: int = 8  # crops of a step
    learning_rate: float = 2e-3  # peak of the one-cycle schedule
    weight_decay: float = 0.01  # of AdamW
    gradient_clip: float = 5.0  # largest norm of a step's gradient
    smoothing: float = 0.15  # weight of the smoothing loss
    memory: float = 1.0  # weight of what the model said before, where nobody has looked
    balance: float = 0.5  # share of the crops that are drawn by class and not by frame
    seed: int = 0  # of new weights, crops and dropout

    def __post_init__(self) -> None:
        for name in ("steps", "batch_size"):
            if (number := getattr(self, name)) < 1:
                raise ValueError(f"{name.replace('_', ' ')} must be at least 1, not {number}")
        if self.crop < FRAME_MULTIPLE or self.crop % FRAME_MULTIPLE:
            raise ValueError(f"a crop must be a multiple of {FRAME_MULTIPLE}, not {self.crop}")
        if not self.learning_rate > 0:
            raise ValueError(f"the learning rate must be above 0, not {self.learning_rate}")
        if not 0 <= self.balance <= 1:
            raise ValueError(f"a share must be between 0 and 1, not {self.balance}")


@dataclass(frozen=True, eq=False)
class Example:
    """A recording as the head sees it.

    Parameters
    ----------
    pooled
        Its features.
    labels
        ``(T,)`` at the model's rate and as long as the features: class numbers, background after
        the last, or `UNKNOWN`.
    """

    pooled: Pooled
    labels: npt.NDArray[np.int64]

    def __post_init__(self) -> None:
        if self.labels.shape != self.pooled.somebody.shape:
            raise ValueError(f"{len(self.labels)} labels for {len(self.pooled.somebody)} frames")


def example(pooled: Pooled, track: LabelTrack, fps: float, classes: Sequence[str]) -> Example:
    """An example of a track at its own rate; frames without anybody teach nothing."""
    resampling = Resampling(track.n_frames, fps)
    nearest = resampling.nearest(0, resampling.n_model_frames)
    labels = np.full(len(pooled.somebody), UNKNOWN)
    labels[: len(nearest)] = track.dense(classes)[nearest]
    return Example(pooled, np.where(pooled.somebody, labels, UNKNOWN))


@dataclass(frozen=True, eq=False)
class Grown:
    """A network that is to be refitted.

    Parameters
    ----------
    network
        As that of a model, for other classes; those that are new are random.
    known
        Columns of its scores that the model knew, background last.
    """

    network: Localizer
    known: Sequence[int]


def grown(model: Model, classes: Sequence[str], seed: int, chosen: Choices | None = None) -> Grown:
    """The network of a model, for other classes.

    Parameters
    ----------
    chosen
        Which of the classes those of the model are, where people have said so.
    """
    torch.manual_seed(seed)
    network = Localizer(replace(model.card.config, n_classes=len(classes)))
    network.encoder.load_state_dict(model.network.encoder.state_dict())
    return Grown(network, take_over(network, classes, model, chosen))


def refit(
    begun: Grown,
    examples: Sequence[Example],
    config: RefitConfig,
    log: Callable[[Mapping[str, float]], object] = lambda _: None,
    *,
    device: str = "auto",
) -> Steps[None]:
    """Train everything behind the encoder on the known frames of examples.

    Where nobody has looked, the classes that the model knew are to compare with each other as they
    did (Li and Hoiem 2016, 'Learning without forgetting'); a new class may come between them, so a
    person need not label the old ones again to add one.

    ``log`` gets the loss now and then. Two runs with the same config, data and number of threads
    give the same weights.

    Raises
    ------
    FloatingPointError
        If the loss is no longer a number.
    """
    torch.manual_seed(config.seed)
    network = begun.network.to(choose_device(device)).eval()
    before = copy.deepcopy(network)
    head = [*network.head.parameters(), *network.classify.parameters()]
    optimiser = AdamW(head, config.weight_decay)
    losses: list[float] = []
    for step, batch in enumerate(_batches(examples, config)):
        yield Progress(step, config.steps, "refitting")
        network.head.train()
        loss = _loss(network, before, batch, config, begun.known)
        if not torch.isfinite(loss):
            raise FloatingPointError("the loss is no longer a number; lower the learning rate")
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(head, config.gradient_clip)
        optimiser.step(one_cycle(step / config.steps, config.learning_rate))
        losses.append(loss.item())
        if len(losses) == _STEPS_PER_ROW:
            log({"step": step + 1, "loss": sum(losses) / len(losses)})
            losses.clear()
    network.eval()
    yield Progress(config.steps, config.steps, "refitting")


@dataclass(frozen=True, eq=False)
class _Batch:
    stages: tuple[Tensor, ...]  # (B, C_s, T / s)
    somebody: Tensor  # (B, T) bool
    labels: Tensor  # (B, T)

    def of(self, which: Tensor) -> "_Batch":
        """Some of its crops, ``(B,)`` bool."""
        stages = tuple(stage[which] for stage in self.stages)
        return _Batch(stages, self.somebody[which], self.labels[which])


def _loss(
    network: Localizer,
    before: Localizer,
    batch: _Batch,
    config: RefitConfig,
    known: Sequence[int],
) -> Tensor:
    logits = _scores(network, batch)
    targets = targets_of(batch.labels.to(logits.device), logits.shape[-1] - 1)
    learnt = frame_cross_entropy(logits, targets) + config.smoothing * smoothing(logits, targets)
    nobody_looked = (batch.labels == UNKNOWN) & batch.somebody
    if not config.memory or not nobody_looked.any():
        return learnt
    crops = nobody_looked.any(dim=1)
    with torch.no_grad():
        said = _scores(before, batch.of(crops))
    where = nobody_looked[crops].to(logits.device)
    return learnt + config.memory * forgotten(logits[crops.to(logits.device)], said, where, known)


def forgotten(logits: Tensor, before: Tensor, where: Tensor, known: Sequence[int]) -> Tensor:
    """How differently known classes compare with each other: mean divergence over frames.

    Parameters
    ----------
    logits, before
        ``(B, T, K)``: scores now, and those that are to be remembered.
    where
        ``(B, T)`` bool: the frames that count; 0 if there are none.
    known
        The columns that are compared; the others may be anything.
    """
    now, then = (x[where][:, known].log_softmax(dim=-1) for x in (logits, before))  # (N, K')
    return F.kl_div(now, then, reduction="sum", log_target=True) / max(len(now), 1)


def _scores(network: Localizer, batch: _Batch) -> Tensor:
    device = next(network.parameters()).device
    stages = tuple(stage.to(device) for stage in batch.stages)
    return network.scores(stages, batch.somebody.to(device))


def _batches(examples: Sequence[Example], config: RefitConfig) -> Iterator[_Batch]:
    """Random crops about known frames: some about any, some about one of any class."""
    random = np.random.default_rng(config.seed)
    labels = np.concatenate([one.labels for one in examples])
    bounds = np.cumsum([0, *(len(one.labels) for one in examples)])
    known = np.flatnonzero(labels != UNKNOWN)
    by_class = [np.flatnonzero(labels == number) for number in np.unique(labels[known])]
    for _ in range(config.steps):
        crops = []
        for _ in range(config.batch_size):
            one_class = random.random() < config.balance
            frames = by_class[random.integers(len(by_class))] if one_class else known
            frame = frames[random.integers(len(frames))]
            number = int(np.searchsorted(bounds, frame, side="right")) - 1
            crops.append(_crop(examples[number], int(frame - bounds[number]), config.crop, random))
        yield _Batch(
            tuple(torch.cat(stage) for stage in zip(*(crop.stages for crop in crops), strict=True)),
            torch.cat([crop.somebody for crop in crops]),
            torch.cat([crop.labels for crop in crops]),
        )


def _crop(one: Example, frame: int, n_frames: int, random: np.random.Generator) -> _Batch:
    """Frames with ``frame`` anywhere among them; beyond the end nobody is there."""
    latest = max(len(one.labels) - n_frames, 0)
    start = min(max(frame - int(random.integers(n_frames)), 0), latest)
    start -= start % FRAME_MULTIPLE
    stop = min(start + n_frames, len(one.labels))
    stages, somebody = one.pooled.tensors(start, stop)
    labels = torch.from_numpy(one.labels[start:stop])[None]
    beyond = n_frames - (stop - start)
    return _Batch(
        tuple(
            F.pad(stage, (0, beyond // stride))
            for stage, stride in zip(stages, one.pooled.strides, strict=True)
        ),
        F.pad(somebody, (0, beyond)),
        F.pad(labels, (0, beyond), value=UNKNOWN),
    )
