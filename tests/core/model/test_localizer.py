import numpy as np
import pytest
import torch

from core.features import Features
from core.model.config import HEADS, LocalizerConfig
from core.model.fusion import Fusion
from core.model.heads import LinearHead
from core.model.localizer import Localizer
from core.model.scene import Scenes
from tests.core.networks import tiny_model, wandering


def scores(network: Localizer, features: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
    with torch.inference_mode():
        result: torch.Tensor = network(features, present)
    return result


def inputs(n_frames: int, n_bodies: int = 2, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    features = Features(wandering(n_frames, n_bodies, seed=seed))
    values, present = features.window(0, n_frames)
    return torch.from_numpy(values)[None], torch.from_numpy(present)[None]


def test_the_fusion_module_has_the_parameters_of_the_papers() -> None:
    assert sum(p.numel() for p in Fusion((64, 128, 256)).parameters()) == 2_244_672


def test_the_default_network_is_small_enough_for_a_laptop() -> None:
    network = Localizer(LocalizerConfig(8))
    assert sum(p.numel() for p in network.parameters()) < 500_000


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("n_frames", [1, 7, 8, 9, 50])
def test_every_length_gets_a_score_for_every_frame(n_frames: int, head: str) -> None:
    assert scores(tiny_model(head=head).network, *inputs(n_frames)).shape == (1, n_frames, 4)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("n_frames", [1, 13, 40])
def test_padding_changes_nothing(n_frames: int, head: str) -> None:
    network = tiny_model(head=head).network
    long, long_present = inputs(64, seed=1)
    short, short_present = inputs(n_frames)
    features, present = torch.randn(2, 64, 2, 25, 18), torch.zeros(2, 64, 2, dtype=torch.bool)
    features[0], present[0] = long[0], long_present[0]
    features[1, :n_frames], present[1, :n_frames] = short[0], short_present[0]
    # What stands where nobody is must not matter, so there is noise.
    together = scores(network, features, present)
    torch.testing.assert_close(together[:1], scores(network, long, long_present))
    torch.testing.assert_close(
        together[1:, :n_frames], scores(network, short, short_present), atol=1e-5, rtol=1e-5
    )


def test_a_body_that_never_appears_changes_nothing() -> None:
    network = tiny_model().network
    features, present = inputs(30)
    more = torch.cat([features, torch.randn_like(features)], dim=2)
    absent = torch.cat([present, torch.zeros_like(present)], dim=2)
    torch.testing.assert_close(scores(network, more, absent), scores(network, features, present))


def test_the_order_of_bodies_does_not_matter() -> None:
    network = tiny_model().network
    features, present = inputs(30)
    torch.testing.assert_close(
        scores(network, features.flip(2), present.flip(2)), scores(network, features, present)
    )


def test_nobody_at_all_is_no_error() -> None:
    features, present = torch.zeros(2, 20, 2, 25, 18), torch.zeros(2, 20, 2, dtype=torch.bool)
    assert torch.isfinite(scores(tiny_model().network, features, present)).all()


def test_nothing_beyond_its_reach_moves_a_score() -> None:
    network = tiny_model().network.double()
    features, present = inputs(640, n_bodies=1)
    middle, reach = 323, network.reach
    before = scores(network, features.double(), present)[0, middle]
    for frame, matters in ((middle - reach - 1, False), (middle + reach + 1, False)):
        changed = features.double()
        changed[:, : frame + 1] += 1 if frame < middle else 0
        changed[:, frame:] += 1 if frame > middle else 0
        after = scores(network, changed, present)[0, middle]
        assert torch.equal(before, after) is not matters


def test_every_weight_learns() -> None:
    network = tiny_model().network.train()
    features, present = inputs(40)
    network(features, present).square().sum().backward()
    still = [name for name, p in network.named_parameters() if p.grad is None or not p.grad.any()]
    # Batch normalisation right after a convolution takes its bias away.
    assert [name for name in still if not name.endswith("bias")] == []


def test_the_linear_head_draws_lines_between_steps() -> None:
    head = LinearHead((1, 1, 1))
    present = torch.ones(1, 24, 1, dtype=torch.bool)
    steps = torch.tensor([1.0, 3.0, 2.0]).view(1, 1, 3, 1)
    drawn = head((steps, steps, steps), Scenes(present))
    expected = np.interp(np.arange(24), [0, 8, 16], [1, 3, 2])
    torch.testing.assert_close(drawn[0, 0], torch.from_numpy(expected).float())
