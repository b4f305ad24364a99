import pytest

from tests.app.opening import Opened


@pytest.fixture
def opened(qapp: object) -> Opened:
    return Opened()
