"""Train a head on pooled features: the recipe that takes seconds, on any machine.

The encoder stays as it is, so all that it says is computed once and kept. The head begins as that
of a model, so a few corrections are enough to change what they should and little else.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from core.class_mapping import Choices
from core.labels import UNKNOWN
from core.model.checkpoint import Model
from core.model.device import choose_device
from core.model.localizer import Localizer
from core.progress import Progress, Steps
from training.adamw import AdamW
from training.losses import frame_cross_entropy, smoothing
from training.memory import Memory, at_risk
from training.pooled import Pooled
from training.refit_config import RefitConfig
from training.refit_crops import Crops, Example, Pieces, batches, unknown
from training.schedule import one_cycle
from training.starting_point import take_over
from training.targets import targets_of

_STEPS_PER_ROW = 4


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
    pieces = Pieces([*examples, *map(unknown, others)], config.crop)
    memory = Memory(begun.known, at_risk(pieces.labels, begun.known))
    losses: list[float] = []
    for step, batch in enumerate(batches(pieces, config, remember=bool(memory.risky))):
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


def _loss(
    network: Localizer, before: Localizer, batch: Crops, config: RefitConfig, memory: Memory
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


def _scores(network: Localizer, batch: Crops) -> Tensor:
    device = next(network.parameters()).device
    stages = tuple(stage.to(device) for stage in batch.stages)
    return network.scores(stages, batch.somebody.to(device))
