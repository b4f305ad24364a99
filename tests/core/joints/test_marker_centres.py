"""Joint centres lie where the published formulas put them."""

import numpy as np
import pytest

from core.joints.marker_centres import centres_of, with_centres
from core.recording import Recording
from core.retarget import retargeting
from core.skeleton import KINECT1, KINECT2, Skeleton

# Metres, z up, looking along x, so that the left is at +y.
_MIDDLE = {"C7": (-0.05, 0, 1.5), "CLAV": (0.07, 0, 1.42)}
_SIDED = {
    "ASI": (0.1, 0.12, 1.0),
    "PSI": (-0.06, 0.05, 1.0),
    "KNE": (0.02, 0.16, 0.5),
    "ANK": (0, 0.14, 0.1),
    "TOE": (0.16, 0.1, 0.03),
    "SHO": (0, 0.2, 1.45),
    "ELB": (0, 0.3, 1.15),
    "WRA": (0.04, 0.3, 0.9),
    "WRB": (-0.02, 0.32, 0.9),
}


def markers(**more: tuple[float, float, float]) -> dict[str, tuple[float, float, float]]:
    sided = {
        letter + name: (x, sign * y, z)
        for letter, sign in (("L", 1), ("R", -1))
        for name, (x, y, z) in _SIDED.items()
    }
    return _MIDDLE | sided | more


def recording(places: dict[str, tuple[float, float, float]]) -> Recording:
    positions = np.array([*places.values()], dtype=np.float32)[np.newaxis, np.newaxis]
    skeleton = Skeleton(tuple(places), (-1,) * len(places))
    return Recording.measured(positions, skeleton, 100)


def centre(of: Recording, joint: str) -> np.ndarray:
    made = with_centres(of)
    return made.positions[0, 0, made.skeleton.joint_names.index(joint)]


def test_hips_follow_harrington() -> None:
    width, depth = 0.24, 0.16
    expected = (
        0.1 - 0.24 * depth - 0.0099,
        0.33 * width + 0.0073,
        1.0 - 0.30 * width - 0.0109,
    )
    np.testing.assert_allclose(centre(recording(markers()), "HipLeft"), expected, atol=1e-6)
    mirrored = np.array(expected) * (1, -1, 1)
    np.testing.assert_allclose(centre(recording(markers()), "HipRight"), mirrored, atol=1e-6)


def test_a_sacral_marker_stands_for_both_at_the_back() -> None:
    places = markers(SACR=(-0.06, 0, 1.0))
    places = {name: place for name, place in places.items() if not name.endswith("PSI")}
    for joint in ("HipLeft", "SpineBase"):
        expected = centre(recording(markers()), joint)
        np.testing.assert_allclose(centre(recording(places), joint), expected, atol=1e-6)


def test_without_a_back_there_is_no_pelvis_and_no_hip() -> None:
    places = {name: place for name, place in markers().items() if not name.endswith("PSI")}
    assert "HipLeft" not in with_centres(recording(places)).skeleton.joint_names
    with pytest.raises(ValueError, match="no left hip, right hip that"):
        retargeting(recording(places).skeleton)


def test_a_marker_at_the_inside_puts_the_joint_in_the_middle() -> None:
    np.testing.assert_allclose(centre(recording(markers()), "KneeLeft"), (0.02, 0.16, 0.5))
    both = recording(markers(LKNEM=(0.02, 0.06, 0.5)))
    np.testing.assert_allclose(centre(both, "KneeLeft"), (0.02, 0.11, 0.5), atol=1e-6)
    np.testing.assert_allclose(centre(both, "WristLeft"), (0.01, 0.31, 0.9), atol=1e-6)


def test_shoulders_follow_rab() -> None:
    down = np.array((0.1, 0, 1.0 - 1.45))
    expected = np.array((0, 0.2, 1.45)) + 0.17 * 0.4 * down / np.linalg.norm(down)
    np.testing.assert_allclose(centre(recording(markers()), "ShoulderLeft"), expected, atol=1e-6)


def test_subjects_and_other_spellings_of_the_same_places() -> None:
    spelt = {f"Anna:{name[0]}.{name[1:]}": place for name, place in markers().items()}
    spelt = {name.replace("ASI", "FWT").replace("PSI", "BWT"): p for name, p in spelt.items()}
    expected = with_centres(recording(markers()))
    assert with_centres(recording(spelt)).skeleton == expected.skeleton


def test_a_centre_is_there_only_if_all_its_markers_are() -> None:
    given = recording(markers())
    valid = given.valid.copy()
    valid[0, 0, given.skeleton.joint_names.index("LWRB")] = False
    made = with_centres(
        Recording.measured(given.positions.copy(), given.skeleton, 100, valid=valid)
    )
    gone = [
        n for n, there in zip(made.skeleton.joint_names, made.valid[0, 0], strict=True) if not there
    ]
    assert gone == ["WristLeft"]


def test_the_model_sees_markers_as_joints() -> None:
    given = recording(markers())
    moved, whole = retargeting(given.skeleton)(given.positions, given.valid)
    assert moved.shape == (1, 1, 25, 3)
    assert whole.all()
    knee = KINECT2.joint_names.index("KneeRight")
    np.testing.assert_allclose(moved[0, 0, knee], centre(given, "KneeRight"))


def test_skeletons_are_no_markers() -> None:
    assert centres_of(KINECT1) is None
    assert centres_of(Skeleton(("LKNE", "b"), (-1, -1))) is None
