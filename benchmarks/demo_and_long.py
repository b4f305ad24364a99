"""A project to measure with: the demo with what its corpus says shown, and a long recording."""

from pathlib import Path

import numpy as np

from app.demo import DEMO
from core.formats import read_recording
from core.labels import LabelTrack, Segment
from core.project import Project
from core.recording import Recording
from core.skeleton import KINECT2
from tests.app.viewer.people import moved, pose
from tests.training.projects import Labelled, new_project

N_SEGMENTS = 2_000


def demo_and_long(folder: Path, n_frames: int) -> Path:
    """Make it; the long recording, of so many frames, is the last."""
    demo = Project.open(DEMO)
    labelled: list[Labelled] = []
    for entry in demo.recordings:
        theirs = demo.labels(entry).track("PRECOG")
        own = LabelTrack("labels", entry.n_frames, theirs.segments, theirs.reviewed)
        labelled.append((read_recording(entry.path), [own]))
    return new_project(folder, demo.classes.names, [*labelled, _long(n_frames, demo)])


def _long(n_frames: int, demo: Project) -> Labelled:
    """Two people who sway, and segments at random."""
    rest = np.stack([moved(pose(), 0.9 * body, 0.4 * body) for body in range(2)])
    sway = 0.1 * np.sin(np.arange(n_frames) / 25)[:, np.newaxis, np.newaxis, np.newaxis]
    recording = Recording.measured((rest + sway).astype(np.float32), KINECT2, 30, name="long")
    draw = np.random.default_rng(0)
    edges = np.sort(draw.choice(n_frames, 2 * N_SEGMENTS, replace=False)).tolist()
    names = draw.choice(demo.classes.names, N_SEGMENTS).tolist()
    segments = zip(edges[::2], edges[1::2], names, strict=True)
    return recording, [LabelTrack("labels", n_frames, tuple(Segment(*one) for one in segments))]
