"""Long functions in steps."""

import pytest

from core.progress import Progress, Steps, finish


def counting(to: int) -> Steps[str]:
    for done in range(to):
        yield Progress(done, to)
    return "done"


def test_finish_returns_the_result_and_reports_every_step() -> None:
    seen: list[Progress] = []
    assert finish(counting(3), seen.append) == "done"
    assert [progress.done for progress in seen] == [0, 1, 2]


def test_fraction_is_between_none_and_all() -> None:
    assert Progress(1, 4).fraction == 0.25
    assert Progress(0, 0).fraction == 1


@pytest.mark.parametrize(("done", "total"), [(-1, 4), (5, 4), (float("nan"), 4)])
def test_impossible_progress_is_refused(done: float, total: float) -> None:
    with pytest.raises(ValueError, match="not between"):
        Progress(done, total)
