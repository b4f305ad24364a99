"""The two PKU-MMD protocols by hand, and against a slow reading of their description."""

import math
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from core.labels import Segment
from core.metrics.pkummd import official_scores, transfer_map, transfer_segments

Recordings = list[list[Segment]]


def a(start: int, stop: int, score: float = 1.0) -> Segment:
    return Segment(start, stop, "a", score)


def b(start: int, stop: int, score: float = 1.0) -> Segment:
    return Segment(start, stop, "b", score)


# The official measures.


def test_the_truth_is_perfect_but_for_nothing() -> None:
    truth = [[a(0, 10), b(20, 30)], [a(5, 6)]]
    found = official_scores(truth, truth)
    assert (found.f1, found.ap, found.map_action, found.map_video, found.ap_2d) == (1,) * 5
    assert transfer_map(truth, truth) == {0.1: 1, 0.3: 1, 0.5: 1}


@pytest.mark.parametrize(
    ("stop", "overlap", "expected"),
    # 5 of 10 frames, 3 of 10.
    [(5, 0.5, 1), (5, 0.501, 0), (3, 0.3, 1), (3, 0.301, 0)],
)
def test_an_overlap_that_is_just_enough(stop: int, overlap: float, expected: float) -> None:
    proposals, truth = [[a(0, stop)]], [[a(0, 10)]]
    assert official_scores(proposals, truth, overlap).ap == expected
    assert transfer_map(proposals, truth, (overlap,)) == {overlap: expected}


def test_another_class_or_recording_does_not_match() -> None:
    assert official_scores([[b(0, 10)], []], [[a(0, 10)], []]).ap == 0
    assert official_scores([[], [a(0, 10)]], [[a(0, 10)], []]).ap == 0


def test_proposals_that_share_a_true_segment_count_once() -> None:
    # Surest first: right, the same again, right: precision 1, 1/2, 2/3.
    proposals = [[a(0, 10, 0.9), a(0, 9, 0.8), a(20, 30, 0.7)]]
    found = official_scores(proposals, [[a(0, 10), a(20, 30)]])
    assert found.f1 == pytest.approx(4 / 5)
    assert found.ap == pytest.approx((1 + 2 / 3) / 2)


def test_a_proposal_does_not_turn_to_its_second_best() -> None:
    # Both overlap the first segment most (6 of 11 frames), so that the second stays unfound.
    proposals, truth = [[a(4, 11, 0.9), a(4, 11, 0.8)]], [[a(0, 10), a(10, 20)]]
    assert official_scores(proposals, truth, 0.05).ap == 1 / 2
    assert transfer_map(proposals, truth, (0.05,)) == {0.05: 1 / 2}


def test_of_equally_overlapped_true_segments_the_earlier_is_taken() -> None:
    # The first proposal meets both by 5 frames of 15; the second the earlier one only.
    proposals = [[a(5, 15, 0.9), a(0, 9, 0.8)]]
    for truth in ([a(0, 10), a(10, 20)], [a(10, 20), a(0, 10)]):
        assert official_scores(proposals, [truth], 0.3).ap == 1 / 2
    assert official_scores([[a(5, 15, 0.9), a(11, 20, 0.8)]], [truth], 0.3).ap == 1


def test_means_are_over_classes_and_over_recordings() -> None:
    truth = [[a(0, 10), b(20, 30)], [b(0, 10)], []]
    proposals = [[a(0, 10, 0.9)], [b(0, 10, 0.8)], [b(0, 10, 0.7)]]
    found = official_scores(proposals, truth)
    assert found.ap == pytest.approx(2 / 3)
    assert found.map_action == pytest.approx((1 + 1 / 2) / 2)
    assert found.map_video == pytest.approx((1 / 2 + 1) / 2)
    assert found.f1 == pytest.approx(4 / 6)


def test_2d_ap_is_the_share_of_twenty_overlaps_that_are_reached() -> None:
    # 7 of 10 frames are reached up to 0.70, the fourteenth of twenty.
    assert official_scores([[a(0, 7)]], [[a(0, 10)]]).ap_2d == pytest.approx(14 / 20)


def test_of_equally_sure_proposals_the_earlier_comes_first() -> None:
    truth = [[a(0, 10)], []]
    assert official_scores([[a(0, 10)], [a(0, 10)]], truth).ap == 1
    assert official_scores([[a(0, 10)], [a(0, 10)]], truth[::-1]).ap == 1 / 2
    assert official_scores([[a(20, 30), a(0, 10)], []], truth).ap == 1


