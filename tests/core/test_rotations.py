"""Rotations against turning a vector by hand, and against each other."""

import numpy as np
import pytest

from core.rotations import about_axes, about_axis, from_vectors


@pytest.mark.parametrize(
    ("axis", "turned"),
    [(0, [[1, 0, 0], [0, 0, 1]]), (1, [[0, 0, -1], [0, 1, 0]]), (2, [[0, 1, 0], [-1, 0, 0]])],
)
def test_a_quarter_turn_is_right_handed(axis: int, turned: list[list[float]]) -> None:
    matrix = about_axis(axis, np.pi / 2)
    np.testing.assert_allclose(matrix @ [1, 0, 0], turned[0], atol=1e-12)
    np.testing.assert_allclose(matrix @ [0, 1, 0], turned[1], atol=1e-12)


def test_the_first_axis_is_turned_about_first() -> None:
    angles = np.random.default_rng(0).normal(size=(5, 3))
    turned = about_axes((2, 0, 1), angles)
    for angle, matrix in zip(angles, turned, strict=True):
        by_hand = about_axis(1, angle[2]) @ about_axis(0, angle[1]) @ about_axis(2, angle[0])
        np.testing.assert_allclose(matrix, by_hand, atol=1e-12)
    np.testing.assert_array_equal(about_axes((), np.empty((2, 0))), [np.eye(3)] * 2)


def test_a_vector_turns_about_itself_by_its_length() -> None:
    vectors = np.random.default_rng(0).normal(size=(20, 3))
    matrices = from_vectors(vectors)
    angle = np.linalg.norm(vectors, axis=1)
    np.testing.assert_allclose(np.einsum("nij,nj->ni", matrices, vectors), vectors, atol=1e-12)
    np.testing.assert_allclose(np.trace(matrices, axis1=1, axis2=2), 1 + 2 * np.cos(angle))
    np.testing.assert_allclose(np.linalg.det(matrices), 1)


def test_vectors_along_an_axis_and_of_no_length() -> None:
    np.testing.assert_allclose(from_vectors([0, 0.3, 0]), about_axis(1, 0.3), atol=1e-12)
    np.testing.assert_array_equal(from_vectors(np.zeros(3)), np.eye(3))
    np.testing.assert_allclose(from_vectors([1e-9, 0, 0]), about_axis(0, 1e-9), atol=1e-15)
