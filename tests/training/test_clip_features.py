"""Features of batches against those of `core.features`, which inference computes."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.features import Features
from core.model.config import EncoderConfig
from core.recording import Recording
from core.skeleton import KINECT2
from tests.core.networks import wandering
from training.clips import Clips, cut, stacked
from training.features import view


def with_holes(n_bodies: int) -> Recording:
    whole = wandering(60, n_bodies)
    rng = np.random.default_rng(1)
    valid = whole.valid & (rng.random(whole.valid.shape) > 0.1)
    return Recording.measured(whole.positions.copy(), KINECT2, 30, valid=valid)


@pytest.mark.parametrize("n_bodies", [1, 2, 4])
@pytest.mark.parametrize(
    "encoder",
    [
        EncoderConfig(),
        EncoderConfig(relation=False),
        EncoderConfig(relation=False, movement=False),
    ],
)
def test_they_agree(n_bodies: int, encoder: EncoderConfig) -> None:
    source = Features(with_holes(n_bodies))
    expected, present = source.window(0, 60)
    seen = view(stacked([cut(source, 60, 0)], n_bodies), encoder)
    torch.testing.assert_close(
        seen.features[0], torch.from_numpy(expected)[..., : encoder.n_channels], atol=1e-5, rtol=0
    )
    assert torch.equal(seen.present[0], torch.from_numpy(present))


def test_unmasked_all_bodies_seem_there() -> None:
    clips = stacked([cut(Features(wandering(20, 2)), 30, 0)], 3)
    assert not view(clips, EncoderConfig()).present.all()
    assert view(clips, EncoderConfig(), masked=False).present.all()


@pytest.mark.parametrize(("share", "start"), [(0.0, 0), (0.5, 20), (1.0, 40)])
def test_clips_are_cut_between_both_ends(share: float, start: int) -> None:
    source = Features(wandering(60, 1))
    positions, valid = cut(source, 20, share)
    expected = source.joints(start, start + 20)
    assert np.array_equal(positions, expected[0])
    assert np.array_equal(valid, expected[1])


def test_what_a_short_recording_lacks_is_nobody() -> None:
    clips = stacked([cut(Features(wandering(10, 1)), 16, 0.7)], 2)
    assert clips.present[0, :10, 0].all()
    assert not clips.present[0, 10:].any()
    assert not clips.present[0, :, 1].any()
    assert not clips.positions[0, 10:].any()
    assert clips.instants[0].tolist() == list(range(16))


def test_without_joints_there_is_nothing_to_see() -> None:
    clips = stacked([cut(Features(wandering(10, 2)), 16, 0)], 2)
    nobody: Clips = replace(clips, valid=torch.zeros_like(clips.valid))
    seen = view(nobody, EncoderConfig())
    assert not seen.features.any()
    assert not seen.present.any()
