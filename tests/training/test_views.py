"""Every change does what it says, no more, and leaves what is missing missing."""

import math

import pytest
import torch

from core.skeleton import KINECT2
from training import views
from training.clips import Clips
from training.draws import Draws
from training.looks import our_looks, paper_looks


def clips(n: int = 3, n_frames: int = 24) -> Clips:
    """Smooth movement; body 1 leaves after the first half, and a hand is never seen."""
    torch.manual_seed(0)
    steps = 0.05 * torch.randn(n, n_frames, 2, 25, 3)
    positions = torch.randn(n, 1, 2, 25, 3) + steps.cumsum(dim=1)
    valid = torch.ones(n, n_frames, 2, 25, dtype=torch.bool)
    valid[:, n_frames // 2 :, 1] = False
    valid[:, :, 0, 7] = False
    instants = torch.arange(n_frames).float().repeat(n, 1)
    return Clips(positions * valid[..., None], valid, instants)


def draws(seed: int = 0) -> Draws:
    return Draws(torch.device("cpu"), seed)


def test_frames_between_frames_are_interpolated_if_both_are_known() -> None:
    whole = clips(1)
    seen = views.at(whole, torch.tensor([[0.0, 2.25, 11.5, -1.0, 23.0, 23.5]]))
    assert torch.equal(seen.positions[0, 0], whole.positions[0, 0])
    between = 0.75 * whole.positions[0, 2] + 0.25 * whole.positions[0, 3]
    torch.testing.assert_close(seen.positions[0, 1], between)
    assert not seen.valid[0, 2, 1].any()
    assert seen.valid[0, 2, 0, 0]
    assert not seen.valid[0, [3, 5]].any()
    assert not seen.positions[0, 3].any()
    assert seen.instants[0, :3].tolist() == [0, 2.25, 11.5]


def test_instants_of_views_of_views_are_those_of_the_source() -> None:
    once = views.at(clips(), views.window(torch.tensor([3.0, 0.0, 1.5]), 10, 1.5))
    twice = views.at(once, views.window(torch.tensor([1.0, 2.0, 0.0]), 5, 0.5))
    assert twice.instants[0].tolist() == [4.5, 5.25, 6, 6.75, 7.5]
    assert twice.instants[2].tolist() == [1.5, 2.25, 3, 3.75, 4.5]


def test_reflected_instants_turn_back_at_both_ends() -> None:
    instants = torch.tensor([-2.0, -1, 0, 1, 4, 5, 6])
    assert views.reflected(instants, 5).tolist() == [2, 1, 0, 1, 4, 3, 2]


@pytest.mark.parametrize("n_frames", [23, 24])
def test_slow_is_half_of_the_time_and_fast_half_of_the_frames(n_frames: int) -> None:
    whole = clips(n_frames=n_frames)
    n_half = n_frames // 2
    assert torch.equal(views.slow(whole).positions, whole.positions[:, :n_half])
    fast = views.fast(whole)
    assert torch.equal(fast.positions, whole.positions[:, 0 : 2 * n_half : 2])
    assert fast.instants[0].tolist() == list(range(0, 2 * n_half, 2))


def test_rotations_keep_distances_and_turn_about_their_axis() -> None:
    quarter = views.rotation(torch.tensor([[0, 0, math.pi / 2]]))[0]
    torch.testing.assert_close(quarter, torch.tensor([[0.0, 1, 0], [-1, 0, 0], [0, 0, 1]]))
    any_three = views.rotation(torch.randn(4, 3))
    unit = torch.eye(3).expand(4, -1, -1)
    torch.testing.assert_close(any_three @ any_three.transpose(1, 2), unit)
    torch.testing.assert_close(torch.linalg.det(any_three), torch.ones(4))


def test_shear_has_ones_on_its_diagonal() -> None:
    matrix = views.shear(torch.arange(6.0)[None])[0]
    assert matrix.tolist() == [[1, 0, 1], [2, 1, 3], [4, 5, 1]]


def test_matrices_act_on_every_position_and_on_nothing_else() -> None:
    whole, matrices = clips(), torch.randn(3, 3, 3)
    moved = views.transformed(whole, matrices)
    expected = torch.einsum("btmvi,bij->btmvj", whole.positions, matrices)
    torch.testing.assert_close(moved.positions, expected)
    assert torch.equal(moved.valid, whole.valid)


def test_an_axis_can_be_lost() -> None:
    lost = views.transformed(clips(), views.without_axis(torch.tensor([0, 2, 5])))
    assert not lost.positions[0, ..., 0].any()
    assert not lost.positions[1, ..., 2].any()
    assert torch.equal(lost.positions[2], clips().positions[2])


def test_mirroring_exchanges_sides_and_twice_is_nothing() -> None:
    whole, which = clips(), torch.tensor([True, False, True])
    once = views.mirrored(whole, which)
    left, right = map(KINECT2.joint_names.index, ("HandLeft", "HandRight"))
    flip = torch.tensor([-1.0, 1, 1])
    assert torch.equal(once.positions[0, :, :, right], whole.positions[0, :, :, left] * flip)
    assert not once.valid[0, :, 0, right].any()
    assert torch.equal(once.positions[1], whole.positions[1])
    twice = views.mirrored(once, which)
    assert torch.equal(twice.positions, whole.positions)
    assert torch.equal(twice.valid, whole.valid)


def test_noise_is_as_strong_as_asked_and_only_on_what_is_known() -> None:
    whole = clips(3, 400)
    off = views.noisy(whole, torch.tensor([0.0, 0.01, 0.1]), draws()).positions - whole.positions
    assert not off[0].any()
    assert off[1][whole.valid[1]].std().item() == pytest.approx(0.01, rel=0.05)
    assert off[2][whole.valid[2]].std().item() == pytest.approx(0.1, rel=0.05)
    assert not off[~whole.valid].any()


def test_blur_is_a_gaussian_mean_over_known_frames() -> None:
    whole = clips()
    blurred = views.blurred(whole, torch.tensor([0.0, 1.0, 2.0]))
    torch.testing.assert_close(blurred.positions[0], whole.positions[0])
    for frame, body in ((0, 0), (10, 1), (12, 0)):
        near = [t for t in range(24) if abs(t - frame) <= 7 and whole.valid[2, t, body, 3]]
        weights = torch.tensor([math.exp(-0.5 * ((t - frame) / 2) ** 2) for t in near])
        mean = (whole.positions[2, near, body, 3] * weights[:, None]).sum(dim=0) / weights.sum()
        torch.testing.assert_close(blurred.positions[2, frame, body, 3], mean)
    assert not blurred.positions[~whole.valid].any()


def test_a_limb_can_be_lost_but_not_the_torso() -> None:
    whole = clips()
    lost = views.without_part(whole, torch.tensor([0, 2, 4]))
    assert torch.equal(lost.valid[0], whole.valid[0])
    assert not lost.valid[1][..., list(views.PARTS[2])].any()
    assert not lost.positions[1][..., list(views.PARTS[2]), :].any()
    assert torch.equal(lost.present, whole.present)


@pytest.mark.parametrize("make", [our_looks, paper_looks])
@pytest.mark.parametrize("strength", ["weak", "strong", "extreme"])
def test_looks_keep_their_promises(make: object, strength: str) -> None:
    looks = make(20)  # type: ignore[operator]
    whole = clips(64, looks.source_frames)
    seen = getattr(looks, strength)(whole, draws())
    assert seen.n_frames == 20
    assert torch.isfinite(seen.positions).all()
    assert not seen.positions[~seen.valid].any()
    assert seen.instants.min() >= 0
    assert seen.instants.max() <= looks.source_frames - 1
    assert seen.present[:, 0, 0].all()
    assert not seen.valid[:, :, 0, [7, 11]].all()


def test_our_weak_look_changes_only_heading_size_and_pace() -> None:
    looks = our_looks(20)
    whole = clips(64, looks.source_frames)
    seen = looks.weak(whole, draws())
    size = 1 / views.at(whole, seen.instants).positions[:, 5, 0].norm(dim=-1)
    ratio = seen.positions[:, 5, 0].norm(dim=-1) * size
    ratio = ratio[:, :7]
    torch.testing.assert_close(ratio, ratio[:, :1].expand_as(ratio), atol=1e-4, rtol=0)
    assert ratio.min() >= 0.9 - 1e-4
    assert ratio.max() <= 1.1 + 1e-4
    pace = seen.instants.diff(dim=1).mean(dim=1)
    assert pace.min() >= 0.8 - 1e-4
    assert pace.max() <= 1.25 + 1e-4


def test_draws_of_half_a_batch_are_half() -> None:
    assert draws().half(10).sum() == 5
    assert not torch.equal(draws().half(10), draws(1).half(10))
    assert set(draws().choice(1000, 4).tolist()) == {0, 1, 2, 3}
    assert draws().chance(1000, 0.3).float().mean().item() == pytest.approx(0.3, abs=0.06)
