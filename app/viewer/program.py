"""OpenGL programs made from files in ``resources/shaders``. Knows nothing of what they draw."""

from functools import cached_property
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from OpenGL import GL

VERSION = "#version 330 core"

Value = bool | int | float | npt.ArrayLike


class Program:
    """A linked program; needs a current context for everything that it does.

    Parameters
    ----------
    vertex, fragment
        Names of the files whose texts are joined to make each shader.
    **constants
        What the shaders find defined under these names.

    Raises
    ------
    RuntimeError
        With the driver's message, if it does not take a shader.
    """

    def __init__(
        self, vertex: tuple[str, ...], fragment: tuple[str, ...], **constants: int
    ) -> None:
        self._name = GL.glCreateProgram()
        shaders = (
            _compiled(GL.GL_VERTEX_SHADER, vertex, constants),
            _compiled(GL.GL_FRAGMENT_SHADER, fragment, constants),
        )
        for shader in shaders:
            GL.glAttachShader(self._name, shader)
        GL.glLinkProgram(self._name)
        for shader in shaders:
            GL.glDeleteShader(shader)
        if not GL.glGetProgramiv(self._name, GL.GL_LINK_STATUS):
            raise RuntimeError(f"shaders do not link: {_text(GL.glGetProgramInfoLog(self._name))}")

    def use(self, **uniforms: Value) -> None:
        """Make it current and set those of the uniforms that it has."""
        GL.glUseProgram(self._name)
        for name in self._places.keys() & uniforms.keys():
            self._set(self._places[name], uniforms[name])

    def release(self) -> None:
        GL.glDeleteProgram(self._name)

    @cached_property
    def _places(self) -> dict[str, int]:
        count = GL.glGetProgramiv(self._name, GL.GL_ACTIVE_UNIFORMS)
        names = (_text(GL.glGetActiveUniform(self._name, index)[0]) for index in range(count))
        return {name: GL.glGetUniformLocation(self._name, name) for name in names}

    @staticmethod
    def _set(place: int, value: Value) -> None:
        if isinstance(value, (bool, int)):
            GL.glUniform1i(place, value)
            return
        numbers = np.asarray(value, dtype=np.float32)
        match numbers.shape:
            case ():
                GL.glUniform1f(place, float(numbers))
            case (2,):
                GL.glUniform2f(place, *numbers.tolist())
            case (3,):
                GL.glUniform3f(place, *numbers.tolist())
            case (4, 4):
                # numpy stores rows, OpenGL columns.
                GL.glUniformMatrix4fv(place, 1, GL.GL_TRUE, numbers)
            case shape:
                raise ValueError(f"no uniform has shape {shape}")


def _compiled(kind: int, names: tuple[str, ...], constants: dict[str, int]) -> int:
    folder = files("resources") / "shaders"
    texts = [VERSION, *(f"#define {name} {value}" for name, value in constants.items())]
    texts += [(folder / name).read_text(encoding="utf-8") for name in names]
    shader: int = GL.glCreateShader(kind)
    GL.glShaderSource(shader, "\n".join(texts))
    GL.glCompileShader(shader)
    if not GL.glGetShaderiv(shader, GL.GL_COMPILE_STATUS):
        log = _text(GL.glGetShaderInfoLog(shader))
        GL.glDeleteShader(shader)
        raise RuntimeError(f"{names[-1]} does not compile: {log}")
    return shader


def _text(message: bytes | str) -> str:
    return (message.decode(errors="replace") if isinstance(message, bytes) else message).strip()


def driver_text(name: int) -> str:
    """What the driver says of itself, such as ``GL_RENDERER``."""
    return _text(GL.glGetString(name) or b"?")
