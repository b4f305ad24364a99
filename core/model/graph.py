"""The skeleton as a graph for convolutions. Knows joints and bones, not positions."""

import numpy as np
import numpy.typing as npt

from core.skeleton import Skeleton


def partitions(skeleton: Skeleton, centre: str) -> npt.NDArray[np.float32]:
    """Who listens to whom: ``(3, V, V)`` for the joint itself, inward and outward along bones.

    ``partitions[k, i, j]`` is the weight with which joint ``j`` gathers from joint ``i``: from
    itself, from its neighbours farther from the centre, and from the nearer one. Every column sums
    to 1 or, where there is no such neighbour, to 0. The spatial partition of Yan et al. 2018,
    'Spatial temporal graph convolutional networks', section 3.3.

    Parameters
    ----------
    skeleton
        In one piece: every joint reachable from ``centre`` over bones.
    centre
        Name of the joint that the body is ordered around.
    """
    distance = _bones_from(skeleton, skeleton.joint_names.index(centre))
    inward, outward = np.zeros((2, skeleton.n_joints, skeleton.n_joints), dtype=np.float32)
    for joints in skeleton.bones.tolist():
        near, far = sorted(joints, key=lambda joint: distance[joint])
        inward[far, near] = 1
        outward[near, far] = 1
    itself = np.eye(skeleton.n_joints, dtype=np.float32)
    return np.stack([itself, _columns_normalised(inward), _columns_normalised(outward)])


def _bones_from(skeleton: Skeleton, centre: int) -> list[int]:
    """How many bones each joint is away from ``centre``."""
    distance = {centre: 0}
    queue = [centre]
    for joint in queue:
        for pair in skeleton.bones.tolist():
            if joint in pair and (other := sum(pair) - joint) not in distance:
                distance[other] = distance[joint] + 1
                queue.append(other)
    return [distance[joint] for joint in range(skeleton.n_joints)]


def _columns_normalised(matrix: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    normalised: npt.NDArray[np.float32] = matrix / np.maximum(matrix.sum(axis=0), 1)
    return normalised
