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
from training.memory import Memory, at_risk
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
    remembered: float = 0.4  # share of the crops where nobody looked, if a class may be forgotten
    balance: float = 0.5  # share of the other crops that are drawn by class and not by frame
    seed: int = 0  # of new weights, crops and dropout

    def __post_init__(self) -> None:
        for name in ("steps", "batch_size"):
            if (number := getattr(self, name)) < 1:
                raise ValueError(f"{name.replace('_', ' ')} must be at least 1, not {number}")
        if self.crop < FRAME_MULTIPLE or self.crop % FRAME_MULTIPLE:
            raise ValueError(f"a crop must be a multiple of {FRAME_MULTIPLE}, not {self.crop}")
        if not self.learning_rate > 0:
            raise ValueError(f"the learning rate must be above 0, not {self.learning_rate}")
        for share in (self.remembered, self.balance):
            if not 0 <= share <= 1:
                raise ValueError(f"a share must be between 0 and 1, not {share}")


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
    others: Sequence[Pooled] = (),
    device: str = "auto",
) -> Steps[None]:
    """Train everything behind the encoder on the known frames of examples.

    Where nobody has looked, what the model knew is remembered, see `training.memory`, so that a
    person need not label the old classes again to add one.

    ``log`` gets the loss now and then. Two runs with the same config, data and number of threads
    give the same weights.

    Parameters
    ----------
    others
        Recordings that nobody has reviewed, to remember more by.

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
    crops = _Crops([*examples, *map(_unknown, others)], config.crop)
    memory = Memory(begun.known, at_risk(crops.labels, begun.known))
    losses: list[float] = []
    for step, batch in enumerate(_batches(crops, config, remember=bool(memory.risky))):
        yield Progress(step, config.steps, "refitting")
        network.head.train()
        loss = _loss(network, before, batch, config, memory)
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


def _unknown(pooled: Pooled) -> Example:
    return Example(pooled, np.full(len(pooled.somebody), UNKNOWN))


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
    network: Localizer, before: Localizer, batch: _Batch, config: RefitConfig, memory: Memory
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
    return learnt + config.memory * memory.lost(logits[crops.to(logits.device)], said, where)


def _scores(network: Localizer, batch: _Batch) -> Tensor:
    device = next(network.parameters()).device
    stages = tuple(stage.to(device) for stage in batch.stages)
    return network.scores(stages, batch.somebody.to(device))


def _batches(crops: "_Crops", config: RefitConfig, *, remember: bool) -> Iterator[_Batch]:
    """Random crops about known frames, some about any, some about one of any class.

    Parameters
    ----------
    remember
        Whether others are to be about frames where nobody has looked.
    """
    random = np.random.default_rng(config.seed)
    known = np.flatnonzero(crops.labels != UNKNOWN)
    unseen = np.flatnonzero((crops.labels == UNKNOWN) & crops.somebody)
    by_class = [np.flatnonzero(crops.labels == number) for number in np.unique(crops.labels[known])]
    share = config.remembered if remember and len(unseen) else 0
    n_remembered = int(share * config.batch_size)
    for _ in range(config.steps):
        drawn = []
        for _ in range(config.batch_size - n_remembered):
            one_class = random.random() < config.balance
            frames = by_class[random.integers(len(by_class))] if one_class else known
            drawn.append(crops.about(_one_of(frames, random), random))
        drawn += [crops.about(_one_of(unseen, random), random) for _ in range(n_remembered)]
        yield _Batch(
            tuple(torch.cat(stage) for stage in zip(*(crop.stages for crop in drawn), strict=True)),
            torch.cat([crop.somebody for crop in drawn]),
            torch.cat([crop.labels for crop in drawn]),
        )


def _one_of(frames: npt.NDArray[np.intp], random: np.random.Generator) -> int:
    return int(frames[random.integers(len(frames))])


class _Crops:
    """Pieces of examples, whose frames are numbered through all of them.

    Parameters
    ----------
    n_frames
        Of each piece.
    """

    def __init__(self, examples: Sequence[Example], n_frames: int) -> None:
        self._examples, self._n_frames = examples, n_frames
        self._bounds = np.cumsum([0, *(len(one.labels) for one in examples)])
        self.labels = np.concatenate([one.labels for one in examples])
        self.somebody = np.concatenate([one.pooled.somebody for one in examples])

    def about(self, frame: int, random: np.random.Generator) -> _Batch:
        """A piece with a frame anywhere in it."""
        number = int(np.searchsorted(self._bounds, frame, side="right")) - 1
        inside = frame - int(self._bounds[number])
        return _crop(self._examples[number], inside, self._n_frames, random)


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
