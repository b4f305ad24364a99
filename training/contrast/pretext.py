"""The whole of stage 1: two sides, their queues, a host, and the snippet head beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from core.model.encoders import build_encoder
from training.contrast.encoded import Encoded, Track
from training.contrast.heads import DenseProjection
from training.contrast.momentum import follow, follower
from training.contrast.queue import Queue
from training.contrast.snippets import SnippetContrast, SnippetOutcome
from training.features import View
from training.hosts import build_host
from training.hosts.base import Compared, Side
from training.pretrain_config import PretrainConfig


@dataclass(frozen=True, eq=False)
class Outcome:
    """The loss of a batch and all that it came from."""

    loss: Tensor
    clips: Compared
    snippets: SnippetOutcome | None

    def figures(self) -> dict[str, Tensor]:
        """Detached scalars by name, as they are logged."""
        figures = {"loss": self.loss, **{f"loss {k}": v for k, v in self.clips.terms.items()}}
        contrasts = {"clips": self.clips.contrast}
        if self.snippets:
            figures["loss snippets"] = self.snippets.contrast.loss
            contrasts["snippets"] = self.snippets.contrast
        for name, contrast in contrasts.items():
            figures[f"alignment {name}"] = contrast.alignment
            figures[f"uniformity {name}"] = contrast.uniformity
            figures[f"accuracy {name}"] = contrast.accuracy
        return {name: value.detach() for name, value in figures.items()}


class Pretext(nn.Module):
    """A host's loss plus, weighted, that of the snippets.

    Only the query side learns. After each step, `learn` moves the key side after it and feeds the
    queues, so that no key that a loss has used changes before its gradient is computed.
    """

    def __init__(self, config: PretrainConfig) -> None:
        super().__init__()
        self._config = config
        self._host = build_host(config.host, tau=config.tau, paper_code=config.paper_code)
        self.query = self._side()
        if config.paper_code:
            # Its key side is copied too early and begins with weights of its own.
            self.key = follower(self.query)
            initialise(self, config.initial_deviation)
        else:
            initialise(self.query, config.initial_deviation)
            self.key = follower(self.query)
        self.queue = Queue(config.queue, config.n_dims)
        self.snippets = self._snippet_contrast() if config.snippets else None

    def train(self, mode: bool = True) -> "Pretext":
        """As for any module, but the key side drops nothing: what is imitated need not be noisy."""
        super().train(mode)
        for layer in self.key.modules():
            if isinstance(layer, nn.Dropout):
                layer.eval()
        return self

    def forward(self, views: Mapping[str, View], mining: bool) -> Outcome:
        clips = self._host.compare(self.query, self.key, views, self.queue.keys, mining=mining)
        if self.snippets is None or self.query.dense is None or self.key.dense is None:
            return Outcome(clips.loss, clips, None)
        query = (self._track(clips.query), self.query.dense)
        key = (self._track(clips.key), self.key.dense)
        snippets: SnippetOutcome = self.snippets(query, key, mining=mining)
        loss = clips.loss + self._config.snippet_weight * snippets.contrast.loss
        return Outcome(loss, clips, snippets)

    def learn(self, outcome: Outcome) -> None:
        """What follows a step of the optimiser."""
        follow(self.key, self.query, self._config.momentum)
        self.queue.push(outcome.clips.keys, outcome.clips.counts)
        if self.snippets and outcome.snippets:
            self.snippets.queue.push(outcome.snippets.keys, outcome.snippets.counts)

    def _side(self) -> Side:
        config = self._config
        encoder = build_encoder(config.encoder)
        n_features = encoder.widths[-1]
        dense = DenseProjection(n_features, config.n_dims) if config.snippets else None
        side = Side(encoder, self._host.heads(n_features, config.n_dims), dense)
        side.in_bfloat16 = config.bfloat16
        return side

    def _snippet_contrast(self) -> SnippetContrast:
        config = self._config
        queue = Queue(config.queue, config.n_dims, moves=not config.paper_code)
        how = config.snippet
        if config.paper_code:
            how = replace(how, cosine=False, batch_negatives=False)
        return SnippetContrast(how, queue, config.tau)

    def _track(self, encoded: Encoded) -> Track:
        # The published code contrasts each body by itself, also those that are not there.
        return encoded.bodies() if self._config.paper_code else encoded.scenes()


@torch.no_grad()
def initialise(module: nn.Module, deviation: float) -> None:
    """All layers anew as in the published code: normal weights, scales about 1, no biases.

    A deviation of 0 leaves everything as it is.
    """
    if not deviation:
        return
    for layer in module.modules():
        if isinstance(layer, nn.Conv1d | nn.Conv2d | nn.Linear):
            layer.weight.normal_(0, deviation)
        elif isinstance(layer, nn.modules.batchnorm._BatchNorm):
            layer.weight.normal_(1, deviation)
        else:
            continue
        if layer.bias is not None:
            layer.bias.zero_()