def test_without_a_true_segment_nothing_is_a_number() -> None:
    found = official_scores([[a(0, 10)]], [[]])
    values = (found.f1, found.ap, found.map_action, found.map_video, found.ap_2d)
    assert all(map(math.isnan, values))
    assert math.isnan(transfer_map([[]], [[]])[0.5])


def test_without_a_proposal_nothing_is_found() -> None:
    assert official_scores([[]], [[a(0, 10)]]).map_action == 0


def test_recordings_must_agree_and_overlaps_be_above_0() -> None:
    with pytest.raises(ValueError, match="1 predicted recordings for 2"):
        official_scores([[]], [[], []])
    with pytest.raises(ValueError, match="overlap of 0"):
        official_scores([[]], [[]], 0)


# The segments of the transfer protocol.


def test_a_stretch_of_action_is_one_segment_of_its_likeliest_class() -> None:
    # The class changes halfway, and 'b' is a little more likely over all.
    probabilities = np.array([[0.6, 0.4, 0.0]] * 30 + [[0.3, 0.7, 0.0]] * 30)
    (found,) = transfer_segments(probabilities, "ab")
    assert (found.start, found.stop, found.class_name) == (0, 60, "b")
    assert found.score == pytest.approx(0.55, abs=0.01)


def test_the_filter_shifts_edges_by_what_it_averages() -> None:
    probabilities = np.zeros((120, 2))
    probabilities[40:80, 0] = 1
    probabilities[:, 1] = 1 - probabilities[:, 0]
    # [t - 10, t + 10) needs 8 of 20 frames of action: t + 10 >= 48, and t - 10 <= 72.
    assert [(one.start, one.stop) for one in transfer_segments(probabilities, "a")] == [(38, 83)]


def test_windows_are_cut_at_the_ends() -> None:
    probabilities = np.zeros((60, 2))
    probabilities[:5, 0] = 1
    probabilities[:, 1] = 1 - probabilities[:, 0]
    # Of t + 10 frames 5 are action: at least 0.4 as long as t is at most 2.
    (found,) = transfer_segments(probabilities, "a")
    assert (found.start, found.stop) == (0, 3)
    assert found.score == pytest.approx((5 / 10 + 5 / 11 + 5 / 12) / 3)


@pytest.mark.parametrize(("action", "n"), [(0.399, 0), (0.401, 1)])
def test_two_fifths_of_action_are_enough(action: float, n: int) -> None:
    probabilities = np.tile([action / 2, action / 2, 1 - action], (50, 1))
    assert len(transfer_segments(probabilities, "ab")) == n


def test_background_may_be_any_column() -> None:
    probabilities = np.random.default_rng(0).dirichlet([1, 1, 1, 2], 300)
    last = transfer_segments(probabilities, "abc")
    assert last
    first = transfer_segments(np.roll(probabilities, 1, axis=1), "abc", background=0)
    assert first == last


def test_columns_must_agree_with_classes() -> None:
    with pytest.raises(ValueError, match=r"2 classes need \(n_frames, 3\)"):
        transfer_segments(np.ones((5, 2)), "ab")


# The descriptions again, slowly.


def frames(one: Segment) -> set[int]:
    return set(range(one.start, one.stop))


def slow_target(proposal: tuple[int, Segment], true: list[tuple[int, Segment]]) -> int | None:
    """The position of the best true segment, with nothing said about how good it is."""
    best, position = 0.0, None
    for number, (recording, segment) in enumerate(true):
        if (recording, segment.class_name) != (proposal[0], proposal[1].class_name):
            continue
        shared = frames(segment) & frames(proposal[1])
        if len(shared) / len(frames(segment) | frames(proposal[1])) > best:
            best = len(shared) / len(frames(segment) | frames(proposal[1]))
            position = number
    return position


def slow_ap(
    proposals: list[tuple[int, Segment]], true: list[tuple[int, Segment]], overlap: float
) -> tuple[float, float]:
    """F1 and AP, leaving out one proposal after another, the least sure first."""
    ranked = sorted(proposals, key=lambda p: (-p[1].score, p[0], p[1].start, -p[1].stop))
    targets = []
    for one in ranked:
        target = slow_target(one, true)
        if target is not None:
            other = true[target][1]
            part = len(frames(one[1]) & frames(other)) / len(frames(one[1]) | frames(other))
            target = target if part >= overlap else None
        targets.append(target)
    recalls, precisions = [], []
    for left in range(len(ranked), -1, -1):
        n_right = len({target for target in targets[:left] if target is not None})
        recalls.append(n_right / len(true))
        precisions.append(n_right / left if left else 0.0)
    highest, total = 0.0, 0.0
    for precision, (recall, lower) in zip(precisions, pairwise(recalls), strict=False):
        highest = max(highest, precision)
        total += highest * (recall - lower)
    n_right = round(recalls[0] * len(true))
    return 2 * n_right / (len(ranked) + len(true)), total


