"""Makes a clip of a view, step by step. Runs beside the window; what it works on is its own."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.export.clip import Clip
from app.export.offscreen import Offscreen
from app.export.writer import format_of, kept, writing
from app.viewer.shapes import Floats
from app.viewer.state import ViewState
from core.progress import Progress, Steps

if TYPE_CHECKING:
    from PIL.Image import Image

Colours = Callable[[int], list[Floats | None]]
"""Frame → linear colour of each body, or None for a neutral one."""


def filming(
    path: Path, clip: Clip, state: ViewState, colours: Colours, offscreen: Offscreen
) -> Steps[Path]:
    """Draw each picture of a clip and write them to a file, which is returned.

    Parameters
    ----------
    state
        A view of nobody else's.

    Raises
    ------
    FormatError
        If the file cannot be written.
    """
    kind, pictures = format_of(path), []
    state.resize(clip.width / clip.height)
    with offscreen:
        for number, frame in enumerate(clip.frames):
            yield Progress(number, len(clip.frames), "drawing")
            state.seek(frame)
            state.colours = colours(frame)
            image = offscreen.draw(state.shot(), clip.width, clip.height)
            pictures.append(kept(as_pillow(image), kind))
    yield Progress(len(clip.frames), len(clip.frames), "writing")
    yield from writing(path, pictures, clip)
    return path


def as_pillow(image: QImage) -> "Image":
    """The same picture for Pillow, opaque."""
    from PIL import Image

    rgb = image.convertToFormat(QImage.Format.Format_RGBX8888)
    size = rgb.width(), rgb.height()
    return Image.frombuffer("RGBX", size, bytes(rgb.constBits()), "raw", "RGBX", 0, 1).convert(
        "RGB"
    )
