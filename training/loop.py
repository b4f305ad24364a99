"""One optimisation step after another. Knows nothing of recordings, epochs or files.

Several processes, each with its rows of the same batch, make the step that one would make.
"""

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import nn

from core.model.localizer import Localizer
from training.batch import Batch
from training.distributed import average_gradients, averaged, place
from training.losses import edge_loss, frame_cross_entropy, smoothing
from training.schedule import one_cycle
from training.shared_norm import share_norms


class Trainer:
    """A network being trained by AdamW on the known frames of batches.

    Parameters
    ----------
    network
        Its encoder may learn at a rate of its own.
    learning_rate
        Peak of the one-cycle schedule.
    encoder_rate
        The encoder's share of it. At 0 it is frozen: it drops nothing out while others learn, and
        its running statistics stay as they are.
    edge_weight
        Of telling where labels change, from the same view of each frame that it is classified by.
        Only training asks for it: it makes the view better, and decoding gains nothing from it.
    """

    def __init__(
        self,
        network: Localizer,
        *,
        learning_rate: float,
        encoder_rate: float = 1.0,
        weight_decay: float,
        gradient_clip: float,
        smoothing_weight: float,
        edge_weight: float,
        bfloat16: bool,
    ) -> None:
        self.network = network
        if place().size > 1:
            share_norms(network)
        self._edges = _edge_branch(network)
        self._frozen = not encoder_rate
        network.encoder.requires_grad_(not self._frozen)
        encoder = list(network.encoder.parameters())
        known = set(map(id, encoder))
        groups: list[dict[str, Any]] = [
            {
                "params": [p for p in self._parameters() if id(p) not in known],
                "share": 1.0,
            },
            {"params": encoder, "share": encoder_rate},
        ]
        self._optimiser = torch.optim.AdamW(groups, lr=learning_rate, weight_decay=weight_decay)
        self._peak = learning_rate
        self._clip = gradient_clip
        self._smoothing = smoothing_weight
        self._edge_weight = edge_weight
        self._bfloat16 = bfloat16

    def step(self, batch: Batch, done: float) -> float:
        """Learn from one batch when a share ``done`` of the run is over; the loss before it.

        Raises
        ------
        FloatingPointError
            If the loss or its gradient is not a number; the weights are then as they were before.
        """
        self.network.train()
        self.network.encoder.train(not self._frozen)
        loss = self._loss(batch)
        figure = averaged(loss).item()
        if not math.isfinite(figure):
            raise FloatingPointError("the loss is no longer a number")
        for group in self._optimiser.param_groups:
            group["lr"] = group["share"] * one_cycle(done, self._peak)
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        average_gradients(self._parameters())
        norm = nn.utils.clip_grad_norm_(self._parameters(), self._clip)
        if not torch.isfinite(norm):
            raise FloatingPointError("the gradient is no longer a number")
        self._optimiser.step()
        return figure

    def state(self) -> dict[str, Any]:
        """All that a later step depends on, but random numbers."""
        return {
            "network": self.network.state_dict(),
            "edges": self._edges.state_dict(),
            "optimiser": self._optimiser.state_dict(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from a `state`."""
        self.network.load_state_dict(state["network"])
        self._edges.load_state_dict(state["edges"])
        self._optimiser.load_state_dict(state["optimiser"])

    def _parameters(self) -> list[nn.Parameter]:
        return [*self.network.parameters(), *self._edges.parameters()]

    def _loss(self, batch: Batch) -> torch.Tensor:
        device, n_frames = batch.targets.device.type, batch.targets.shape[1]
        with torch.autocast(device, dtype=torch.bfloat16, enabled=self._bfloat16):
            seen = self.network.seen(batch.features, batch.present)
            logits = self.network.classified(seen)[:, :n_frames].float()
            edges = self._edges(seen)[:, 0, :n_frames].float()
        return (
            frame_cross_entropy(logits, batch.targets)
            + self._smoothing * smoothing(logits, batch.targets)
            + self._edge_weight * edge_loss(edges, batch.targets)
        )


def _edge_branch(network: Localizer) -> nn.Conv1d:
    """Begins by saying that hardly any frame is an edge, as it is."""
    branch = nn.Conv1d(network.head.width, 1, 1)
    nn.init.constant_(branch.get_parameter("bias"), -3.0)
    return branch.to(network.classify.weight.device)
