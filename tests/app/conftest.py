"""Tests of the window: the program's surface format, and no widget left behind."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.viewer.surface import use_default_format


@pytest.fixture(scope="session", autouse=True)
def _surface_format() -> None:
    use_default_format()


@pytest.fixture(autouse=True)
def _no_leaked_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a top-level widget alive after its own clean-up."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    before = set(QApplication.topLevelWidgets())
    yield
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [w for w in QApplication.topLevelWidgets() if w not in before]
    assert not left, f"this test left windows behind: {left}"
