"""People out of sight for a moment were there all the time; see docs/adr/0031."""

import numpy as np
import pytest
import torch

from core.model.scene import BRIDGED, Scenes


def seen(*lengths: int) -> torch.Tensor:
    """``(1, T, 1)``: somebody for so many frames, then nobody for so many, and so on."""
    return torch.cat([torch.full((n,), i % 2 == 0) for i, n in enumerate(lengths)]).view(1, -1, 1)


@pytest.mark.parametrize(("gap", "bridged"), [(1, True), (BRIDGED, True), (BRIDGED + 1, False)])
def test_only_short_gaps_are_bridged(gap: int, bridged: bool) -> None:
    somebody = Scenes(seen(10, gap, 10)).somebody[0]
    assert somebody[10 : 10 + gap].tolist() == [bridged] * gap
    assert somebody[:10].all() and somebody[10 + gap :].all()


def test_before_the_first_and_after_the_last_nobody_is() -> None:
    somebody = Scenes(seen(0, 5, 10, 5)).somebody[0]
    assert somebody.tolist() == [False] * 5 + [True] * 10 + [False] * 5


def test_gaps_are_as_a_slow_search_finds_them() -> None:
    rng = np.random.default_rng(0)
    present = np.repeat(rng.random((4, 40)) < 0.3, rng.integers(1, 90, 40), axis=1)
    somebody = Scenes(torch.from_numpy(present)[..., None]).somebody.numpy()
    for row, found in zip(present, somebody, strict=True):
        (here,) = row.nonzero()
        for frame in range(len(row)):
            before, after = here[here <= frame], here[here >= frame]
            near = len(before) and len(after) and after[0] - before[-1] <= BRIDGED + 1
            assert found[frame] == bool(near)


@pytest.mark.parametrize("stride", [1, 4, 8])
def test_what_is_seen_goes_on_in_a_straight_line(stride: int) -> None:
    present = seen(16, 40, 24)
    steps = torch.arange(80 // stride, dtype=torch.float32) ** 2
    means = Scenes(present).mean(steps.view(1, 1, -1), stride)[0, 0].numpy()
    known = present[0, ::stride, 0].numpy()
    numbers = np.arange(80 // stride)
    np.testing.assert_allclose(means, np.interp(numbers, numbers[known], steps[known]), rtol=1e-5)


def test_nothing_goes_on_for_too_long() -> None:
    present = seen(16, BRIDGED + 8, 16)
    means = Scenes(present).mean(torch.ones(1, 1, present.shape[1]), 1)
    assert torch.equal(means[0, 0], present[0, :, 0].float())
