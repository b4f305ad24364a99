import numpy as np
import numpy.typing as npt
import pytest

from core.metrics.segments import edit_score, f1_at

BACKGROUND = 3


def labels(text: str) -> npt.NDArray[np.int64]:
    """'a', 'b', 'c' are classes, '.' is background, '?' unknown."""
    return np.array(["abc.?".index(x) if x != "?" else -1 for x in text])


def f1(overlap: float, predicted: str, truth: str) -> float:
    return f1_at(overlap, [labels(predicted)], [labels(truth)], BACKGROUND)


def edit(predicted: str, truth: str) -> float:
    return edit_score([labels(predicted)], [labels(truth)], BACKGROUND)


def test_f1_of_the_truth_is_one() -> None:
    assert f1(0.5, "..aabb.", "..aabb.") == 1


@pytest.mark.parametrize(
    ("overlap", "expected"),
    # aaaa against aa: 2 of 4 frames, an overlap of exactly one half.
    [(0.10, 1), (0.25, 1), (0.50, 1), (0.51, 0)],
)
def test_f1_counts_an_overlap_that_is_just_enough(overlap: float, expected: float) -> None:
    assert f1(overlap, "aaaa..", "aa....") == expected


def test_f1_gives_a_true_segment_to_one_prediction_only() -> None:
    # One hit, one false alarm, no miss: precision 1/2, recall 1.
    assert f1(0.1, "aa.aa", "aaaaa") == pytest.approx(2 / 3)


def test_f1_counts_misses_and_wrong_classes() -> None:
    # One hit, b for c is a false alarm and a miss.
    assert f1(0.5, "aa.bb", "aa.cc") == pytest.approx(1 / 2)


def test_f1_is_over_all_recordings_together() -> None:
    predicted = [labels("aa.bb.cc"), labels("a")]
    truth = [labels("aa.bb.cc"), labels("b")]
    assert f1_at(0.5, predicted, truth, BACKGROUND) == pytest.approx(3 / 4)


def test_f1_with_nothing_to_find() -> None:
    assert f1(0.5, "....", "....") == 1
    assert f1(0.5, "aa..", "....") == 0


def test_unknown_frames_cut_predictions_away() -> None:
    assert f1(0.9, "aaaa", "aa??") == 1
    assert f1(0.9, "aabb", "aa??") == 1
    assert edit("aabb", "aa??") == 1


@pytest.mark.parametrize(
    ("predicted", "truth", "expected"),
    [
        ("aabbcc", "abbbbc", 1),
        ("a.b.a.", "a..b..", 2 / 3),
        ("bbbbbb", "aabbcc", 1 / 3),
        ("......", "aabbcc", 0),
        ("......", "......", 1),
        ("aabb..", "bbaa..", 0),
    ],
)
def test_edit_score_compares_the_order_of_actions(
    predicted: str, truth: str, expected: float
) -> None:
    assert edit(predicted, truth) == pytest.approx(expected)


def test_edit_score_is_the_mean_over_recordings() -> None:
    predicted = [labels("aabb"), labels("....")]
    truth = [labels("aabb"), labels("aa..")]
    assert edit_score(predicted, truth, BACKGROUND) == pytest.approx(1 / 2)
