"""What the baselines see, against what it must not depend on and by hand."""

import math

import torch
from torch import Tensor

from benchmarks.baselines.inputs import N_PLAIN, N_STRONG, plain, strong
from core.features import KEY_JOINTS

N_OWN = 150
OFFSET = slice(N_OWN, N_OWN + 3)
DISTANCES = slice(N_OWN + 3, N_OWN + 84)
REST = slice(N_OWN + 3, None)


def people(n_frames: int = 6) -> tuple[Tensor, Tensor]:
    random = torch.Generator().manual_seed(0)
    positions = torch.randn(1, n_frames, 2, 25, 3, generator=random)
    return positions, torch.ones(1, n_frames, 2, dtype=torch.bool)


def test_sizes() -> None:
    assert plain(*people()).shape == (1, 6, N_PLAIN)
    assert strong(*people()).shape == (1, 6, N_STRONG)


def test_plain_is_positions_and_their_differences() -> None:
    positions, present = people()
    seen = plain(positions, present)
    assert torch.equal(seen[..., :150], positions.flatten(2))
    assert torch.equal(seen[:, 0, 150:], torch.zeros(1, 150))
    assert torch.equal(seen[:, 1:, 150:], (positions[:, 1:] - positions[:, :-1]).flatten(2))


def test_strong_does_not_know_the_place_in_the_room() -> None:
    positions, present = people()
    moved = strong(positions + torch.tensor([3.0, -2.0, 0.5]), present)
    torch.testing.assert_close(moved, strong(positions, present), atol=1e-5, rtol=1e-5)


def test_only_coordinates_and_the_offset_know_the_heading() -> None:
    positions, present = people()
    cos, sin = math.cos(0.8), math.sin(0.8)
    turned = positions @ torch.tensor([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
    before, after = strong(positions, present), strong(turned, present)
    torch.testing.assert_close(before[..., REST], after[..., REST], atol=1e-5, rtol=1e-5)
    assert not torch.allclose(before[..., OFFSET], after[..., OFFSET])


def test_swapped_bodies_swap_the_two_ends_of_distances_and_offset() -> None:
    positions, present = people()
    one, other = strong(positions, present), strong(positions.flip(2), present)
    torch.testing.assert_close(other[..., OFFSET], -one[..., OFFSET])
    matrices = [seen[..., DISTANCES].unflatten(-1, (9, 9)) for seen in (one, other)]
    torch.testing.assert_close(matrices[0].transpose(-1, -2), matrices[1])


def test_a_distance_by_hand() -> None:
    positions, present = people()
    seen = strong(positions, present)[0, 2, DISTANCES].unflatten(-1, (9, 9))
    expected = (positions[0, 2, 0, KEY_JOINTS[3]] - positions[0, 2, 1, KEY_JOINTS[7]]).norm()
    torch.testing.assert_close(seen[3, 7], expected)


def test_what_is_absent_says_nothing_and_coming_back_is_no_motion() -> None:
    positions, present = people()
    present[:, 2, 1] = False
    elsewhere = positions.clone()
    elsewhere[:, 2, 1] += 5
    for inputs in (plain, strong):
        assert torch.equal(inputs(positions, present), inputs(elsewhere, present))
    speeds = strong(positions, present)[..., -50:].unflatten(-1, (2, 25))
    assert (speeds[0, 2:4, 1] == 0).all()
    assert (speeds[0, 1:, 0] > 0).all()
