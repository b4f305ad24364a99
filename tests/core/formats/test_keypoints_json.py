"""JSON of pose estimators, as each of them nests it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import FormatError
from core.formats import keypoints_json, read_recording, recognise
from core.layouts import LAYOUTS
from core.recording import Recording

# Feet below, head above, as a camera counts: y down.
MEDIAPIPE, BODY25 = LAYOUTS["mediapipe"], LAYOUTS["body25"]


def points(n_joints: int, frame: int = 0) -> list[list[float]]:
    """x, y, z; y is down, from a nose at 0 to 1.7 m."""
    return [[frame / 10, 1.7 * joint / (n_joints - 1), 2.0] for joint in range(n_joints)]


def read(tmp_path: Path, document: Any, layout: str | None = None) -> Recording:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    assert recognise(path) is keypoints_json
    return read_recording(path, layout)


def openpose(*people: list[list[float]], ids: tuple[int, ...] = (-1, -1)) -> dict[str, Any]:
    flat = [[value for point in person for value in (*point, 0.9)] for person in people]
    return {
        "version": 1.3,
        "people": [
            {"person_id": [one], "pose_keypoints_2d": [1, 2, 3], "pose_keypoints_3d": row}
            for one, row in zip(ids, flat, strict=False)
        ],
    }


def landmarks(frame: int, visibility: float = 1.0) -> list[dict[str, float]]:
    named = [dict(zip("xyz", point, strict=True)) for point in points(33, frame)]
    return [{**point, "visibility": visibility} for point in named]


def test_openpose_is_a_folder_of_frames(tmp_path: Path) -> None:
    folder = tmp_path / "walk"
    folder.mkdir()
    for frame in (9, 10, 12):
        file = folder / f"walk_{frame}_keypoints.json"
        file.write_text(json.dumps(openpose(points(25, frame), points(25))))
    assert recognise(folder) is keypoints_json
    recording = read_recording(folder)
    assert recording.skeleton is BODY25
    assert recording.positions.shape == (4, 2, 25, 3)
    assert np.allclose(recording.positions[:, 0, 0, 0], [0.9, 1.0, 0, 1.2])
    assert recording.present.tolist() == [[True, True], [True, True], [False, False], [True, True]]
    assert recording.name == "walk"


def test_a_folder_of_recordings_is_none_itself(tmp_path: Path) -> None:
    for name in ("walk_1", "walk_2"):
        (tmp_path / f"{name}.json").write_text(json.dumps([landmarks(n) for n in range(30)]))
    with pytest.raises(FormatError, match="is a folder, not a file"):
        recognise(tmp_path)


@pytest.mark.parametrize(
    "nest",
    [
        lambda frame: landmarks(frame),
        lambda frame: {"landmarks": landmarks(frame)},
        lambda frame: {"pose_world_landmarks": landmarks(frame)},
        lambda frame: {"pose_world_landmarks": [landmarks(frame)]},
        lambda frame: {"poseWorldLandmarks": {"landmark": landmarks(frame)}},
        lambda frame: {"people": [{"id": 3, "keypoints3d": points(33, frame)}]},
        lambda frame: {
            "instances": [{"keypoints": points(33, frame), "keypoint_scores": [1] * 33}]
        },
        lambda frame: dict(zip(MEDIAPIPE.joint_names, points(33, frame), strict=True)),
        lambda frame: [{"joints3d": points(33, frame)}],
    ],
)
@pytest.mark.parametrize(
    "wrap",
    [
        lambda frames: frames,
        lambda frames: {"fps": 25, "frames": frames},
        lambda frames: {str(n): one for n, one in enumerate(frames)},
    ],
)
def test_frames_however_nested(tmp_path: Path, nest: Any, wrap: Any) -> None:
    recording = read(tmp_path, wrap([nest(frame) for frame in range(3)]))
    assert recording.skeleton is MEDIAPIPE
    assert recording.positions.shape == (3, 1, 33, 3)
    # y is down in the file, z away: here z is up, y away.
    assert np.allclose(recording.positions[2, 0, 32], (0.2, 2.0, -1.7))
    assert recording.fps in (25, 30)


def test_unlikely_keypoints_are_missing(tmp_path: Path) -> None:
    person = landmarks(0)
    person[4]["visibility"], person[5]["visibility"] = 0.09, 0.1
    assert np.flatnonzero(~read(tmp_path, [person, person]).valid[0, 0]).tolist() == [4]


def test_people_keep_their_body(tmp_path: Path) -> None:
    frames = [
        openpose(points(25, n), points(25, 5), ids=ids) for n, ids in enumerate(((4, 7), (7, 4)))
    ]
    recording = read(tmp_path, frames)
    assert np.allclose(recording.positions[:, 0, 0, 0], [0, 0.5])
    assert np.allclose(recording.positions[:, 1, 0, 0], [0.5, 0.1])


def test_frames_without_people_count(tmp_path: Path) -> None:
    recording = read(tmp_path, [openpose(), openpose(points(25)), openpose()])
    assert recording.present[:, 0].tolist() == [False, True, False]


def test_times_give_the_rate(tmp_path: Path) -> None:
    frames = [{"timestamp_ms": 40 * n, "landmarks": landmarks(n)} for n in range(5)]
    assert read(tmp_path, frames).fps == 25


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([{"people": [{"pose_keypoints_2d": [1, 2, 3]}]}], "frame 0: .*in the picture only .2D."),
        ([{"keypoints": [[1, 2]] * 33}], "frame 0: .*in the picture only .2D."),
        ([{"people": []}], "holds no people with keypoints"),
        ([{"keypoints": [[1, 2, 3]] * 25}], "choose a layout for it: kinect2, body25, points"),
        (
            [{"keypoints": [[1, 2, 3]] * 33}, {"keypoints": [[1, 2, 3]]}],
            "frame 1: .*has 1 keypoints",
        ),
        ([{"keypoints": ["a"]}], "frame 0: has 'a' where x, y and z"),
        ([{"keypoints": [[1, "b", 3]]}], "frame 0: has .* where numbers should be"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, document: Any, said: str) -> None:
    with pytest.raises(FormatError, match=said):
        read(tmp_path, document)


def test_a_layout_can_be_chosen(tmp_path: Path) -> None:
    assert read(tmp_path, [{"keypoints": points(25)}], "kinect2").skeleton.name == "kinect2"


def test_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"keypoints": [[1, 2, 3],\n')
    with pytest.raises(FormatError, match="line 2: is not JSON"):
        read_recording(path)
