"""Draws a shot with OpenGL 3.3 core. Knows nothing of Qt, windows or recordings.

No vertex is ever uploaded: shaders make them from the shapes of the frame, which travel in one
small texture buffer.
"""

import numpy as np
from OpenGL import GL

from app.viewer.camera import NEAREST
from app.viewer.program import Program, Value, driver_text
from app.viewer.shadow import ShadowMap
from app.viewer.shot import Shot
from app.viewer.theme import linear

BOX_VERTICES, PATCH_VERTICES = 14, 4
INSIDE, HALO, SILHOUETTE = 0, 1, 2
"""Stages of the body's fragment shader."""
HALO_WIDTH = 2.5
"""Logical pixels by which a silhouette sets itself off from what is behind it."""
KEY_SOFTNESS, SKY_SOFTNESS = 0.1, 0.5
"""How much wider shadows get with each metre of height."""
SHAPES, KEY_SHADOW, SKY_SHADOW = 0, 1, 2
"""Texture units."""


class Renderer:
    """Programs and buffers in the context that was current when it was made.

    Every method needs that context to be current.
    """

    def __init__(self) -> None:
        self.text = describe_driver()
        self._inside, self._halo, self._silhouette = (
            Program(("body.vert.glsl",), ("light.glsl", "body.frag.glsl"), STAGE=stage)
            for stage in (INSIDE, HALO, SILHOUETTE)
        )
        self._floor = Program(("floor.vert.glsl",), ("light.glsl", "floor.frag.glsl"))
        self._shadow = Program(("shadow.vert.glsl",), ("shadow.frag.glsl",))
        self._key_shadow = ShadowMap(512, GL.GL_MAX)
        self._sky_shadow = ShadowMap(192, GL.GL_FUNC_ADD)
        self._array = GL.glGenVertexArrays(1)
        self._buffer = GL.glGenBuffers(1)
        self._texture = GL.glGenTextures(1)
        GL.glBindBuffer(GL.GL_TEXTURE_BUFFER, self._buffer)
        GL.glBindTexture(GL.GL_TEXTURE_BUFFER, self._texture)
        GL.glTexBuffer(GL.GL_TEXTURE_BUFFER, GL.GL_RGBA32F, self._buffer)

    def release(self) -> None:
        """Give everything back to OpenGL."""
        for program in (self._inside, self._halo, self._silhouette, self._floor, self._shadow):
            program.release()
        for shadow in (self._key_shadow, self._sky_shadow):
            shadow.release()
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
        target = GL.glGetIntegerv(GL.GL_DRAW_FRAMEBUFFER_BINDING)
        uniforms = _uniforms(shot, width, height, scale)
        self._upload(shot)
        GL.glDisable(GL.GL_DEPTH_TEST)
        GL.glDisable(GL.GL_CULL_FACE)
        if shot.ground is not None:
            self._draw_shadows(shot, uniforms)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, target)
        GL.glViewport(0, 0, width, height)
        _clear(shot.theme.background)
        if shot.ground is not None:
            self._draw_floor(uniforms)
        if len(shot.shapes):
            self._draw_bodies(shot, uniforms)

    def _upload(self, shot: Shot) -> None:
        GL.glBindVertexArray(self._array)
        GL.glBindBuffer(GL.GL_TEXTURE_BUFFER, self._buffer)
        GL.glBufferData(GL.GL_TEXTURE_BUFFER, shot.shapes.nbytes, shot.shapes, GL.GL_STREAM_DRAW)
        for unit, kind, texture in (
            (KEY_SHADOW, GL.GL_TEXTURE_2D, self._key_shadow.texture),
            (SKY_SHADOW, GL.GL_TEXTURE_2D, self._sky_shadow.texture),
            (SHAPES, GL.GL_TEXTURE_BUFFER, self._texture),
        ):
            GL.glActiveTexture(GL.GL_TEXTURE0 + unit)
            GL.glBindTexture(kind, texture)

    def _draw_shadows(self, shot: Shot, uniforms: dict[str, Value]) -> None:
        self._shadow.use(**uniforms)
        count = shot.n_solid
        self._key_shadow.draw(self._shadow, count, light=shot.key, softness=KEY_SOFTNESS)
        self._sky_shadow.draw(self._shadow, count, light=(0, 0, 1), softness=SKY_SOFTNESS)

    def _draw_floor(self, uniforms: dict[str, Value]) -> None:
        """First and without depth: noisy feet may sink into it but are never cut off."""
        GL.glEnable(GL.GL_DEPTH_CLAMP)
        self._floor.use(**uniforms)
        GL.glDrawArrays(GL.GL_TRIANGLE_STRIP, 0, PATCH_VERTICES)
        GL.glDisable(GL.GL_DEPTH_CLAMP)

    def _draw_bodies(self, shot: Shot, uniforms: dict[str, Value]) -> None:
        GL.glEnable(GL.GL_DEPTH_TEST)
        GL.glDepthFunc(GL.GL_LESS)
        # The far side of each box: still there when the eye is inside it.
        GL.glEnable(GL.GL_CULL_FACE)
        GL.glCullFace(GL.GL_FRONT)
        GL.glEnable(GL.GL_STENCIL_TEST)
        GL.glStencilOp(GL.GL_KEEP, GL.GL_KEEP, GL.GL_REPLACE)
        GL.glStencilFunc(GL.GL_ALWAYS, 1, 1)
        _draw_boxes(self._inside, shot, uniforms)
        GL.glDepthMask(False)
        GL.glEnable(GL.GL_BLEND)
        # The picture stays opaque, or the window behind it would shine through soft edges.
        GL.glBlendFuncSeparate(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA, GL.GL_ZERO, GL.GL_ONE)
        # Only over other shapes: a halo around feet would lift them off their shadow.
        GL.glStencilFunc(GL.GL_EQUAL, 1, 1)
        _draw_boxes(self._halo, shot, uniforms)
        GL.glDisable(GL.GL_STENCIL_TEST)
        _draw_boxes(self._silhouette, shot, uniforms)
        GL.glDisable(GL.GL_BLEND)
        GL.glDepthMask(True)


