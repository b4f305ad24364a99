"""The network against dilated convolutions, and deaf to frames in which nobody is."""

import torch
import torch.nn.functional as F  # noqa: N812

from benchmarks.baselines.network import STAGES, WIDTH, MultiStage


def network() -> MultiStage:
    torch.manual_seed(0)
    return MultiStage(5, 3).eval()


@torch.no_grad()
def test_a_layer_is_a_dilated_convolution() -> None:
    layer = network().stages[0].layers[3]
    x = torch.randn(2, 30, WIDTH)
    kernel = layer.look.weight.view(WIDTH, 3, WIDTH).transpose(1, 2)
    seen = F.conv1d(x.transpose(1, 2), kernel, layer.look.bias, padding=8, dilation=8)
    expected = x + layer.mix(seen.relu().transpose(1, 2))
    torch.testing.assert_close(layer(x), expected, atol=1e-5, rtol=1e-5)


@torch.no_grad()
def test_nothing_is_heard_of_empty_frames_and_padding() -> None:
    x, here = torch.randn(1, 40, 5), torch.ones(1, 40, dtype=torch.bool)
    here[:, 10:14] = False
    noisy, longer = x.clone(), F.pad(x, (0, 0, 0, 9), value=7.0)
    noisy[:, 10:14] += 1
    stages = network()(x, here)
    assert len(stages) == STAGES
    for one, other in zip(stages, network()(noisy, here), strict=True):
        assert torch.equal(one[here], other[here])
    for one, other in zip(stages, network()(longer, F.pad(here, (0, 9))), strict=True):
        torch.testing.assert_close(one[here], other[:, :40][here], atol=1e-5, rtol=1e-5)
