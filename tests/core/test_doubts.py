"""Each thing that is put wrong is noticed, and what is proposed puts it right."""

from dataclasses import replace

import numpy as np
import pytest

from core.doubts import doubts, likely_scale
from core.interpretation import Interpretation
from core.joints.joint_map import joint_map, joint_map_of
from core.joints.mapping import JointMap
from core.recording import Recording
from core.skeleton import Skeleton
from tests.core.joints.test_joint_map import person


def said(recording: Recording, joints: JointMap | None = None) -> list[str]:
    return [doubt.text for doubt in doubts(recording, joints or joint_map_of(recording))]


def test_nothing_is_wrong_with_somebody_who_stands() -> None:
    assert said(person()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        Interpretation(up="y"),
        Interpretation(up="-z"),
        Interpretation(up="-x"),
        Interpretation(scale=100),
        Interpretation(scale=0.001),
        Interpretation(mirrored=True),
    ],
    ids=lambda wrong: wrong.said,
)
def test_the_first_remedy_puts_it_right(wrong: Interpretation) -> None:
    recording = wrong(person())
    remedy = doubts(recording, joint_map_of(recording))[0].remedy
    assert remedy is not None
    assert said(remedy(recording)) == []


def test_sides_of_different_length() -> None:
    recording = person()
    positions = recording.positions.copy()
    joint = recording.skeleton.joint_names.index
    for below in ("ElbowLeft", "WristLeft"):
        positions[:, :, joint(below)] += 2 * (
            recording.positions[:, :, joint(below)]
            - recording.positions[:, :, joint("ShoulderLeft")]
        )
    texts = said(replace(recording, positions=positions))
    assert "from shoulder to elbow it is 86 cm on the left, 29 cm on the right" in texts


def test_a_part_of_a_body_may_be_small_but_not_a_hundred_times() -> None:
    recording = person()
    arm = recording.positions[:, :, 4:8]
    valid = recording.valid[:, :, 4:8]
    part = replace(
        recording,
        positions=arm.copy(),
        valid=valid.copy(),
        skeleton=Skeleton(("a", "b", "c", "d"), (-1, 0, 1, 2)),
    )
    assert not any("tall" in text for text in said(part))
    assert any("tall" in text for text in said(Interpretation(scale=100)(part)))


def test_one_joint_for_two() -> None:
    recording = person()
    joints = joint_map(recording.skeleton).with_source("KneeLeft", "KneeRight")
    assert "left knee and right knee are both taken from KneeRight" in said(recording, joints)


def test_nobody_there() -> None:
    recording = person()
    nobody = Recording.measured(np.zeros_like(recording.positions), recording.skeleton, 30)
    assert said(nobody) == ["no joint is there in any frame"]


def test_units_that_were_taken_for_each_other() -> None:
    assert [likely_scale(tall) for tall in (1.7, 170, 1700, 0.017, 0.0, 67)] == [
        *(1, 0.01, 0.001, 100, 1, 0.0254)
    ]
