"""Draws shots of any size into pictures that nobody sees on a screen."""

from types import TracebackType
from typing import Self

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QOffscreenSurface, QOpenGLContext, QPainter
from PySide6.QtOpenGL import QOpenGLFramebufferObject

from app.viewer.fallback import paint
from app.viewer.renderer import Renderer
from app.viewer.shot import Shot


class Offscreen:
    """Draws with OpenGL as the 3D view does or, failing that, with QPainter.

    To be made in the thread of the window, where surfaces come from, and then used, as a context
    manager, in any one thread.

    Parameters
    ----------
    opengl
        Whether to try OpenGL: if the view itself could not, there is no point.
    """

    def __init__(self, opengl: bool) -> None:
        self._surface = QOffscreenSurface() if opengl else None
        self._context: QOpenGLContext | None = None
        self._renderer: Renderer | None = None
        if self._surface is not None:
            self._surface.create()

    def __enter__(self) -> Self:
        if self._surface is not None:
            context = QOpenGLContext()
            if context.create() and context.makeCurrent(self._surface):
                self._context, self._renderer = context, Renderer()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._renderer is not None:
            self._renderer.release()
        if self._context is not None:
            self._context.doneCurrent()
        self._renderer = self._context = None

    def draw(self, shot: Shot, width: int, height: int) -> QImage:
        """A picture of so many pixels; lines are as wide as in a view 720 pixels high."""
        if self._renderer is None:
            return _painted(shot, width, height)
        buffer = QOpenGLFramebufferObject(
            QSize(width, height), QOpenGLFramebufferObject.Attachment.CombinedDepthStencil
        )
        buffer.bind()
        self._renderer.draw(shot, width, height, max(height / 720, 1.0))
        image = buffer.toImage()
        buffer.release()
        return image


def _painted(shot: Shot, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, shot, width, height)
    painter.end()
    return image
