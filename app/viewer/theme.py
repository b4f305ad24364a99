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
    contrast: float
    """How dark shadows are, 0 to 1: a bright floor shows them sooner."""


DARK = ViewTheme("#15171c", "#262a32", "#59616f", "#c3c9d4", 0.85)
LIGHT = ViewTheme("#f1f3f6", "#ffffff", "#b3bac6", "#78818f", 0.42)


def linear(colour: str) -> npt.NDArray[np.float32]:
    """``(3,)``: the amounts of red, green and blue light behind an sRGB ``#rrggbb``."""
    shown = np.frombuffer(bytes.fromhex(colour.lstrip("#")), dtype=np.uint8) / 255
    light = np.where(shown > 0.04045, ((shown + 0.055) / 1.055) ** 2.4, shown / 12.92)
    return light.astype(np.float32)
