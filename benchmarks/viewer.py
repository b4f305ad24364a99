"""How long the 3D view takes to paint a frame at 1280x720, on the OpenGL of this machine.

    python benchmarks/viewer.py     # without a screen: xvfb-run -a -s "-screen 0 1920x1200x24" ...

Medians in milliseconds. ``shot`` is Python working out what to draw, ``commands`` Python and driver
until OpenGL has been told (a driver without a graphics card already draws the shadow maps here),
``finish`` what OpenGL then needs, ``repaint`` a whole turn of the event loop with all that Qt and
the window system add, ``CPU`` the time that it takes of all cores, which others on the machine
hardly change. The painter, for where there is no OpenGL, paints the same shots into a picture.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np
from OpenGL import GL
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.viewer.fallback import paint
from app.viewer.renderer import Renderer
from app.viewer.surface import use_default_format
from app.viewer.view import SkeletonView, Viewer
from core.recording import Recording
from core.skeleton import KINECT2
from tests.app.viewer.people import moved, pose

WIDTH, HEIGHT = 1280, 720
REPEATS = 120
N_FRAMES = 300

Paint = Callable[[int], object]


def main() -> None:
    use_default_format()
    application = QApplication([])
    print(f"{'':18}{'shot':>9}{'commands':>9}{'finish':>9}{'repaint':>9}{'CPU':>9}")
    for n_bodies in (2, 6):
        viewer = _opened(application, n_bodies)

        def repaint(frame: int, viewer: Viewer = viewer) -> None:
            viewer.set_frame(frame)
            application.processEvents()

        opengl = (*_split(viewer), *_medians(repaint))
        _print_row(f"{n_bodies} bodies, OpenGL", opengl)
        shot, painter = opengl[0], _medians(_painting(viewer))
        _print_row(f"{n_bodies} bodies, painter", (shot, None, painter[0] - shot, None, painter[1]))
        ratio = sum(opengl[:3]) / painter[0]
        print(f"{'':18}OpenGL needs {ratio:.1f} times as long as the painter, without Qt's part")
        viewer.close()
    print(viewer.renderer_text)


def _print_row(name: str, values: Iterable[float | None]) -> None:
    cells = (f"{'-':>9}" if value is None else f"{value:9.2f}" for value in values)
    print(f"{name:18}{''.join(cells)}")


def _opened(application: QApplication, n_bodies: int) -> Viewer:
    viewer = Viewer()
    viewer.resize(WIDTH, HEIGHT)
    viewer.show()
    while not (viewer.renderer_text and viewer.windowHandle().isExposed()):
        application.processEvents()
    viewer.set_recording(_crowd(n_bodies))
    for _ in range(10):
        application.processEvents()
    return viewer


def _crowd(n_bodies: int) -> Recording:
    """Bodies that sway, side by side, like people who wait."""
    rest = np.stack([moved(pose(), 0.9 * body, 0.4 * (body % 2)) for body in range(n_bodies)])
    sway = 0.1 * np.sin(np.linspace(0, 12, N_FRAMES))[:, np.newaxis, np.newaxis, np.newaxis]
    return Recording.measured((rest + sway).astype(np.float32), KINECT2, 30)


def _split(viewer: Viewer) -> tuple[float, float, float]:
    """Making the shot, telling OpenGL, and waiting for it."""
    canvas, state = viewer.findChild(SkeletonView), viewer._state
    canvas.makeCurrent()
    renderer = Renderer()
    times = []
    for frame in range(REPEATS):
        state.seek(frame)
        start = perf_counter()
        shot = state.shot()
        made = perf_counter()
        renderer.draw(shot, WIDTH, HEIGHT, 1.0)
        told = perf_counter()
        GL.glFinish()
        times.append((made - start, told - made, perf_counter() - told))
    renderer.release()
    canvas.doneCurrent()
    made, told, finished = (1000 * median(column) for column in zip(*times, strict=True))
    return made, told, finished


def _painting(viewer: Viewer) -> Paint:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)

    def painted(frame: int) -> None:
        viewer._state.seek(frame)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, viewer._state.shot(), WIDTH, HEIGHT)
        painter.end()

    return painted


def _medians(paint_frame: Paint) -> tuple[float, float]:
    """Milliseconds a frame: on the clock, and of all cores together."""
    clock, cores = [], []
    for frame in range(REPEATS):
        start, busy = perf_counter(), process_time()
        paint_frame(frame)
        clock.append(perf_counter() - start)
        cores.append(process_time() - busy)
    return 1000 * median(clock), 1000 * median(cores)


if __name__ == "__main__":
    main()
