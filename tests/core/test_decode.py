import numpy as np
import pytest

from core.decode import frame_labels, segments
from core.labels import Segment
from core.prediction import Prediction

CLASSES = ("a", "b")


def prediction(text: str, sure: float = 0.8) -> Prediction:
    """One letter a frame: the class with probability ``sure``, '.' for background."""
    numbers = ["ab.".index(letter) for letter in text]
    probabilities = np.full((len(text), 3), (1 - sure) / 2, dtype=np.float32)
    probabilities[np.arange(len(text)), numbers] = sure
    return Prediction(probabilities, CLASSES, "model")


def shown(of: Prediction, fps: float = 30, durations: tuple[float, ...] = (0.3, 0.3)) -> str:
    """The segments as one letter a frame again."""
    line = ["."] * of.n_frames
    for one in segments(of, fps, durations):
        line[one.start : one.stop] = one.class_name * one.n_frames
    return "".join(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("." * 20, "." * 20),
        ("a" * 20, "a" * 20),
        ("." * 10 + "a" * 12 + "." * 10, "." * 10 + "a" * 12 + "." * 10),
        ("a" * 12 + "b" * 12, "a" * 12 + "b" * 12),
    ],
    ids=["nothing", "all", "one", "two that touch"],
)
def test_clear_segments_are_found_to_the_frame(text: str, expected: str) -> None:
    assert shown(prediction(text)) == expected


@pytest.mark.parametrize("flicker", ["b", ".", "b.", "bb"])
def test_doubtful_frames_do_not_split_a_segment(flicker: str) -> None:
    around, half = "." * 10, "a" * 10
    expected = around + half + "a" * len(flicker) + half + around
    assert shown(prediction(around + half + flicker + half + around)) == expected


def test_a_flash_is_not_a_segment() -> None:
    assert shown(prediction("." * 10 + "aa" + "." * 10)) == "." * 22


@pytest.mark.parametrize("times", [2, 4])
def test_the_same_action_at_a_higher_rate_decodes_the_same(times: int) -> None:
    text = "." * 10 + "a" * 9 + "b" + "a" * 9 + "bbb" + "." * 10 + "b" * 8 + "." * 5
    slow = shown(prediction(text))
    fast = shown(prediction("".join(letter * times for letter in text)), fps=30 * times)
    assert fast[::times] == slow


def test_the_score_is_the_mean_probability() -> None:
    p = prediction("." * 8 + "a" * 20 + "." * 8, sure=0.9)
    (found,) = segments(p, 30, (0.5, 0.5))
    assert found == Segment(8, 28, "a", pytest.approx(0.9, abs=1e-6))


def test_a_short_segment_goes_to_its_likelier_neighbour() -> None:
    p = prediction("a" * 10 + "bbb" + "." * 10, sure=0.98)
    changed = np.array(p.probabilities)
    changed[10:13] = (0.015, 0.98, 0.005)
    (found,) = segments(Prediction(changed, CLASSES, "model"), 30, price=0, shortest=0.2)
    assert (found.start, found.stop, found.class_name) == (0, 13, "a")


def test_one_frame() -> None:
    assert segments(prediction("."), 30) == ()
    assert segments(prediction("a"), 30) == ()


def test_without_a_cost_it_is_the_likeliest_class_of_each_frame() -> None:
    probabilities = np.random.default_rng(0).dirichlet(np.ones(4), 200)
    np.testing.assert_array_equal(
        frame_labels(probabilities, np.zeros(4)), probabilities.argmax(axis=1)
    )


def test_the_path_is_the_best_of_all() -> None:
    """Against trying every path."""
    rng = np.random.default_rng(1)
    for _ in range(5):
        probabilities, prices = rng.dirichlet(np.ones(3), 7), rng.uniform(0, 2, 3)
        log_p = np.log(np.maximum(probabilities, 1e-3))
        paths = np.array(np.meshgrid(*[range(3)] * 7)).reshape(7, -1).T
        entered = np.column_stack([np.ones(len(paths), bool), np.diff(paths) != 0])
        gains = (log_p[np.arange(7), paths] - entered * prices[paths]).sum(axis=1)
        np.testing.assert_array_equal(frame_labels(probabilities, prices), paths[gains.argmax()])


def test_a_class_that_lasts_must_be_seen_for_longer() -> None:
    text = "." * 20 + "a" * 14 + "." * 20
    assert shown(prediction(text), durations=(0.5, 0.5)) == text
    assert shown(prediction(text), durations=(4, 0.5)) == "." * 54
