import numpy as np
import torch

from core.labels import UNKNOWN, LabelTrack, Segment, Span
from core.recording import Recording
from core.skeleton import KINECT2
from tests.core.networks import wandering
from training.batch import Source, epoch
from training.datasets.labelled import LabelledRecording
from training.targets import labels_of


def source(recording: Recording, *reviewed: Span) -> Source:
    track = LabelTrack("person", recording.n_frames, (Segment(5, 10, "a"),), reviewed)
    return Source(LabelledRecording(recording, track), ["a"], relation=True)


def taught(recording: Recording, *reviewed: Span) -> list[int]:
    """Labels of all frames at the model's rate."""
    one = source(recording, *reviewed)
    *_, targets = one.crop(0, one.n_frames)
    return labels_of(torch.from_numpy(targets)).tolist()


def test_unreviewed_frames_are_unknown() -> None:
    assert taught(wandering(20), Span(0, 12)) == [1] * 5 + [0] * 5 + [1] * 2 + [UNKNOWN] * 8


def test_beyond_the_end_nobody_is_and_nothing_is_known() -> None:
    features, present, targets = source(wandering(20), Span(0, 20)).crop(0, 30)
    assert features.shape[0] == 30
    assert not features[20:].any()
    assert not present[20:].any()
    assert not targets[20:].any()


def test_frames_without_anybody_teach_nothing() -> None:
    positions = np.array(wandering(20, n_bodies=1).positions)
    positions[7:] = 0
    one = Recording.measured(positions, KINECT2, 30)
    assert taught(one, Span(0, 20)) == [1] * 5 + [0] * 2 + [UNKNOWN] * 13


def test_people_out_of_sight_for_a_moment_teach_what_they_do() -> None:
    positions = np.array(wandering(20, n_bodies=1).positions)
    positions[7:17] = 0
    one = Recording.measured(positions, KINECT2, 30)
    assert taught(one, Span(0, 20)) == [1] * 5 + [0] * 5 + [1] * 10


def test_an_epoch_covers_the_frames_about_once() -> None:
    sources = [source(wandering(200), Span(0, 200)), source(wandering(90, 1), Span(0, 90))]
    batches = list(epoch(sources, 24, 3, np.random.default_rng(0)))
    assert len(batches) == 4
    for batch in batches:
        assert batch.features.shape[:2] == (3, 24)
        assert batch.features.shape[2] == batch.present.shape[2] <= 2


def test_labels_at_another_rate_are_the_nearest() -> None:
    assert taught(wandering(41, fps=60), Span(0, 41)) == [1, 1, 1] + [0] * 2 + [1] * 16


def test_beliefs_count_where_nobody_looked() -> None:
    one = LabelTrack("person", 20, (Segment(5, 10, "a"),), (Span(0, 12),))
    believed = np.tile(np.float32([0.7, 0.2]), (20, 1))
    labelled = LabelledRecording(wandering(20), one)
    *_, targets = Source(labelled, ["a"], relation=True, believed=believed).crop(0, 20)
    assert targets[:12].tolist() == [[0, 1]] * 5 + [[1, 0]] * 5 + [[0, 1]] * 2
    np.testing.assert_array_equal(targets[12:], believed[12:])
