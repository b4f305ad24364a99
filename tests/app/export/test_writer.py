"""What is written is read back: pictures, size, colours, time."""

from pathlib import Path

import pytest
from PIL import Image, ImageSequence

from app.export.clip import Clip
from app.export.writer import FORMATS, ClipFormat, format_of, kept, writing
from core.errors import FormatError
from core.progress import finish

CLIP = Clip(100, 112, 24.0, 40, 30)
COLOURS = [(20 * number, 255 - 20 * number, 128) for number in range(12)]


def pictures(kind: ClipFormat) -> list[Image.Image]:
    return [kept(Image.new("RGB", (40, 30), colour), kind) for colour in COLOURS]


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.suffix)
def test_it_is_read_back(kind: ClipFormat, tmp_path: Path) -> None:
    path = tmp_path / f"a clip{kind.suffix}"
    finish(writing(path, pictures(kind), CLIP))
    with Image.open(path) as clip:
        assert (clip.n_frames, clip.size, clip.info["loop"]) == (12, (40, 30), 0)
        shown = [(f.convert("RGB").getpixel((20, 15)), f.info["duration"]) for f in _frames(clip)]
    assert sum(duration for _, duration in shown) == 500
    for (seen, _), wanted in zip(shown, COLOURS, strict=True):
        assert max(abs(a - b) for a, b in zip(seen, wanted, strict=True)) <= 8
    assert list(tmp_path.iterdir()) == [path]


def _frames(clip: Image.Image) -> list[Image.Image]:
    return [frame.copy() for frame in ImageSequence.Iterator(clip)]


def test_cancelled_at_the_last_moment_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "clip.gif"
    path.write_bytes(b"what was there")
    steps = writing(path, pictures(FORMATS[0]), CLIP)
    next(steps)
    steps.close()
    assert path.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [path]


def test_other_suffixes_are_named() -> None:
    with pytest.raises(FormatError, match=r"\.gif or \.webp"):
        format_of(Path("clip.mp4"))
    assert format_of(Path("CLIP.GIF")).suffix == ".gif"


def test_what_takes_too_much_memory_does_not_fit() -> None:
    assert FORMATS[0].fits(Clip(0, 600, 30.0, 1280, 720))
    assert not FORMATS[0].fits(Clip(0, 1000, 30.0, 1280, 720))