def _draw_boxes(program: Program, shot: Shot, uniforms: dict[str, Value]) -> None:
    program.use(**uniforms)
    GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, BOX_VERTICES, len(shot.shapes))


def describe_driver() -> str:
    """Such as ``"OpenGL 4.5 · llvmpipe"``."""
    version = driver_text(GL.GL_VERSION).split()[0]
    name = driver_text(GL.GL_RENDERER).split("/")[0].split(" (")[0]
    return f"OpenGL {'.'.join(version.split('.')[:2])} · {name}"


def _clear(background: str) -> None:
    red, green, blue = bytes.fromhex(background.lstrip("#"))
    GL.glClearColor(red / 255, green / 255, blue / 255, 1)
    GL.glDepthMask(True)
    GL.glClear(GL.GL_COLOR_BUFFER_BIT | GL.GL_DEPTH_BUFFER_BIT | GL.GL_STENCIL_BUFFER_BIT)


def _uniforms(shot: Shot, width: int, height: int, scale: float) -> dict[str, Value]:
    camera, theme = shot.camera, shot.theme
    eye_from_world = camera.view_matrix()
    clip_from_eye = camera.projection_matrix(width / max(height, 1), *_depths(shot))
    pixel = camera.metres_per_pixel(height)
    return {
        "shapes": SHAPES,
        "key_shadow": KEY_SHADOW,
        "sky_shadow": SKY_SHADOW,
        "eye_from_world": eye_from_world,
        "clip_from_eye": clip_from_eye,
        "clip_from_world": clip_from_eye @ eye_from_world,
        "orthographic": camera.orthographic,
        "pixel": pixel if camera.orthographic else pixel / camera.distance,
        "halo": HALO_WIDTH * scale,
        "middle": camera.distance,
        "apart": 0.04 * shot.size,
        "depth_cue": 2.0 * shot.size,
        "key": camera.axes @ shot.key,
        "up": camera.axes[:, 2],
        "ground": 0.0 if shot.ground is None else shot.ground,
        "pool": shot.pool,
        "radius": shot.pool_radius,
        "map_radius": shot.shadow_radius,
        "cell": shot.cell,
        "phase": shot.phase,
        "line": scale,
        "darkness": theme.shadows,
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
