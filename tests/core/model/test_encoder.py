import torch

from core.model.encoder import GraphConvolution


def by_definition(layer: GraphConvolution, x: torch.Tensor) -> torch.Tensor:
    """Every joint gathers, kind of neighbour by kind, and a 1x1 convolution mixes."""
    gathered = torch.cat([x @ weights for weights in layer.adjacency], dim=1)
    mixed: torch.Tensor = layer.mix(gathered)
    return mixed


def test_a_graph_convolution_is_what_it_is_defined_as() -> None:
    torch.manual_seed(0)
    layer = GraphConvolution(5, 40)
    x = torch.randn(3, 5, 7, 25)
    torch.testing.assert_close(layer(x), by_definition(layer, x), rtol=1e-4, atol=1e-5)


def test_both_ways_to_compute_it_agree() -> None:
    torch.manual_seed(1)
    layer = GraphConvolution(6, 8)
    rows = torch.randn(11, 25, 6)
    torch.testing.assert_close(layer._at_once(rows), layer._in_turn(rows), rtol=1e-4, atol=1e-5)


def test_the_way_for_bfloat16_is_close() -> None:
    torch.manual_seed(2)
    layer = GraphConvolution(6, 8)
    x = torch.randn(2, 6, 9, 25)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        rough = layer(x)
    assert rough.dtype == torch.bfloat16
    torch.testing.assert_close(rough.float(), layer(x), rtol=0.05, atol=0.05)
