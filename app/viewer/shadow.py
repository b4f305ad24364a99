"""Maps of how much light bodies take from the ground, seen from above. Knows nothing of cameras."""

from OpenGL import GL

from app.viewer.program import Program, Value


class ShadowMap:
    """One light's shadow as a square texture; needs its context to be current.

    Parameters
    ----------
    resolution
        Texels along a side.
    equation
        How the shadows of bones come together: ``GL_MAX`` where one hides the light as well as two,
        ``GL_FUNC_ADD`` where each takes another part of the sky.
    """

    def __init__(self, resolution: int, equation: int) -> None:
        self._resolution, self._equation = resolution, equation
        self.texture = GL.glGenTextures(1)
        GL.glBindTexture(GL.GL_TEXTURE_2D, self.texture)
        GL.glTexImage2D(
            GL.GL_TEXTURE_2D, 0, GL.GL_R16F, resolution, resolution, 0, GL.GL_RED, GL.GL_FLOAT, None
        )
        for name, value in (
            (GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR),
            (GL.GL_TEXTURE_MAG_FILTER, GL.GL_LINEAR),
            # Beyond the map there is no shadow: the border is black.
            (GL.GL_TEXTURE_WRAP_S, GL.GL_CLAMP_TO_BORDER),
            (GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_BORDER),
        ):
            GL.glTexParameteri(GL.GL_TEXTURE_2D, name, value)
        before = GL.glGetIntegerv(GL.GL_DRAW_FRAMEBUFFER_BINDING)
        self._framebuffer = GL.glGenFramebuffers(1)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._framebuffer)
        GL.glFramebufferTexture2D(
            GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0, GL.GL_TEXTURE_2D, self.texture, 0
        )
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, before)

    def release(self) -> None:
        GL.glDeleteFramebuffers(1, [self._framebuffer])
        GL.glDeleteTextures(1, [self.texture])

    def draw(self, program: Program, n_shapes: int, **uniforms: Value) -> None:
        """Fill the map; leaves its framebuffer bound."""
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._framebuffer)
        GL.glViewport(0, 0, self._resolution, self._resolution)
        GL.glClearColor(0, 0, 0, 0)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        GL.glEnable(GL.GL_BLEND)
        GL.glBlendEquation(self._equation)
        GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE)
        program.use(**uniforms)
        GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, 4, n_shapes)
        GL.glBlendEquation(GL.GL_FUNC_ADD)
        GL.glDisable(GL.GL_BLEND)
