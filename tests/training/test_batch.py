import numpy as np

from core.labels import UNKNOWN, LabelTrack, Segment, Span
from core.recording import Recording
from core.skeleton import KINECT2
from tests.core.networks import wandering
from training.batch import Source, epoch
from training.datasets.labelled import LabelledRecording


def source(recording: Recording, *reviewed: Span) -> Source:
    track = LabelTrack("person", recording.n_frames, (Segment(5, 10, "a"),), reviewed)
    return Source(LabelledRecording(recording, track), ["a"], relation=True)


def test_unreviewed_frames_are_unknown() -> None:
    *_, labels = source(wandering(20), Span(0, 12)).crop(0, 20)
    assert labels.tolist() == [1] * 5 + [0] * 5 + [1] * 2 + [UNKNOWN] * 8


def test_beyond_the_end_nobody_is_and_nothing_is_known() -> None:
    features, present, labels = source(wandering(20), Span(0, 20)).crop(0, 30)
    assert features.shape[0] == 30
    assert not features[20:].any()
    assert not present[20:].any()
    assert (labels[20:] == UNKNOWN).all()


def test_frames_without_anybody_teach_nothing() -> None:
    positions = np.array(wandering(20, n_bodies=1).positions)
    positions[7:] = 0
    *_, labels = source(Recording.measured(positions, KINECT2, 30), Span(0, 20)).crop(0, 20)
    assert labels.tolist() == [1] * 5 + [0] * 2 + [UNKNOWN] * 13


def test_people_out_of_sight_for_a_moment_teach_what_they_do() -> None:
    positions = np.array(wandering(20, n_bodies=1).positions)
    positions[7:17] = 0
    *_, labels = source(Recording.measured(positions, KINECT2, 30), Span(0, 20)).crop(0, 20)
    assert labels.tolist() == [1] * 5 + [0] * 5 + [1] * 10


def test_an_epoch_covers_the_frames_about_once() -> None:
    sources = [source(wandering(200), Span(0, 200)), source(wandering(90, 1), Span(0, 90))]
    batches = list(epoch(sources, 24, 3, np.random.default_rng(0)))
    assert len(batches) == 4
    for batch in batches:
        assert batch.features.shape[:2] == (3, 24)
        assert batch.features.shape[2] == batch.present.shape[2] <= 2


def test_labels_at_another_rate_are_the_nearest() -> None:
    assert source(wandering(41, fps=60), Span(0, 41)).labels.tolist() == (
        [1, 1, 1] + [0] * 2 + [1] * 16
    )
