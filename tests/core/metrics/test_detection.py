"""The reference protocol by hand, and against a slow reading of its description in plain Python."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from core.metrics.detection import detection_map
from core.metrics.proposals import reference_proposals

Labels = npt.NDArray[np.int64]
Probabilities = npt.NDArray[np.float64]
Proposal = tuple[float, int, int]

OVERLAPS = (0.1, 0.2, 0.3, 0.4, 0.5)


def labels(text: str) -> Labels:
    """'a' and 'b' are classes, '.' is background, '?' unknown."""
    return np.array([-1 if letter == "?" else "ab.".index(letter) for letter in text], dtype=int)


def one_hot(text: str) -> Probabilities:
    return np.eye(3)[labels(text)]


def of_class_a(*values: float) -> Probabilities:
    """Probabilities of 'a' frame by frame; the rest is background."""
    a = np.array(values)
    return np.stack([a, 0 * a, 1 - a], axis=1)


def proposed(probabilities: Probabilities) -> list[tuple[int, int, int, float]]:
    found = reference_proposals(probabilities)
    columns = (found.number, found.start, found.stop, found.score)
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


def mean_map(said: str, truth: str) -> float:
    return detection_map([one_hot(said)], [labels(truth)])["mean"]


# The decoder.


def test_a_run_is_proposed_with_one_frame_more() -> None:
    # Inside: frames 2 to 5, the last of which is background. Around: frame 1 (int(2 - 0.75)) and,
    # after frame 5, up to int(5 + 0.75 + 1) = 6, of which there is none before 6.
    assert proposed(one_hot("..aaa.....")) == [(0, 2, 6, pytest.approx(3 / 4))]


def test_surroundings_take_from_the_score() -> None:
    values = [0.02, 0.01, 0.03, 0.02] + [0.8] * 8 + [0.01, 0.03, 0.02, 0.0, 0.01]
    around = (0.03 + 0.02 + 0.03 + 0.02) / 4
    expected = (8 * 0.8 + 0.01) / 9 - 0.6 * around
    assert proposed(of_class_a(*values)) == [(0, 4, 13, pytest.approx(expected))]


def test_a_run_to_the_end_stops_one_frame_past_it() -> None:
    assert proposed(one_hot("....aaaa")) == [(0, 4, 9, pytest.approx(1))]


def test_the_last_frame_is_never_around() -> None:
    # int(4 + 1 + 1) = 6 would take in frame 5, which is the last.
    values = (0.8, 0.8, 0.8, 0.8, 0.0, 0.02)
    assert proposed(of_class_a(*values)) == [(0, 0, 5, pytest.approx(3.2 / 5))]
    values = (*values, 0.0)
    assert proposed(of_class_a(*values)) == [(0, 0, 5, pytest.approx(3.2 / 5 - 0.6 * 0.02))]


@pytest.mark.parametrize(("text", "n"), [("..aa..", 0), ("..aaa.", 1), ("aaa.bbb", 2), ("a", 0)])
def test_runs_of_three_frames_are_proposed_and_background_is_not(text: str, n: int) -> None:
    assert len(proposed(one_hot(text))) == n


@pytest.mark.parametrize(
    ("value", "n"), [(0.029, 0), (0.03, 0), (0.0301, 1), (0.0349, 1), (0.0499, 1), (0.9, 1)]
)
def test_the_lowest_threshold_decides_what_is_found(value: float, n: int) -> None:
    assert len(proposed(of_class_a(*[0.0] * 5, *[value] * 5, *[0.0] * 5))) == n


@pytest.mark.parametrize("threshold", [0.030, 0.035, 0.040, 0.045, 0.050])
def test_each_threshold_cuts(threshold: float) -> None:
    # Only this threshold joins the peaks without their surroundings: any lower one takes in the
    # plateau, which is worse, and above any higher one no three frames are left together.
    low, high = threshold - 0.001, threshold + 0.001
    plateau, peaks = [low] * 40, [high, 0.9, high, 0.9, high]
    values = [0.0] * 9 + plateau + peaks + plateau + [0.0] * 9
    assert (0, 49, 55) in [one[:3] for one in proposed(of_class_a(*values))]


def test_of_two_overlapping_proposals_the_better_survives() -> None:
    # At 0.030 a run of ten frames, from 0.035 on one of five at its end, which contrasts more.
    values = [0.0] * 5 + [0.033] * 5 + [0.9] * 5 + [0.0] * 5
    # Shared [10, 16] of [5, 16]: 7 of 12 frames, as the protocol counts them.
    assert [one[:3] for one in proposed(of_class_a(*values))] == [(0, 10, 16)]


def test_a_proposal_may_share_a_fifth_of_itself() -> None:
    # [8, 12) inside [8, 32): shared 4 + 1 of 24 + 1 is a fifth, of one frame less it is more.
    peak = [0.9] * 3 + [0.031]
    for n, expected in ((20, [(8, 12), (8, 32)]), (19, [(8, 12)])):
        values = [0.0] * 8 + peak + [0.031] * (n - 1) + [0.0] * 20
        assert [one[1:3] for one in proposed(of_class_a(*values))] == expected


# The measure.


@pytest.mark.parametrize(
    "text", ["..aaa..", "aaaabbbb", "aaa", "..aaaa..bbb.aaaaaaaaaa", "aaa.aaa.bbb"]
)
def test_perfect_probabilities_are_perfect(text: str) -> None:
    found = detection_map([one_hot(text)], [labels(text)])
    assert found == {**dict.fromkeys(OVERLAPS, 1.0), "mean": 1.0}


def test_segments_of_fewer_than_three_frames_are_never_found() -> None:
    assert mean_map("..aa..", "..aa..") == 0
    assert mean_map("a.aaaa", "a.aaaa") == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("overlap", "expected"),
    [(0.5, 1), (0.501, 0), (0.3, 1)],
)
def test_three_perfect_frames_overlap_by_two_of_four(overlap: float, expected: float) -> None:
    found = detection_map([one_hot(".aaa.")], [labels(".aaa.")], (overlap,))
    assert found == {overlap: expected, "mean": expected}


def test_the_mean_is_over_the_classes_that_occur() -> None:
    assert mean_map("aaaaa.....", "aaaaa.bbbb") == pytest.approx(1 / 2)
    assert mean_map("aaaaa.bbbb", "aaaaa.....") == 1


def test_the_surest_proposal_takes_first_and_the_next_one_what_is_left() -> None:
    # Frames 1 to 9 and 12 to 20 (the last ones cut); the first run reaches over both.
    truth = "." + "a" * 10 + "." + "a" * 10 + "."
    said = "." + "a" * 16 + "." * 6
    found = detection_map([one_hot(said)], [labels(truth)], (0.25, 0.5, 0.6))
    # It overlaps the first by 9 / 17.
    assert found == {0.25: 1 / 2, 0.5: 1 / 2, 0.6: 0, "mean": pytest.approx(1 / 3)}


def test_proposals_of_all_recordings_are_ranked_together() -> None:
    # The false alarm is surer than one of the two hits: precision 1, 1/2, 2/3.
    sure, unsure = one_hot("...aaaaaa...") * [1, 1, 1], of_class_a(*[0] * 3, *[0.5] * 6, *[0] * 3)
    truth = [labels("...aaaaaa..."), labels("." * 12), labels("...aaaaaa...")]
    assert detection_map([sure, sure, unsure], truth)["mean"] == pytest.approx((1 + 2 / 3) / 2)
    # Of equally sure proposals that of the earlier recording comes first.
    truth = [labels("." * 12), labels("...aaaaaa...")]
    assert detection_map([sure, sure], truth)["mean"] == pytest.approx(1 / 2)
    assert detection_map([sure, sure], truth[::-1])["mean"] == 1


def test_a_true_segment_of_another_recording_does_not_match() -> None:
    truth = [labels("." * 12), labels("...aaaaaa...")]
    assert detection_map([one_hot("...aaaaaa..."), one_hot("." * 12)], truth)["mean"] == 0


def test_of_equally_sure_proposals_the_earlier_comes_first() -> None:
    said = "....aaaa........aaaa...."
    assert mean_map(said, "....aaaa................") == 1
    assert mean_map(said, "................aaaa....") == pytest.approx(1 / 2)


def test_a_proposal_past_the_end_does_not_reach_the_next_recording() -> None:
    found = detection_map([one_hot("..aaa"), one_hot(".....")], [labels("....."), labels("aaa..")])
    assert found["mean"] == 0


def test_without_a_true_segment_there_is_no_map() -> None:
    assert math.isnan(mean_map("aaaa", "...."))


def test_unknown_is_not_background() -> None:
    with pytest.raises(ValueError, match="recording 1: 2 frames are unknown"):
        detection_map([one_hot("aaa"), one_hot("aaaa")], [labels("aaa"), labels("a??.")])


@pytest.mark.parametrize(
    ("probabilities", "truth", "message"),
    [
        ([], [], "0 predicted recordings for 0 true ones"),
        ([one_hot("aa")], [labels("aa"), labels("aa")], "1 predicted recordings for 2"),
        ([one_hot("aa")], [labels("aaa")], r"need \(3, 3\) probabilities"),
        ([one_hot("aa"), np.ones((2, 4))], [labels("aa")] * 2, "recording 1"),
        ([one_hot("aa") * np.nan], [labels("aa")], "not a number"),
        ([one_hot("aa")], [labels("aa") + 3], "labels from 3 to 3 for 2 classes"),
    ],
)
def test_what_does_not_fit_is_named(
    probabilities: list[Probabilities], truth: list[Labels], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        detection_map(probabilities, truth)


@pytest.mark.parametrize("overlap", [0, 1.1, -0.5])
def test_an_overlap_is_above_0_and_at_most_1(overlap: float) -> None:
    with pytest.raises(ValueError, match="overlap"):
        detection_map([one_hot("aaa")], [labels("aaa")], (overlap,))


# The description again, slowly: one frame, one proposal, one set at a time.


def runs_above(values: Sequence[float], threshold: float) -> list[tuple[int, int]]:
    found, start = [], None
    for frame, value in enumerate([*values, 0.0]):
        if value > threshold and start is None:
            start = frame
        elif not value > threshold and start is not None:
            if frame - start >= 3:
                found.append((start, frame))
            start = None
    return found


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def slow_score(values: Sequence[float], s: int, e: int) -> float:
    n, length = len(values), e - s
    inside = [values[frame] for frame in range(s, e + 1) if frame < n]
    before = range(max(0, int(s - 0.25 * length)), s)
    after = range(e + 1, min(n - 1, int(e + 0.25 * length + 1)))
    return mean(inside) - 0.6 * mean([values[frame] for frame in [*before, *after]])


def slow_proposals(values: Sequence[float]) -> list[Proposal]:
    """Score, first frame and stored end of what is left of a class in a recording."""
    waiting = {
        (slow_score(values, s, e), s, e + 1)
        for threshold in (0.030, 0.035, 0.040, 0.045, 0.050)
        for s, e in runs_above(values, threshold)
    }
    kept: list[Proposal] = []
    for candidate in sorted(waiting, key=lambda p: (-p[0], p[1], -p[2])):
        _, s, e = candidate
        shared = [min(e, other[2]) - max(s, other[1]) + 1 for other in kept]
        if all(max(0, part) / (e - s + 1) <= 0.2 for part in shared):
            kept.append(candidate)
    return kept


def slow_truth(labels: Sequence[int], number: int) -> list[set[int]]:
    found, start = [], 0
    for frame in range(1, len(labels) + 1):
        if frame == len(labels) or labels[frame] != labels[start]:
            if labels[start] == number:
                found.append(set(range(start, frame - 1)))
            start = frame
    return found


def slow_overlap(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def slow_average_precision(right: list[bool], n_true: int) -> float:
    points = [
        (sum(right[: n + 1]) / n_true, sum(right[: n + 1]) / (n + 1)) for n in range(len(right))
    ]
    recalls = sorted({0.0, *(recall for recall, _ in points)})
    return sum(
        (high - low) * max(precision for recall, precision in points if recall >= high)
        for low, high in pairwise(recalls)
    )


def slow_class(
    columns: list[list[float]], truth: list[list[int]], number: int, overlap: float
) -> float | None:
    true = [slow_truth(one, number) for one in truth]
    n_true = sum(map(len, true))
    if not n_true:
        return None
    ranked = sorted(
        (-score, recording, s, -e)
        for recording, values in enumerate(columns)
        for score, s, e in slow_proposals(values)
    )
    right = []
    for _, recording, s, e in ranked:
        frames = set(range(s, -e))
        overlaps = [slow_overlap(frames, one) for one in true[recording]]
        right.append(bool(overlaps) and max(overlaps) >= overlap)
        if right[-1]:
            del true[recording][overlaps.index(max(overlaps))]
    return slow_average_precision(right, n_true)


def slow_map(probabilities: list[Probabilities], truth: list[Labels], overlap: float) -> float:
    each = [
        slow_class(
            [p[:, c].tolist() for p in probabilities], [t.tolist() for t in truth], c, overlap
        )
        for c in range(probabilities[0].shape[1] - 1)
    ]
    known = [one for one in each if one is not None]
    return sum(known) / len(known) if known else math.nan


def random_case(
    rng: np.random.Generator, quantised: bool
) -> tuple[list[Probabilities], list[Labels]]:
    """A few recordings of segments and of probabilities that half follow them."""
    n_classes = int(rng.integers(1, 5))
    probabilities, truth = [], []
    for _ in range(rng.integers(1, 5)):
        n_frames = int(rng.choice([1, 2, 5, 30, 90]))
        lengths = rng.integers(1, 12, n_frames)
        true = np.repeat(rng.integers(0, n_classes + 1, n_frames), lengths)[:n_frames]
        logits = rng.normal(0, 1.5, (n_frames, n_classes + 1)).cumsum(axis=0) * 0.5
        logits[np.arange(n_frames), true] += rng.uniform(0, 6)
        sure = np.exp(logits - logits.max(axis=1, keepdims=True))
        sure /= sure.sum(axis=1, keepdims=True)
        # Steps of 1/64 are added up without rounding, so that equal scores are equal in both.
        probabilities.append(np.round(sure * 64) / 64 if quantised else sure)
        truth.append(true)
    return probabilities, truth


@pytest.mark.parametrize("quantised", [False, True], ids=["without ties", "with ties"])
@pytest.mark.parametrize("seed", range(100))
def test_map_agrees_with_the_slow_reading(seed: int, quantised: bool) -> None:
    probabilities, truth = random_case(np.random.default_rng(seed), quantised)
    found = detection_map(probabilities, truth)
    slow = {overlap: slow_map(probabilities, truth, overlap) for overlap in OVERLAPS}
    slow["mean"] = sum(slow.values()) / len(slow)
    assert found == pytest.approx(slow, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("seed", range(50))
def test_proposals_agree_with_the_slow_reading(seed: int) -> None:
    rng = np.random.default_rng(seed)
    # Slowly wandering about the thresholds, so that runs of several levels lie in one another.
    values = np.abs(rng.normal(0, 0.006, (150, 3)).cumsum(axis=0) + 0.03)
    expected = [
        (number, s, e, pytest.approx(score, abs=1e-9))
        for number in range(2)
        for score, s, e in slow_proposals(values[:, number].tolist())
    ]
    assert proposed(values) == sorted(expected, key=lambda one: one[:3])
