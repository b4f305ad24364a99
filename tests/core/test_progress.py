"""Long functions in steps."""

import pytest

from core.progress import Progress, Steps, finish, part


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


@pytest.mark.parametrize(("doing", "said"), [("reading", "reading"), ("", "counting")])
def test_a_part_of_a_whole(doing: str, said: str) -> None:
    def counting() -> Steps[str]:
        yield Progress(0, 10, "counting")
        yield Progress(5, 10, "counting")
        return "done"

    told: list[Progress] = []
    assert finish(part(counting(), 1, 2, doing), told.append) == "done"
    assert told == [Progress(1, 2, said), Progress(1.5, 2, said)]
