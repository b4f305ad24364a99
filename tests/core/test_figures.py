"""Figures keep their size and their feet on the ground, and show the side on which most happens."""

import numpy as np
import pytest

from core.figures import Figures
from core.recording import Recording
from core.skeleton import Skeleton
from tests.app.viewer.people import moved, on_a_root, people, pose

T_SHAPE = Skeleton(("Foot", "Neck", "Head", "HandLeft", "HandRight"), (-1, 0, 1, 1, 1))


def standing(turned: float, raised: float = 0.0, bodies: int = 1) -> Recording:
    """Somebody with arms stretched out sideways, turned on the spot, some way above the ground."""
    out = 0.7 * np.array((np.cos(turned), np.sin(turned), 0.0))
    neck = np.array((0.0, 0.0, 1.5))
    joints = np.array((0 * neck, neck, neck + (0.0, 0.0, 0.2), neck - out, neck + out))  # noqa: RUF005
    frames = np.stack([joints + np.array((5.0, -3.0, 1.0))] * 20)[:, np.newaxis]
    frames[-1, ..., 2] += raised
    beside = np.arange(bodies)[:, np.newaxis, np.newaxis] * out * 3
    return Recording.measured((frames + beside).astype(np.float32), T_SHAPE, 30)


@pytest.mark.parametrize("turned", [0.0, 0.4, 1.2, 2.5])
def test_stretched_arms_are_seen_from_where_they_are_longest(turned: float) -> None:
    figures = Figures.of(standing(turned))
    hands = figures.joints(0)[3:, 0] * figures.size
    assert abs(hands[1] - hands[0]) == pytest.approx(1.4, rel=1e-3)
    assert hands.sum() == pytest.approx(0, abs=1e-3)


def test_left_and_right_are_those_of_who_stands_in_front() -> None:
    left, right = Figures.of(standing(0.4)).joints(0)[3:, 0]
    assert left > right


def test_who_jumps_is_higher() -> None:
    figures = Figures.of(standing(0.0, raised=0.5))
    before, after = figures.joints(0)[:, 1], figures.joints(19)[:, 1]
    assert before.min() == pytest.approx(0, abs=1e-3)
    assert (after - before) * figures.size == pytest.approx(0.5, rel=1e-3)


def test_bones_join_joints_and_missing_joints_have_none() -> None:
    recording = standing(0.0)
    valid = recording.valid.copy()
    valid[0, 0, 3] = False
    figures = Figures.of(Recording(recording.positions, valid, T_SHAPE, 30))
    assert figures.bones(0).shape == (3, 2, 2)
    assert figures.bones(1).shape == (4, 2, 2)
    assert figures.bones(1)[0].tolist() == figures.joints(1)[:2].tolist()
    assert len(figures.heads(1)) == 1


def test_two_people_take_more_room_than_one() -> None:
    assert Figures.of(standing(0.0, bodies=2)).width > 1.5 * Figures.of(standing(0.0)).width


def test_what_a_body_hangs_on_is_no_part_of_its_figure() -> None:
    away = people(moved(pose(), 7, -5))
    alone, hung = Figures.of(away), Figures.of(on_a_root(away))
    for part in (Figures.joints, Figures.bones, Figures.heads):
        np.testing.assert_allclose(part(hung, 0), part(alone, 0), atol=1e-6)
