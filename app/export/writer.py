"""Writes moving pictures by Pillow. Knows nothing of what they show."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.export.clip import Clip
from core.atomic import replacing
from core.errors import FormatError
from core.progress import Progress, Steps

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 800_000_000
"""Pillow wants all pictures of a clip at once; more than this would hurt small machines."""


@dataclass(frozen=True)
class ClipFormat:
    """A kind of file.

    Parameters
    ----------
    text
        What to say of it.
    tick_ms
        Milliseconds in which it counts how long pictures are shown.
    mode, bytes_per_pixel
        How pictures are kept until they are written, in Pillow's terms.
    options
        What Pillow is told to write it.
    """

    suffix: str
    text: str
    tick_ms: int
    mode: str
    bytes_per_pixel: int
    options: dict[str, Any]

    def fits(self, clip: Clip) -> bool:
        """Whether a clip can be written without taking more memory than `MOST_BYTES`."""
        pixels = clip.width * clip.height * len(clip.frames)
        return pixels * self.bytes_per_pixel <= MOST_BYTES


FORMATS = (
    ClipFormat(".gif", "GIF, plays anywhere", 10, "P", 1, {"disposal": 1, "optimize": False}),
    ClipFormat(".webp", "WebP, smaller and all colours", 1, "RGB", 4, {"quality": 85, "method": 2}),
)


def format_of(path: Path) -> ClipFormat:
    """The format that a suffix stands for.

    Raises
    ------
    FormatError
        If it stands for none.
    """
    for one in FORMATS:
        if one.suffix == path.suffix.lower():
            return one
    known = " or ".join(one.suffix for one in FORMATS)
    raise FormatError(path, "", f"is no clip: its name has to end in {known}")


def kept(picture: "Image", kind: ClipFormat) -> "Image":
    """A picture as it is kept until it is written."""
    if kind.mode != "P":
        return picture
    from PIL.Image import Dither, Quantize

    # Dithering would make still parts flicker.
    return picture.quantize(256, Quantize.MEDIANCUT, dither=Dither.NONE)


def writing(path: Path, pictures: "Sequence[Image]", clip: Clip) -> Steps[None]:
    """Write the pictures of a clip; the file appears whole or not at all.

    Raises
    ------
    FormatError
        If it cannot be written.
    """
    kind, (first, *rest) = format_of(path), pictures
    with replacing(path) as temporary:
        first.save(
            temporary,
            save_all=True,
            append_images=rest,
            duration=clip.durations(kind.tick_ms),
            loop=0,
            **kind.options,
        )
        # Here it can still be cancelled.
        yield Progress(1, 1)
