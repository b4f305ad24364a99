import numpy as np

from core.model.graph import partitions
from core.skeleton import KINECT2, Skeleton

CHAIN = Skeleton(("a", "b", "c", "d"), (-1, 0, 1, 1))


def test_partitions_of_a_fork_by_hand() -> None:
    itself, inward, outward = partitions(CHAIN, "a")
    np.testing.assert_array_equal(itself, np.eye(4))
    # a hears b; b hears c and d, half each.
    np.testing.assert_array_equal(
        inward, [[0, 0, 0, 0], [1, 0, 0, 0], [0, 0.5, 0, 0], [0, 0.5, 0, 0]]
    )
    # b hears a; c and d hear b.
    np.testing.assert_array_equal(outward, [[0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]])


def test_the_centre_decides_what_is_inward() -> None:
    _, inward, outward = partitions(CHAIN, "c")
    assert inward[0, 1] == 0.5  # b hears a, which is farther from c
    assert outward[2, 1] == 1  # and c, which is the centre


def test_every_bone_is_used_once_in_each_direction() -> None:
    parts = partitions(KINECT2, "SpineShoulder")
    assert parts.shape == (3, 25, 25)
    assert (parts[1] > 0).sum() == (parts[2] > 0).sum() == len(KINECT2.bones)
    assert not ((parts[1] > 0) & (parts[2] > 0)).any()
