import pytest

from training.schedule import one_cycle


@pytest.mark.parametrize(
    ("done", "rate"), [(0, 0.04), (0.125, 0.52), (0.25, 1), (0.625, 0.5), (1, 0), (1.1, 0)]
)
def test_one_cycle(done: float, rate: float) -> None:
    assert one_cycle(done, 1.0) == pytest.approx(rate)
