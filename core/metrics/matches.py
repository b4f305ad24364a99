"""Which true segment each proposal goes to, where several may go to the same and one is right.

A proposal goes to the true segment of its class and recording that it overlaps most, in a tie the
earlier. Of the proposals that go to the same one the surest is right and the others are not; of
equally sure proposals that of the earlier recording comes first, then the earlier, then the longer.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.labels import Segment

Found = tuple[int, Segment]
"""A segment and the number of its recording."""


@dataclass(frozen=True, eq=False)
class Matches:
    """Proposals, the surest first, and the true segments that they go to.

    Parameters
    ----------
    class_names, recordings
        ``(n_proposals,)``: of each proposal.
    targets
        ``(n_proposals,)``: the true segment it goes to, by its position.
    overlaps
        ``(n_proposals,)``: how much it overlaps that, as intersection over union of frames; 0 if
        it goes nowhere.
    true_class_names, true_recordings
        ``(n_true,)``: of each true segment.
    """

    class_names: npt.NDArray[np.str_]
    recordings: npt.NDArray[np.intp]
    targets: npt.NDArray[np.intp]
    overlaps: npt.NDArray[np.float64]
    true_class_names: npt.NDArray[np.str_]
    true_recordings: npt.NDArray[np.intp]

    @property
    def n_true(self) -> int:
        return len(self.true_recordings)

    def hits(self, overlap: float) -> npt.NDArray[np.bool_]:
        """``(n_proposals,)``: which are the first to overlap their true segment enough."""
        if not 0 < overlap <= 1:
            raise ValueError(f"an overlap of {overlap} is not above 0 and at most 1")
        enough = np.flatnonzero(self.overlaps >= overlap)
        _, first = np.unique(self.targets[enough], return_index=True)
        hits = np.zeros(len(self.targets), dtype=bool)
        hits[enough[first]] = True
        return hits


def match(proposals: Sequence[Sequence[Segment]], truth: Sequence[Sequence[Segment]]) -> Matches:
    """Match the scored segments of each recording, in any order, with the true ones."""
    if len(proposals) != len(truth):
        raise ValueError(f"{len(proposals)} predicted recordings for {len(truth)} true ones")
    ranked = sorted(_all(proposals), key=_rank)
    true = sorted(_all(truth))
    targets, overlaps = _targets(ranked, true)
    return Matches(
        class_names=_class_names(ranked),
        recordings=_recordings(ranked),
        targets=targets,
        overlaps=overlaps,
        true_class_names=_class_names(true),
        true_recordings=_recordings(true),
    )


def _all(recordings: Sequence[Sequence[Segment]]) -> Iterable[Found]:
    return ((number, one) for number, segments in enumerate(recordings) for one in segments)


def _rank(found: Found) -> tuple[float, int, int, int]:
    recording, one = found
    return -one.score, recording, one.start, -one.stop


def _class_names(found: list[Found]) -> npt.NDArray[np.str_]:
    return np.array([one.class_name for _, one in found], dtype=np.str_)


def _recordings(found: list[Found]) -> npt.NDArray[np.intp]:
    return np.array([recording for recording, _ in found], dtype=np.intp)


def _targets(
    proposals: list[Found], true: list[Found]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    positions = defaultdict[tuple[int, str], list[int]](list)
    for position, (recording, segment) in enumerate(true):
        positions[recording, segment.class_name].append(position)
    targets = np.zeros(len(proposals), dtype=np.intp)
    overlaps = np.zeros(len(proposals))
    for number, (recording, proposal) in enumerate(proposals):
        for position in positions.get((recording, proposal.class_name), ()):
            overlap = _overlap(proposal, true[position][1])
            if overlap > overlaps[number]:
                targets[number], overlaps[number] = position, overlap
    return targets, overlaps


def _overlap(a: Segment, b: Segment) -> float:
    """Intersection over union of frames, 0 if they are apart."""
    shared = min(a.stop, b.stop) - max(a.start, b.start)
    return max(shared, 0) / (max(a.stop, b.stop) - min(a.start, b.start))
