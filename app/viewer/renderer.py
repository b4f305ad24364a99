"""Draws a shot with OpenGL 3.3 core. Knows nothing of Qt, windows or recordings.

No vertex is ever uploaded: shaders make them from the shapes of the frame, which travel in one
small texture buffer.
"""

import numpy as np
from OpenGL import GL

from app.viewer.camera import NEAREST
from app.viewer.program import Program, Value, driver_text
from app.viewer.stage import Shot
from app.viewer.theme import linear

BOX_VERTICES, PATCH_VERTICES = 14, 4
HALO = 2.0
"""Pixels by which a silhouette sets itself off from what is behind it."""


class Renderer:
    """Programs and buffers in the context that was current when it was made.

    Every method needs that context to be current.
    """

    def __init__(self) -> None:
        self.text = describe_driver()
        self._body = Program(("body.vert.glsl",), ("light.glsl", "body.frag.glsl"))
        self._plane = Program(("plane.vert.glsl",), ("light.glsl", "floor.glsl", "plane.frag.glsl"))
        self._array = GL.glGenVertexArrays(1)
        self._buffer = GL.glGenBuffers(1)
        self._texture = GL.glGenTextures(1)
        GL.glBindBuffer(GL.GL_TEXTURE_BUFFER, self._buffer)
        GL.glBindTexture(GL.GL_TEXTURE_BUFFER, self._texture)
        GL.glTexBuffer(GL.GL_TEXTURE_BUFFER, GL.GL_RGBA32F, self._buffer)

    def release(self) -> None:
        """Give everything back to OpenGL."""
        self._body.release()
        self._plane.release()
        GL.glDeleteTextures(1, [self._texture])
        GL.glDeleteBuffers(1, [self._buffer])
        GL.glDeleteVertexArrays(1, [self._array])

    def draw(self, shot: Shot, width: int, height: int, scale: float) -> None:
        """Fill the current framebuffer.

        Parameters
        ----------
        width, height
            Of the framebuffer, in its own pixels.
        scale
            Its pixels per logical pixel.
        """
        self._clear(shot, width, height)
        self._upload(shot)
        uniforms = _uniforms(shot, width, height, scale)
        if shot.ground is not None:
            self._draw_ground(shot, uniforms)
        if len(shot.shapes):
            self._draw_bodies(shot, uniforms)

    def _clear(self, shot: Shot, width: int, height: int) -> None:
        GL.glViewport(0, 0, width, height)
        GL.glDepthMask(True)
        red, green, blue = bytes.fromhex(shot.theme.background[1:])
        GL.glClearColor(red / 255, green / 255, blue / 255, 1)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT | GL.GL_DEPTH_BUFFER_BIT)

    def _upload(self, shot: Shot) -> None:
        GL.glBindVertexArray(self._array)
        GL.glActiveTexture(GL.GL_TEXTURE0)
        GL.glBindTexture(GL.GL_TEXTURE_BUFFER, self._texture)
        GL.glBindBuffer(GL.GL_TEXTURE_BUFFER, self._buffer)
        GL.glBufferData(GL.GL_TEXTURE_BUFFER, shot.shapes.nbytes, shot.shapes, GL.GL_STREAM_DRAW)

    def _draw_ground(self, shot: Shot, uniforms: dict[str, Value]) -> None:
        """First and without depth: noisy feet may sink into it but are never cut off."""
        GL.glDisable(GL.GL_DEPTH_TEST)
        GL.glDisable(GL.GL_CULL_FACE)
        GL.glEnable(GL.GL_DEPTH_CLAMP)
        GL.glDisable(GL.GL_BLEND)
        self._plane.use(**uniforms, shadow=False)
        GL.glDrawArrays(GL.GL_TRIANGLE_STRIP, 0, PATCH_VERTICES)
        GL.glEnable(GL.GL_BLEND)
        GL.glBlendEquation(GL.GL_MIN)
        self._plane.use(shadow=True)
        GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, PATCH_VERTICES, len(shot.shapes))
        GL.glBlendEquation(GL.GL_FUNC_ADD)
        GL.glDisable(GL.GL_DEPTH_CLAMP)

    def _draw_bodies(self, shot: Shot, uniforms: dict[str, Value]) -> None:
        GL.glEnable(GL.GL_DEPTH_TEST)
        GL.glDepthFunc(GL.GL_LESS)
        # The far side of each box: still there when the eye is inside it.
        GL.glEnable(GL.GL_CULL_FACE)
        GL.glCullFace(GL.GL_FRONT)
        GL.glBlendFunc(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA)
        for silhouettes in (False, True):
            (GL.glEnable if silhouettes else GL.glDisable)(GL.GL_BLEND)
            GL.glDepthMask(not silhouettes)
            self._body.use(**uniforms, silhouettes=silhouettes)
            GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, BOX_VERTICES, len(shot.shapes))
        GL.glDepthMask(True)
        GL.glDisable(GL.GL_BLEND)


def describe_driver() -> str:
    """Such as ``"OpenGL 4.5 · llvmpipe"``."""
    version = driver_text(GL.GL_VERSION).split()[0]
    name = driver_text(GL.GL_RENDERER).split("/")[0].split(" (")[0]
    return f"OpenGL {'.'.join(version.split('.')[:2])} · {name}"


def _uniforms(shot: Shot, width: int, height: int, scale: float) -> dict[str, Value]:
    camera, theme = shot.camera, shot.theme
    eye_from_world = camera.view_matrix()
    clip_from_eye = camera.projection_matrix(width / max(height, 1), *_depths(shot))
    pixel = camera.metres_per_pixel(height)
    return {
        "shapes": 0,
        "eye_from_world": eye_from_world,
        "clip_from_eye": clip_from_eye,
        "clip_from_world": clip_from_eye @ eye_from_world,
        "orthographic": camera.orthographic,
        "pixel": pixel if camera.orthographic else pixel / camera.distance,
        "halo": HALO * scale,
        "middle": camera.distance,
        "depth_cue": 2.5 * shot.size,
        "key": camera.axes @ shot.key,
        "up": camera.axes[:, 2],
        "light": shot.key,
        "softness": 0.35,
        "darkness": shot.theme.contrast,
        "ground": 0.0 if shot.ground is None else shot.ground,
        "pool": shot.pool,
        "radius": shot.pool_radius,
        "cell": shot.cell,
        "phase": shot.phase,
        "line": scale,
        "background": linear(theme.background),
        "floor_colour": linear(theme.floor),
        "grid_colour": linear(theme.grid),
    }


def _depths(shot: Shot) -> tuple[float, float]:
    """Near and far planes close around the shapes: depth has only 24 bits."""
    camera = shot.camera
    ends = shot.shapes[:, (0, 1, 2, 4, 5, 6)].reshape(-1, 3)
    depths = -camera.to_eye(ends)[:, 2] if len(ends) else np.array((camera.distance,))
    near, far = float(depths.min()) - shot.size, float(depths.max()) + shot.size
    if not camera.orthographic:
        near = max(near, NEAREST * camera.distance)
    return near, max(far, near + shot.size)
