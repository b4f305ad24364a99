import pytest
import torch

from training.contrast.encoded import Encoded, Track
from training.contrast.pooling import snippets


def track(n_steps: int, n: int = 3, seed: int = 0) -> Track:
    generator = torch.Generator().manual_seed(seed)
    here = torch.rand(n, n_steps, generator=generator) > 0.3
    return Track(
        torch.randn(n, 5, n_steps, generator=generator),
        here,
        torch.rand(n, n_steps, generator=generator) * 100,
    )


@pytest.mark.parametrize(("n_steps", "n_snippets"), [(19, 19), (32, 8), (19, 4), (5, 9), (1, 3)])
def test_pooling_is_the_mean_over_the_steps_that_are_here(n_steps: int, n_snippets: int) -> None:
    whole = track(n_steps)
    pooled = snippets(whole, n_snippets)
    seen = 0
    for n in range(3):
        for s in range(n_snippets):
            steps = [
                t for t in range(n_steps) if t * n_snippets // n_steps == s and whole.here[n, t]
            ]
            seen += len(steps)
            assert pooled.counts[n, s] == bool(steps)
            if steps:
                mean = whole.features[n, :, steps].mean(dim=1)
                torch.testing.assert_close(pooled.features[n, :, s], mean)
                torch.testing.assert_close(pooled.instants[n, s], whole.instants[n, steps].mean())
            else:
                assert not pooled.features[n, :, s].any()
    assert seen == whole.here.sum()


def test_with_a_step_for_each_snippet_nothing_changes() -> None:
    whole = track(19)
    everywhere = Track(whole.features, torch.ones_like(whole.here), whole.instants)
    torch.testing.assert_close(snippets(everywhere, 19).features, whole.features)


def test_what_is_not_here_does_not_matter() -> None:
    whole = track(16)
    noise = torch.where(whole.here[:, None], whole.features, torch.randn_like(whole.features))
    noisy = snippets(Track(noise, whole.here, whole.instants), 4)
    torch.testing.assert_close(noisy.features, snippets(whole, 4).features)


def encoded() -> Encoded:
    """Two bodies in clip 0, none in clip 1, one in clip 2."""
    here = torch.tensor([[1, 1, 1, 0], [0, 0, 1, 0], [1, 1, 0, 0]], dtype=torch.bool)
    instants = torch.arange(4.0).expand(3, -1)
    return Encoded(torch.randn(3, 6, 4, 25), here, torch.tensor([0, 0, 2]), instants)


def test_clips_are_means_over_what_is_there() -> None:
    whole = encoded()
    clips = whole.clips()
    joints = whole.features.mean(dim=3)
    first = joints[0, :, :3].mean(dim=1)
    torch.testing.assert_close(clips[0], (first + joints[1, :, 2]) / 2)
    assert not clips[1].any()
    torch.testing.assert_close(clips[2], joints[2, :, :2].mean(dim=1))
    assert whole.somebody().tolist() == [True, False, True]


def test_scenes_are_means_over_bodies_at_every_moment() -> None:
    whole = encoded()
    scenes, joints = whole.scenes(), whole.features.mean(dim=3)
    assert scenes.here.int().tolist() == [[1, 1, 1, 0], [0, 0, 0, 0], [1, 1, 0, 0]]
    torch.testing.assert_close(scenes.features[0, :, 2], joints[:2, :, 2].mean(dim=0))
    torch.testing.assert_close(scenes.features[0, :, 1], joints[0, :, 1])
    assert not scenes.features[1].any()
