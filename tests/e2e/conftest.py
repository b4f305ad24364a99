"""A real window on a (virtual) display, and a real worker where a test asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.demo import Demo
from app.main_window import MainWindow
from app.settings import Settings
from tests.app.conftest import _no_leaked_windows, _surface_format

__all__ = ["_no_leaked_windows", "_surface_format"]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The main window, shown, with nothing open and no worker."""
    window = MainWindow(Settings(), open_demo=lambda: None)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()


@pytest.fixture
def demo(window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with a copy of the demo open."""
    copy = Demo()
    open_path(window, qtbot, copy.folder)
    yield window
    window.close()
    copy.remove()


@pytest.fixture
def predicted(demo: MainWindow, qtbot: QtBot) -> MainWindow:
    """The demo, predicted by the real worker."""
    with qtbot.waitSignal(demo.session.predicted, timeout=60_000):
        demo.session.start()
    return demo


def open_path(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    with qtbot.waitSignal(window.session.opened, timeout=10_000):
        window.session.open(path)


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def colour_at(image: QImage, x: float, y: float) -> QColor:
    """The colour at a logical pixel."""
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(x * ratio), round(y * ratio))