def flat(recordings: Recordings) -> list[tuple[int, Segment]]:
    return [(number, one) for number, each in enumerate(recordings) for one in sorted(each)]


def random_case(rng: np.random.Generator) -> tuple[Recordings, Recordings]:
    """True segments that do not overlap, and proposals near them, beside them and of nothing."""
    proposals: Recordings = []
    truth: Recordings = []
    for _ in range(rng.integers(1, 6)):
        edges = np.unique(rng.integers(0, 200, rng.integers(0, 20))).tolist()
        pieces = [Segment(s, e, str(rng.choice(list("abc")))) for s, e in pairwise(edges)]
        truth.append([one for one in pieces if rng.random() < 0.7])
        near = [
            Segment(
                max(0, one.start + int(rng.integers(-8, 8))),
                one.stop + int(rng.integers(8, 16)),
                one.class_name if rng.random() < 0.8 else "d",
                float(rng.choice([0.25, 0.5, 0.75]) if rng.random() < 0.5 else rng.random()),
            )
            for one in pieces * 2
            if one.n_frames > 8 and rng.random() < 0.7
        ]
        proposals.append([near[n] for n in rng.permutation(len(near))])
    truth[0].append(Segment(300, 310, "c"))
    return proposals, truth


def slow_means(
    proposals: Recordings, truth: Recordings, overlap: float
) -> tuple[float, float, float, float]:
    found, true = flat(proposals), flat(truth)
    f1, ap = slow_ap(found, true, overlap)
    by_class, by_recording = [], []
    for name in sorted({one.class_name for _, one in true}):
        mine = [[p for p in some if p[1].class_name == name] for some in (found, true)]
        by_class.append(slow_ap(mine[0], mine[1], overlap)[1])
    for number in sorted({number for number, _ in true}):
        mine = [[p for p in some if p[0] == number] for some in (found, true)]
        by_recording.append(slow_ap(mine[0], mine[1], overlap)[1])
    return f1, ap, sum(by_class) / len(by_class), sum(by_recording) / len(by_recording)


@pytest.mark.parametrize("seed", range(60))
def test_measures_agree_with_the_slow_reading(seed: int) -> None:
    proposals, truth = random_case(np.random.default_rng(seed))
    found = official_scores(proposals, truth)
    slow = slow_means(proposals, truth, 0.5)
    assert (found.f1, found.ap, found.map_action, found.map_video) == pytest.approx(slow, abs=1e-9)
    steps = [slow_ap(flat(proposals), flat(truth), step / 20)[1] for step in range(1, 21)]
    assert found.ap_2d == pytest.approx(sum(steps) / 20, abs=1e-9)
    by_overlap = {overlap: slow_means(proposals, truth, overlap)[2] for overlap in (0.1, 0.3, 0.5)}
    assert transfer_map(proposals, truth) == pytest.approx(by_overlap, abs=1e-9)


def slow_segments(
    probabilities: npt.NDArray[np.float64], background: int
) -> list[tuple[int, int, int, float]]:
    smooth = []
    for t in range(len(probabilities)):
        window = [probabilities[f] for f in range(t - 10, t + 10) if 0 <= f < len(probabilities)]
        smooth.append(sum(window) / len(window))
    found, stretch = [], []
    for t in range(len(smooth) + 1):
        if t < len(smooth) and 1 - smooth[t][background] >= 0.4:
            stretch.append(t)
        elif stretch:
            means = sum(smooth[f] for f in stretch) / len(stretch)
            classes = [c for c in range(len(means)) if c != background]
            best = max(classes, key=means.__getitem__)
            found.append((stretch[0], t, best, pytest.approx(means[best], abs=1e-9)))
            stretch = []
    return found


@pytest.mark.parametrize("seed", range(40))
def test_segments_agree_with_the_slow_reading(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n_frames, background = int(rng.choice([1, 7, 21, 200])), int(rng.integers(0, 4))
    logits = rng.normal(0, 1, (n_frames, 4)).cumsum(axis=0)
    sure = np.exp(logits - logits.max(axis=1, keepdims=True))
    sure /= sure.sum(axis=1, keepdims=True)
    classes = [str(column) for column in range(4) if column != background]
    found = transfer_segments(sure, classes, background)
    rows = [(one.start, one.stop, int(one.class_name), one.score) for one in found]
    assert rows == slow_segments(sure, background)
