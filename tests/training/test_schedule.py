import pytest

from training.schedule import (
    one_cycle,
    overshooting_steps,
    warm_up_cosine,
    warm_up_steps,
)


@pytest.mark.parametrize(
    ("done", "rate"), [(0, 0.04), (0.125, 0.52), (0.25, 1), (0.625, 0.5), (1, 0), (1.1, 0)]
)
def test_one_cycle(done: float, rate: float) -> None:
    assert one_cycle(done, 1.0) == pytest.approx(rate)


def test_warming_up_never_overshoots() -> None:
    for schedule in (warm_up_cosine, warm_up_steps):
        rates = [schedule(done / 1000, 0.1) for done in range(1001)]
        assert max(rates) == pytest.approx(0.1)
        assert rates[0] == 0
        assert rates[:80] == sorted(rates[:80])
    assert warm_up_cosine(1, 0.1) == pytest.approx(0)
    assert warm_up_steps(0.5, 0.1) == 0.1
    assert warm_up_steps(0.95, 0.1) == pytest.approx(0.01)


def test_the_published_schedule_overshoots() -> None:
    rates = [overshooting_steps(epoch, 600, 0.1) for epoch in range(600)]
    assert rates[0] == pytest.approx(0.1 / 50)
    assert max(rates) == rates[99] == pytest.approx(0.2)
    assert rates[100] == rates[549] == 0.1
    assert rates[550] == pytest.approx(0.01)
