import numpy as np

from core.decode import UNKNOWN_DURATION
from core.labels import LabelTrack, Segment
from core.recording import Recording
from core.skeleton import KINECT2
from training.datasets.labelled import LabelledRecording
from training.examples import durations


def labelled(fps: float, *segments: Segment) -> LabelledRecording:
    recording = Recording.measured(np.ones((100, 1, 25, 3)), KINECT2, fps)
    return LabelledRecording(recording, LabelTrack("track", 100, segments))


def test_a_class_lasts_as_long_as_its_median_segment() -> None:
    slow = labelled(10, Segment(0, 10, "a"), Segment(10, 40, "a"), Segment(50, 60, "b"))
    fast = labelled(50, Segment(0, 100, "a"))
    assert durations([slow, fast], ("a", "b", "c")) == (2.0, 1.0, UNKNOWN_DURATION)
