"""Pretrain an encoder on recordings without labels: the recipe, from settings to a finished run."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from core.model.device import choose_device
from core.model.pretrained import EncoderCard, PretrainedEncoder, save_encoder
from core.model.pretrained import load_encoder as load_encoder
from core.progress import Progress, Steps
from training.clips import Clips
from training.clock import Clock
from training.contrast.pretext import Outcome, Pretext
from training.corpus import Corpus, Named
from training.datasets.listing import Unlabelled
from training.distributed import averaged, place
from training.draws import Draws
from training.features import View, view
from training.hosts import build_host
from training.looks import Looks, our_looks, paper_looks
from training.pretrain_config import PretrainConfig
from training.run import ENCODER, Run
from training.schedule import overshooting_steps, warm_up_cosine, warm_up_steps
from training.shared_norm import share_norms


def pretrain(
    recordings: Sequence[Unlabelled],
    config: PretrainConfig,
    run: Run,
    *,
    resume: bool = False,
) -> Steps[Path]:
    """Train until the epochs or the time are over; the result is the file of the query encoder.

    Two runs with the same config, data and number of threads give the same weights, unless a time
    limit cuts them short, and so does one that was killed and resumed. Several processes, each
    calling this, train as one; without dropout they give what one process would.

    Raises
    ------
    FloatingPointError
        If the loss is no longer a number; the state after the epoch before is kept.
    """
    state = run.resumed(config) if resume else None
    if place().rank == 0:
        run.begin(config) if state is None else run.rewind(state["epoch"])
    looks = _looks(config)
    corpus = Corpus(recordings, looks.source_frames, config.batch_size, config.held)
    learner = Learner(_fitting(config, corpus))
    views = Views(config, looks, learner.device)
    clock = Clock(config.epochs, config.time_limit)
    epoch, figures = 0, dict[str, float]()
    if state:
        learner.restore(state)
        clock = Clock(config.epochs, config.time_limit, state["seconds"])
        epoch, figures = state["epoch"], state["figures"]
    while epoch < config.epochs and not clock.over:
        learner.begin_epoch(epoch)
        views.begin_epoch(epoch)
        rows = []
        for share, batch in corpus.epoch(config.seed, epoch, place()):
            done = clock.done(epoch + share)
            rows.append(learner.step(views.of(batch.clips), batch, epoch, done))
            yield Progress(epoch + share, config.epochs, f"epoch {epoch + 1}")
            if clock.over:
                break
        epoch += 1
        figures = _mean(rows)
        if place().rank == 0:
            where = {"epoch": epoch, "seconds": clock.seconds}
            run.log(where | figures)
            run.keep(learner.state() | where | {"figures": figures})
    if place().rank == 0:
        encoder = PretrainedEncoder(_card(config, figures), learner.pretext.query.encoder)
        save_encoder(encoder, run.weights(ENCODER))
    return run.weights(ENCODER)


class Views:
    """Random views of clips, as the host wants them, on the device."""

    def __init__(self, config: PretrainConfig, looks: Looks, device: torch.device) -> None:
        self._config = config
        self._looks = looks
        self._device = device
        self._host = build_host(config.host, tau=config.tau, paper_code=config.paper_code)

    def begin_epoch(self, epoch: int) -> None:
        """Draw from here on what the seed and the epoch say, whatever happened before."""
        self._draws = Draws(self._device, self._config.seed, epoch)

    @torch.no_grad()
    def of(self, clips: Clips) -> dict[str, View]:
        clips = clips.to(self._device)
        return {
            name: view(look, self._config.encoder, masked=not self._config.paper_code)
            for name, look in self._host.views(clips, self._looks, self._draws).items()
        }


class Learner:
    """The networks, their optimiser, and one step after another."""

    def __init__(self, config: PretrainConfig) -> None:
        self._config = config
        self.device = choose_device(config.device)
        torch.manual_seed(config.seed)
        self.pretext = Pretext(config).to(self.device)
        self._module: nn.Module = self.pretext
        if place().size > 1:
            share_norms(self.pretext)
            self._module = _in_parallel(self.pretext)
        self._parameters = [p for p in self.pretext.parameters() if p.requires_grad]
        self._optimiser = _optimiser(self._parameters, config)

    def begin_epoch(self, epoch: int) -> None:
        """Dropout draws from here on what the seed and the epoch say."""
        torch.manual_seed(self._config.seed + 1_000_003 * (epoch + 1))

    def step(
        self, views: dict[str, View], batch: Named, epoch: int, done: float
    ) -> dict[str, float]:
        """Learn from a batch; figures from before, averaged over all processes."""
        self.pretext.train()
        outcome: Outcome = self._module(views, done > self._config.mining_from)
        figures = _on_average(outcome)
        if not math.isfinite(figures["loss"]):
            raise _not_a_number(batch, epoch)
        for group in self._optimiser.param_groups:
            group["lr"] = _rate(self._config, epoch, done)
        self._optimiser.zero_grad()
        outcome.loss.backward()  # type: ignore[no-untyped-call]
        limit = self._config.gradient_clip or float("inf")
        norm = nn.utils.clip_grad_norm_(self._parameters, limit)
        if not torch.isfinite(norm):
            raise _not_a_number(batch, epoch)
        self._optimiser.step()
        self.pretext.learn(outcome)
        return figures

    def state(self) -> dict[str, Any]:
        """All that a later epoch depends on; every random number follows from seed and epoch."""
        return {"pretext": self.pretext.state_dict(), "optimiser": self._optimiser.state_dict()}

    def restore(self, state: dict[str, Any]) -> None:
        self.pretext.load_state_dict(state["pretext"])
        self._optimiser.load_state_dict(state["optimiser"])


def _fitting(config: PretrainConfig, corpus: Corpus) -> PretrainConfig:
    """With queues no longer than half an epoch: a longer one soon holds each clip's own moment,
    seen an epoch ago, and it would be told from itself."""
    if config.paper_code:
        return config
    return replace(config, queue=max(min(config.queue, corpus.n_clips // 2), config.batch_size))


def _looks(config: PretrainConfig) -> Looks:
    make = our_looks if config.looks == "ours" else paper_looks
    return make(config.n_frames)


def _in_parallel(pretext: Pretext) -> DistributedDataParallel:
    """Gradients are averaged; buffers are the same everywhere, as every process sees all keys."""
    buffers = [name for name, _ in pretext.named_buffers()]
    ignore = DistributedDataParallel._set_params_and_buffers_to_ignore_for_model
    ignore(pretext, buffers)  # type: ignore[no-untyped-call]
    return DistributedDataParallel(pretext)


def _optimiser(parameters: list[nn.Parameter], config: PretrainConfig) -> torch.optim.Optimizer:
    if config.optimiser == "sgd":
        return torch.optim.SGD(
            parameters, config.learning_rate, momentum=0.9, weight_decay=config.weight_decay
        )
    return torch.optim.AdamW(parameters, config.learning_rate, weight_decay=config.weight_decay)


def _rate(config: PretrainConfig, epoch: int, done: float) -> float:
    if config.schedule == "cosine":
        return warm_up_cosine(done, config.learning_rate)
    if config.paper_code:
        return overshooting_steps(epoch, config.epochs, config.learning_rate)
    return warm_up_steps(done, config.learning_rate)


def _mean(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: sum(row[name] for row in rows) / len(rows) for name in rows[0]}


def _card(config: PretrainConfig, figures: dict[str, float]) -> EncoderCard:
    return EncoderCard(
        config.encoder,
        config.name,
        licence=config.licence,
        made_on=config.made_on,
        command=config.command,
        seed=config.seed,
        figures=figures,
    )


def _on_average(outcome: Outcome) -> dict[str, float]:
    """The figures of a batch over all processes; the device is asked for them only once."""
    figures = outcome.figures()
    values = averaged(torch.stack(list(figures.values())).float())
    return dict(zip(figures, values.tolist(), strict=True))


def _not_a_number(batch: Named, epoch: int) -> FloatingPointError:
    names = ", ".join(sorted(set(batch.recordings)))
    return FloatingPointError(
        f"the loss is no longer a number in epoch {epoch + 1}; the state after epoch {epoch} is "
        f"kept. Look at the recordings of this batch, or lower the learning rate: {names}"
    )
