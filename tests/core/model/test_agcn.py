"""The paper's encoder against the paper's figures, and as a part of the localizer."""

from dataclasses import replace

import pytest
import torch

from core.features import Features
from core.model.agcn import AGCN, AdaptiveGraphConvolution
from core.model.config import PAPER_ENCODER, EncoderConfig, LocalizerConfig
from core.model.localizer import Localizer
from tests.core.networks import wandering

SMALL = EncoderConfig("agcn", width=8, dropout=0)


def encoder(config: EncoderConfig = SMALL) -> AGCN:
    """An encoder in evaluation mode whose graphs have a say."""
    torch.manual_seed(0)
    network = AGCN(config).eval()
    for module in network.modules():
        if isinstance(module, AdaptiveGraphConvolution):
            torch.nn.init.ones_(module.norm.weight)
    return network


def body(n_frames: int, n_channels: int = 18) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(n_frames)
    x = torch.randn(1, n_channels, n_frames, 25, generator=generator)
    return x, torch.ones(1, n_frames, dtype=torch.bool)


def test_it_has_the_parameters_of_the_papers() -> None:
    assert sum(p.numel() for p in AGCN(PAPER_ENCODER).parameters()) == 3_458_178


@pytest.mark.parametrize(
    ("n_frames", "at_each_stride"),
    [(150, (75, 38, 19)), (300, (150, 75, 38)), (1000, (500, 250, 125)), (1, (1, 1, 1))],
)
def test_lengths_are_those_of_the_paper(n_frames: int, at_each_stride: tuple[int, ...]) -> None:
    network, (x, here) = encoder(replace(PAPER_ENCODER, width=4)), body(n_frames, 3)
    lengths = []
    for unit in network.units:
        if unit.stride == 2:
            unit.register_forward_hook(lambda *call: lengths.append(call[-1].shape[2]))
    with torch.inference_mode():
        stages = network(x, here)
    assert tuple(lengths) == at_each_stride
    assert [stage.shape[1:3] for stage in stages] == [
        (4, n_frames),
        (8, at_each_stride[1]),
        (16, at_each_stride[2]),
    ]


def test_a_joint_hears_a_mixture_of_all_the_others() -> None:
    graph = AdaptiveGraphConvolution(6, 8)
    x, here = body(20, 6)
    likeness = graph._likeness(0, x, here[:, None, :, None].float())
    torch.testing.assert_close(likeness.sum(dim=1), torch.ones(1, 25))
    listening, speaking = graph.listen[0](x)[0], graph.speak[0](x)[0]
    product = sum(listening[c, t, 3] * speaking[c, t] for c in range(2) for t in range(20)) / 40
    all_products = torch.einsum("ctv,ctw->vw", listening, speaking) / 40
    torch.testing.assert_close(all_products[3], product)
    torch.testing.assert_close(likeness[0], all_products.softmax(dim=0))


@pytest.mark.parametrize("n_frames", [5, 24])
def test_padding_changes_nothing(n_frames: int) -> None:
    network, (x, here) = encoder(), body(n_frames)
    # What stands where nobody is must not matter, so there is noise.
    long, long_here = torch.randn(1, 18, 40, 25), torch.zeros(1, 40, dtype=torch.bool)
    long[:, :, :n_frames], long_here[:, :n_frames] = x, True
    with torch.inference_mode():
        for alone, padded in zip(network(x, here), network(long, long_here), strict=True):
            torch.testing.assert_close(padded[:, :, : alone.shape[2]], alone, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize(
    "config",
    [SMALL, replace(SMALL, relation=False), replace(SMALL, relation=False, movement=False)],
)
def test_the_localizer_takes_it_with_any_channels(config: EncoderConfig) -> None:
    network = Localizer(LocalizerConfig(3, config, context_layers=0)).eval()
    values, present = Features(wandering(21), relation=config.relation).window(0, 21)
    with torch.inference_mode():
        scores = network(torch.from_numpy(values)[None], torch.from_numpy(present)[None])
    assert scores.shape == (1, 21, 4)


def test_every_weight_learns_but_the_bypassed() -> None:
    network, (x, here) = encoder().train(), body(24)
    network(x.repeat(2, 1, 1, 1), here.repeat(2, 1))[-1].square().sum().backward()
    still = {name for name, p in network.named_parameters() if p.grad is None or not p.grad.any()}
    assert {name for name in still if not name.endswith("bias")} == {"bypassed.weight"}
