"""The colours of the 3D view. Knows nothing of how they are lit."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class ViewTheme:
    """Colours by role, as ``#rrggbb``."""

    background: str
    floor: str
    """The ground where the light falls on it; it fades into the background."""
    grid: str
    body: str
    """A body that no class colours."""
    shadows: tuple[float, float]
    """How dark the shadows of key light and sky are: a bright floor shows them sooner."""


DARK = ViewTheme("#15171c", "#2a2e37", "#5d6574", "#ccd2dc", (0.8, 0.9))
LIGHT = ViewTheme("#f1f3f6", "#ffffff", "#a9b1be", "#78818f", (0.45, 0.42))


def linear(colour: str) -> npt.NDArray[np.float32]:
    """``(3,)``: red, green and blue light behind ``#rrggbb``, on the curve that the shaders use."""
    values = np.frombuffer(bytes.fromhex(colour.lstrip("#")), dtype=np.uint8) / 255
    return (values**2).astype(np.float32)


def shown(light: npt.NDArray[np.floating]) -> str:
    """The inverse of `linear`."""
    values = np.sqrt(np.clip(light, 0, 1))
    return f"#{np.rint(255 * values).astype(np.uint8).tobytes().hex()}"
