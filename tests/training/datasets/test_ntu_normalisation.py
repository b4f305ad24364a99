"""The normalisation of NTU RGB+D: what it fixes, and what it leaves alone."""

import numpy as np
import pytest

from training.datasets.ntu_normalisation import normalised

PELVIS, LEFT, RIGHT = 0, 4, 8


def test_origin_and_axes() -> None:
    raw = np.random.default_rng(5).normal(size=(6, 25, 3))
    done = normalised(raw + np.array([3, 2, 1]))
    np.testing.assert_allclose(done[:, 1], 0, atol=1e-12)
    across = done[0, LEFT] - done[0, RIGHT]
    np.testing.assert_allclose(across, [np.linalg.norm(across), 0, 0], atol=1e-9)
    # Nothing but turned: all distances and angles about the spine stay, within and across frames.
    before = (raw - raw[:, 1:2]).reshape(-1, 3)
    after = done.reshape(-1, 3)
    np.testing.assert_allclose(after @ after.T, before @ before.T, atol=1e-9)
    assert np.linalg.det(np.linalg.lstsq(before, after)[0]) == pytest.approx(1)


@pytest.mark.parametrize("heading", np.linspace(0, 2 * np.pi, 9))
def test_a_body_that_stands_stays_upright_wherever_it_faces(heading: float) -> None:
    body = np.zeros((1, 25, 3))
    cos, sin = np.cos(heading), np.sin(heading)
    body[0, PELVIS] = (0, 0, -1)
    body[0, LEFT], body[0, RIGHT] = (cos, sin, 1.02), (-cos, -sin, 0.98)
    done = normalised(body)
    np.testing.assert_allclose(done[0, PELVIS], (0, 0, -1), atol=0.03)
    np.testing.assert_allclose(done[0, LEFT] - done[0, RIGHT], (2, 0, 0), atol=1e-3)


def test_a_body_on_its_head_is_stood_up() -> None:
    body = np.zeros((1, 25, 3))
    body[0, PELVIS], body[0, LEFT] = (0, 0, 1), (1, 0, -1)
    np.testing.assert_allclose(normalised(body)[0, PELVIS, 1], 0, atol=1e-12)
    assert not normalised(np.zeros((2, 25, 3))).any()
