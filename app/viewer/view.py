"""The 3D view: shows a recording and answers the mouse. Knows nothing of documents."""

from collections.abc import Sequence
from copy import copy
from typing import Literal

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.viewer.fallback import PainterView
from app.viewer.focus_ring import FocusRing
from app.viewer.renderer import Renderer
from app.viewer.scene import Scene
from app.viewer.state import ViewState
from app.viewer.surface import wanted_renderer
from app.viewer.theme import ViewTheme, linear
from core.recording import Recording

ORBIT = 0.0075
"""Radians per pixel."""
WHEEL_NOTCH = 120


class SkeletonView(QOpenGLWidget):
    """Shows a state by OpenGL; reports once if it cannot."""

    renderer_found = Signal(str)
    failed = Signal(str)

    def __init__(self, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._state = state
        self._renderer: Renderer | None = None
        self._broken = False

    def initializeGL(self) -> None:
        # Again, in a new context, when a dock that holds the view becomes a window of its own.
        self.context().aboutToBeDestroyed.connect(self._release)
        try:
            self._renderer = Renderer()
        except Exception as error:
            self._fail(error)
        else:
            self.renderer_found.emit(self._renderer.text)

    def paintGL(self) -> None:
        if self._renderer is None or self._broken:
            return
        scale = self.devicePixelRatio()
        width, height = round(self.width() * scale), round(self.height() * scale)
        try:
            self._renderer.draw(self._state.shot(), width, height, scale)
        except Exception as error:
            self._fail(error)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._check_context)

    def _check_context(self) -> None:
        if self.isVisible() and not self.isValid():
            self._fail(RuntimeError("no OpenGL context"))

    def _fail(self, error: Exception) -> None:
        if not self._broken:
            self._broken = True
            self.failed.emit(str(error))

    def _release(self) -> None:
        if self._renderer is not None:
            self.makeCurrent()
            self._renderer.release()
            self._renderer = None
            self.doneCurrent()


class Viewer(QWidget):
    """The 3D view as the window knows it; paints with OpenGL or, failing that, with QPainter."""

    renderer_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("3D view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.renderer_text = ""
        self.failure = ""
        """Why there is no OpenGL, for people who ask."""
        self._state = ViewState(aspect=1.5)
        self._pressed_at = QPointF()
        QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)
        self.ring = FocusRing(self)
        if wanted_renderer() == "painter":
            self._use_painter("asked for by the environment")
        else:
            self._use_opengl()

    def sizeHint(self) -> QSize:
        return QSize(960, 600)

    def set_recording(
        self, recording: Recording | None, made_up: npt.NDArray[np.bool_] | None = None
    ) -> None:
        """Show a recording from its first frame, or nothing but the ground.

        Parameters
        ----------
        made_up
            ``(n_joints,)``: joints to draw hollow.
        """
        self._state.open(Scene.of(recording, made_up) if recording else None)
        self._canvas.update()

    def set_frame(self, frame: int) -> None:
        """Show a frame; one outside the recording shows its nearest end."""
        self._state.seek(frame)
        self._canvas.update()

    def set_body_colours(self, colours: Sequence[QColor | None]) -> None:
        """Colour bodies in order; None, or no entry, leaves a body neutral."""
        self._state.colours = [None if c is None else linear(c.name()) for c in colours]
        self._canvas.update()

    def set_theme(self, theme: ViewTheme) -> None:
        self._state.theme = theme
        self._canvas.update()

    def look_from(self, side: Literal["front", "side", "top"]) -> None:
        self._state.look_from(side)
        self._canvas.update()

    def toggle_orthographic(self) -> None:
        self._state.toggle_orthographic()
        self._canvas.update()

    def toggle_follow(self) -> None:
        self._state.toggle_follow()
        self._canvas.update()

    def toggle_ground(self) -> None:
        self._state.ground = not self._state.ground
        self._canvas.update()

    def set_trail(self, joint: str) -> None:
        """Show where a joint was and will be, by its name; an empty one shows none."""
        self._state.trail = joint
        self._canvas.update()

    def frame_all(self) -> None:
        """Fill the picture with the bodies of the whole recording."""
        self._state.frame_all()
        self._canvas.update()

    def project(self, positions: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """``(..., 2)`` logical pixels at which ``(..., 3)`` positions show; NaN behind the eye."""
        return self._state.camera.project(positions, self.width(), self.height())

    @property
    def uses_opengl(self) -> bool:
        return isinstance(self._canvas, SkeletonView)

    def snapshot(self) -> ViewState:
        """A copy of what is shown, which nothing that happens here changes."""
        return copy(self._state)

    def grab_picture(self) -> QImage:
        """What is shown, in device pixels, without what other widgets put on top."""
        if isinstance(self._canvas, SkeletonView):
            return self._canvas.grabFramebuffer()
        return self._canvas.grab().toImage()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._state.resize(max(self.width(), 1) / max(self.height(), 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = event.position() - self._pressed_at
        self._pressed_at = event.position()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        left = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if event.buttons() & Qt.MouseButton.MiddleButton or (left and shift):
            self._pan(moved)
        elif left:
            self._state.camera = self._state.camera.orbited(-ORBIT * moved.x(), ORBIT * moved.y())
        self._canvas.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        camera = self._state.camera
        scale = camera.metres_per_pixel(self.height())
        from_middle = event.position() - QPointF(self.width() / 2, self.height() / 2)
        self._state.camera = camera.zoomed(
            event.angleDelta().y() / WHEEL_NOTCH,
            scale * from_middle.x(),
            -scale * from_middle.y(),
        )
        self._canvas.update()
        event.accept()

    def _pan(self, moved: QPointF) -> None:
        scale = self._state.camera.metres_per_pixel(self.height())
        self._state.camera = self._state.camera.panned(-scale * moved.x(), scale * moved.y())

    def _use_opengl(self) -> None:
        canvas = SkeletonView(self._state, self)
        canvas.renderer_found.connect(self._announce)
        # Queued: a canvas must not be replaced while it paints.
        canvas.failed.connect(self._use_painter, Qt.ConnectionType.QueuedConnection)
        self._put(canvas)

    def _use_painter(self, reason: str) -> None:
        self.failure = reason
        self._put(PainterView(self._state, self))
        self._announce(PainterView.TEXT)

    def _put(self, canvas: QWidget) -> None:
        layout = self.layout()
        assert layout is not None
        while (old := layout.takeAt(0)) is not None and (widget := old.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        self._canvas = canvas
        layout.addWidget(canvas)

    def _announce(self, text: str) -> None:
        self.renderer_text = text
        self.renderer_changed.emit(text)
