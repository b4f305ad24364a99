"""What is done to features must equal what is done to the recording that they come from."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
import torch

from core.features import Features
from core.recording import Recording
from core.skeleton import KINECT2
from tests.core.networks import wandering
from training.augment import (
    Augmentation,
    at_tempo,
    augmented,
    mirrored,
    mirrored_classes,
    noisy,
    rotated,
    scaled,
)
from training.batch import Batch
from training.targets import labels_of, targets_of

CLASSES = ("left kick", "right kick", "jump")


def batch(of: Recording) -> Batch:
    values, present = Features(of).window(0, of.n_frames)
    labels = torch.arange(of.n_frames)[None] % 5 - 1
    targets = targets_of(labels, len(CLASSES))
    return Batch(torch.from_numpy(values)[None], torch.from_numpy(present)[None], targets)


def changed(of: Recording, positions: npt.NDArray[np.floating]) -> Recording:
    return Recording.measured(positions.astype(np.float32), KINECT2, of.fps, valid=of.valid)


def assert_same(one: Batch, other: Batch) -> None:
    torch.testing.assert_close(one.features, other.features, atol=1e-4, rtol=1e-4)
    assert torch.equal(one.present, other.present)


def test_scaled() -> None:
    one = wandering(20)
    assert_same(scaled(batch(one), torch.tensor([1.5])), batch(changed(one, one.positions * 1.5)))


def test_rotated_there_and_back() -> None:
    one = batch(wandering(20))
    there = rotated(one, torch.tensor([0.7]))
    assert not torch.allclose(there.features, one.features)
    torch.testing.assert_close(there.features[..., 9:], one.features[..., 9:])
    torch.testing.assert_close(there.features[..., 2], one.features[..., 2])
    assert_same(rotated(there, torch.tensor([-0.7])), one)


def test_a_quarter_turn_takes_x_to_y() -> None:
    one = batch(wandering(5))
    turned = rotated(one, torch.tensor([torch.pi / 2]))
    for first in (0, 3, 6):
        torch.testing.assert_close(
            turned.features[..., first + 1], one.features[..., first], atol=1e-5, rtol=1e-5
        )


def test_mirrored_is_the_mirror_image() -> None:
    one = wandering(20)
    image = one.positions[:, :, list(KINECT2.mirror)] * np.array([-1, 1, 1])
    of_image = batch(changed(one, image))
    mirror = mirrored_classes(CLASSES)
    assert mirror
    ours = mirrored(batch(one), mirror, torch.tensor([True]))
    # The image has a heading of its own, so vectors are compared up to a turn: by their lengths.
    for first in (0, 3, 6):
        ours_long, image_long = (
            b.features[..., first : first + 3].norm(dim=-1) for b in (ours, of_image)
        )
        torch.testing.assert_close(ours_long, image_long, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(ours.features[..., 9:], of_image.features[..., 9:])
    assert labels_of(ours.targets)[0, :5].tolist() == [-1, 1, 0, 2, 3]


def test_mirroring_twice_is_nothing() -> None:
    one, which = batch(wandering(20)), torch.tensor([True])
    twice = mirrored(mirrored(one, (1, 0, 2), which), (1, 0, 2), which)
    assert_same(twice, one)
    assert torch.equal(twice.targets, one.targets)


def test_crops_that_are_not_mirrored_stay() -> None:
    one = batch(wandering(10))
    same = mirrored(one, (1, 0, 2), torch.tensor([False]))
    assert_same(same, one)
    assert torch.equal(same.targets, one.targets)


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        (("Left Kick", "right kick", "jump"), (1, 0, 2)),
        (("jump", "turn"), (0, 1)),
        (("left kick", "jump"), None),
    ],
)
def test_mirrored_classes(classes: tuple[str, ...], expected: tuple[int, ...] | None) -> None:
    assert mirrored_classes(classes) == expected


def test_at_twice_the_tempo_every_second_frame_is_left() -> None:
    one = batch(wandering(41, n_bodies=1))
    fast = at_tempo(one, 20, torch.tensor([2.0]))
    slow = one.features[:, 0:40:2].clone()
    slow[..., 3:6] *= 2
    torch.testing.assert_close(fast.features, slow)
    assert torch.equal(fast.targets, one.targets[:, 0:40:2])


def test_the_tempo_is_one_per_crop() -> None:
    one = batch(wandering(41, n_bodies=1))
    two = Batch(*(torch.cat([x, x]) for x in (one.features, one.present, one.targets)))
    both = at_tempo(two, 20, torch.tensor([1.0, 2.0]))
    torch.testing.assert_close(both.features[0], one.features[0, :20])
    assert torch.equal(both.targets[1], one.targets[0, 0:40:2])


def test_what_is_out_of_sight_for_too_long_at_a_slower_tempo_teaches_nothing() -> None:
    one = batch(wandering(200, n_bodies=1))
    present = one.present.clone()
    present[:, 20:130] = False
    one = replace(one, present=present, targets=torch.ones_like(one.targets))
    slow = at_tempo(one, 200, torch.tensor([0.8]))
    gone = ~slow.present[0, :, 0]
    assert gone.sum() > 120
    assert not slow.targets[0, gone].any()
    assert slow.targets[0, ~gone].all()


def test_noise_moves_what_is_there_and_nothing_else() -> None:
    one = batch(wandering(30))
    off = noisy(one, 0.01, torch.Generator().manual_seed(0))
    assert not off.features[~one.present].any()
    difference = (off.features - one.features)[..., :3]
    assert 0.01 < difference[one.present].std() < 0.02
    # A body's hip centre stays its origin.
    assert not off.features[..., 0, :3].any()


def test_a_seed_gives_the_same_changes() -> None:
    one = batch(wandering(40))
    twice = [
        augmented(one, 32, Augmentation(), CLASSES, torch.Generator().manual_seed(5))
        for _ in range(2)
    ]
    assert torch.equal(twice[0].features, twice[1].features)
    assert twice[0].features.shape[1] == 32
    assert not torch.equal(twice[0].features, one.features[:, :32])
