import numpy as np

from app.viewer.theme import linear, shown


def test_shown_is_the_inverse_of_linear() -> None:
    for colour in ("#000000", "#ffffff", "#59a0fa", "#15171c", "#0a0b0c"):
        assert shown(linear(colour)) == colour


def test_linear_is_near_the_srgb_standard() -> None:
    np.testing.assert_allclose(linear("#ff8000"), (1.0, 0.216, 0.0), atol=0.04)
