"""MSRC-12: times, joints and their states."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.formats import msrc12, read_recording, recognise
from core.skeleton import KINECT1
from tests.core.formats.files import msrc


def test_positions_and_rate(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(msrc(5))
    assert recognise(path) is msrc12
    recording = read_recording(path)
    assert recording.skeleton is KINECT1
    assert recording.positions[2, 0, 7].tolist() == [2, -3, 7]
    assert recording.fps == 30
    assert recording.present[:, 0].tolist() == [False, True, True, True, True]


def test_faults_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(msrc(5)[:-5])
    with pytest.raises(FormatError, match="line 5: has 80 numbers, expected 81"):
        read_recording(path)


def test_tags_tick_in_the_time_of_the_recording(shared: Path) -> None:
    folder = shared / "samples" / "msrc12"
    recording = read_recording(folder / "P1_1_1_p06.csv")
    assert recording.positions.shape == (1027, 1, 20, 3)
    lines = (folder / "P1_1_1_p06.csv").read_text().splitlines()
    times = [int(line.split()[0]) for line in lines]
    tagged = (folder / "P1_1_1_p06.tagstream").read_text().splitlines()[1:]
    ticks = [int(line.split(";")[0]) for line in tagged]
    tags = np.array([msrc12.tag_microseconds(tick) for tick in ticks])
    assert times[0] < tags.min() < tags.max() < times[-1]
