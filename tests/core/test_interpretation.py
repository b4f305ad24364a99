"""What people say about recordings changes just that."""

from dataclasses import replace

import numpy as np
import pytest

from core.interpretation import Interpretation
from core.upright import UP_AXES, turned_up
from tests.core.joints.test_joint_map import person


def test_by_default_nothing_changes() -> None:
    recording = person()
    assert Interpretation().changes_nothing
    assert Interpretation()(recording) is recording
    assert Interpretation().said == ""


@pytest.mark.parametrize("up", UP_AXES)
def test_what_was_laid_down_is_put_upright(up: str) -> None:
    recording = person()
    laid = np.linalg.inv(turned_up(np.eye(3, dtype=np.float32), up))
    lying = replace(recording, positions=recording.positions @ laid)
    again = Interpretation(up=up)(lying)
    np.testing.assert_allclose(again.positions, recording.positions, atol=1e-6)


def test_lengths_rate_and_side() -> None:
    recording = person()
    meant = Interpretation(scale=0.5, fps=12.5, mirrored=True)(recording)
    np.testing.assert_allclose(meant.positions, recording.positions * (-0.5, 0.5, 0.5), atol=1e-6)
    assert meant.fps == 12.5
    assert Interpretation(scale=0.5, fps=12.5).said == "lengths × 0.5, 12.5 fps"


@pytest.mark.parametrize("first", UP_AXES)
@pytest.mark.parametrize("second", UP_AXES)
def test_two_in_turn_put_the_same_upright_as_both_at_once(first: str, second: str) -> None:
    one, other = Interpretation(up=first, scale=2), Interpretation(up=second, mirrored=True)
    both = one.then(other)
    assert (both.scale, both.mirrored) == (2, True)
    in_turn, at_once = other(one(person())).positions, both(person()).positions
    # Which way it looks may differ, not what is up.
    np.testing.assert_allclose(at_once[..., 2], in_turn[..., 2], atol=1e-6)


def test_roles_go_with_the_skeleton() -> None:
    roles = (("Head", ("Neck",)),)
    assert Interpretation(roles=roles)(person()).skeleton.roles == roles


@pytest.mark.parametrize(
    ("wrong", "why"),
    [({"up": "up"}, "'up' is not one of"), ({"scale": 0.0}, "by 0.0"), ({"fps": -1.0}, "-1.0")],
)
def test_impossible_interpretations_are_refused(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Interpretation(**wrong)  # type: ignore[arg-type]
