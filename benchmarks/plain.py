"""The layers of `core.model.encoder` as they are usually written: the reference for their speed."""

from collections.abc import Callable
from dataclasses import fields

import torch
from torch import Tensor, nn

from core.model.dropout import Dropout
from core.model.encoder import GraphConvolution
from training.clips import Clips
from training.features import View
from training.pretrain import Views


class PlainGraphConvolution(nn.Module):
    """The same weights: gather kind by kind, concatenate, mix by a 1x1 convolution."""

    def __init__(self, layer: GraphConvolution) -> None:
        super().__init__()
        self.adjacency, self.mix = layer.adjacency, layer.mix

    def forward(self, x: Tensor) -> Tensor:
        gathered = [x.contiguous() @ weights for weights in self.adjacency]
        mixed: Tensor = self.mix(torch.cat(gathered, dim=1))
        return mixed


def written_plainly(module: nn.Module) -> None:
    """Put the plain layers in the place of ours, everywhere inside a module."""
    for name, child in module.named_children():
        if isinstance(child, GraphConvolution):
            setattr(module, name, PlainGraphConvolution(child))
        elif isinstance(child, Dropout):
            setattr(module, name, nn.Dropout(child.p))
        else:
            written_plainly(child)


def one_by_one(views: Views) -> Callable[[Clips], dict[str, View]]:
    """Views made for one clip after another, then stacked."""

    def of(clips: Clips) -> dict[str, View]:
        each = [views.of(_one(clips, number)) for number in range(len(clips))]
        return {name: _stacked([one[name] for one in each]) for name in each[0]}

    return of


def _one(clips: Clips, number: int) -> Clips:
    parts = {f.name: getattr(clips, f.name)[number : number + 1] for f in fields(clips)}
    return Clips(**parts)


def _stacked(views: list[View]) -> View:
    parts = {f.name: torch.cat([getattr(v, f.name) for v in views]) for f in fields(views[0])}
    return View(**parts)
