import pytest

from core.model.localizer import FRAME_MULTIPLE
from core.model.windows import whole_steps, windows


@pytest.mark.parametrize("n_frames", [1, 16, 50])
@pytest.mark.parametrize("reach", [0, 3, 8, 100])
def test_each_frame_is_seen_once_with_all_that_matters_to_it(n_frames: int, reach: int) -> None:
    seen = []
    for one in windows(n_frames, chunk=16, reach=reach):
        read = range(n_frames)[one.first : one.last]
        seen += read[one.inside]
        assert one.first % FRAME_MULTIPLE == 0
        assert one.first <= max(one.start - reach, 0)
        assert one.last >= min(one.stop + reach, n_frames)
    assert seen == list(range(n_frames))


def test_whole_steps() -> None:
    assert [whole_steps(n) for n in (0, 1, 8, 9)] == [0, 8, 8, 16]
