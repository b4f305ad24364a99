"""Pictures of many bars at once, by numpy. Knows pixels and colours; no painter, no frames.

One call of a painter per segment takes 10 to 30 µs, so a screen of thousands would freeze; here a
lane costs a millisecond or two however many segments it has.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Pixels = npt.NDArray[np.uint32]
"""``(height, width)``: ``0xAARRGGBB``, premultiplied."""

FAINT = 0.25
"""Opacity of a soft edge where it ends."""
_GAP_FROM = 4.0
"""Bars wider than this end a pixel early, so that a hairline of the bed parts neighbours."""
_SLACK = 1e-6
"""By which rounding may make a bar of one column shorter."""
_SOFT_FROM = 4.0
"""Bars narrower than this have hard edges: of a soft one nothing would be left."""
_HATCH_PERIOD, _HATCH_WIDTH = 6.0, 1.6


@dataclass(frozen=True, eq=False)
class Bars:
    """Bars in order, none overlapping the next; all lengths in device pixels.

    Parameters
    ----------
    left, right
        ``(n,)``: where each begins and ends; may be outside the picture.
    inks
        ``(n, 3)``: red, green, blue, 0 to 255.
    unsure
        ``(n,)`` bool: which are hatched.
    soft
        ``(n, 2)``: over how much of it each edge fades; None for edges that are all hard.
    """

    left: Floats
    right: Floats
    inks: Floats
    unsure: npt.NDArray[np.bool_]
    soft: Floats | None = None

    def __len__(self) -> int:
        return len(self.left)

    def parted(self, ratio: float) -> "Bars":
        """With a hairline of a logical pixel, ``ratio`` device pixels, after each wide bar."""
        gap = np.where(self.right - self.left > _GAP_FROM * ratio, ratio, 0.0)
        return Bars(self.left, self.right - gap, self.inks, self.unsure, self.soft)


def row_of(bars: Bars, width: int) -> Floats:
    """``(width, 4)``: red, green, blue, 0 to 255, and opacity, 0 to 1, of each column.

    A bar covers exactly what it covers of a column. One that is narrower than a column fills that
    in which its middle is, and of several such the longest wins: nothing that is there vanishes.
    """
    row = np.zeros((width, 4))
    lengths = bars.right - bars.left
    specks = lengths < 1 - _SLACK
    if not specks.all():
        _fill_exactly(row, bars, np.flatnonzero(~specks))
    middle = np.floor((bars.left + bars.right) / 2)
    seen = np.flatnonzero(specks & (middle >= 0) & (middle < width))
    # Of several values for one place, numpy keeps the last; numbers of 16 bits are sorted fastest.
    longest_last = np.argsort((lengths[seen] * 65535).astype(np.uint16), kind="stable")
    columns = middle[seen[longest_last]].astype(np.intp)
    row[columns, :3] = bars.inks[seen[longest_last]]
    row[columns, 3] = 1
    return row


def picture_of(
    bars: Bars, width: int, height: int, hatch: Floats, radius: float = 0.0, ratio: float = 1.0
) -> Pixels:
    """Bars with round corners and soft edges, those that are unsure hatched in a colour ``(3,)``.

    Parameters
    ----------
    radius
        Of the corners, in device pixels.
    ratio
        Device pixels per logical pixel: what the hatching is drawn to.
    """
    row = row_of(bars, width)
    number, inside, outside = _owners(bars, width)
    if bars.soft is not None and len(bars):
        row[:, 3] *= np.where(outside, 1.0, _fading(bars, bars.soft, number, inside))
    pixels = np.repeat(_packed(row)[np.newaxis], height, axis=0)
    hatched = ~outside & bars.unsure[number] if len(bars) else outside & False
    if hatched.any():
        _hatch(pixels, row, hatched, ratio, hatch)
    if len(bars):
        _round_corners(pixels, bars, number, outside, inside, radius)
    return pixels


def _fill_exactly(row: Floats, bars: Bars, wide: npt.NDArray[np.intp]) -> None:
    """The mean over each column is the difference of an integral at its edges."""
    width = len(row)
    ends = np.stack((bars.left[wide], bars.right[wide]), axis=1).clip(0, width)
    amounts = np.concatenate((bars.inks[wide], np.ones((len(wide), 1))), axis=1)
    added = np.zeros((len(wide), 2, 4))
    added[:, 1] = (ends[:, 1] - ends[:, 0])[:, np.newaxis] * amounts
    integral = added.reshape(-1, 4).cumsum(axis=0)
    edges = np.arange(width + 1)
    for channel in range(4):
        row[:, channel] = np.diff(np.interp(edges, ends.ravel(), integral[:, channel], left=0.0))
    row[:, :3] /= np.maximum(row[:, 3:], 1e-9)
    row[:, 3] = row[:, 3].clip(0, 1)


def _owners(bars: Bars, width: int) -> tuple[npt.NDArray[np.intp], Floats, npt.NDArray[np.bool_]]:
    """Per column: the first bar in it, ``(width, 2)`` how deep its middle is in from either end of
    that bar, and whether there is none."""
    columns = np.arange(width)
    if not len(bars):
        return np.zeros(width, np.intp), np.zeros((width, 2)), np.ones(width, bool)
    number = np.searchsorted(bars.right, columns, side="right").clip(0, len(bars) - 1)
    left, right = bars.left[number], bars.right[number]
    outside = (left >= columns + 1) | (right <= columns)
    inside = np.stack((columns + 0.5 - left, right - columns - 0.5), axis=1)
    return number, inside.clip(0, None), outside


def _fading(bars: Bars, soft: Floats, number: npt.NDArray[np.intp], inside: Floats) -> Floats:
    half = (bars.right - bars.left)[number, np.newaxis] / 2
    reach = np.where(half < _SOFT_FROM / 2, 0.0, np.minimum(soft[number], half))
    share = np.where(reach > 0, inside / np.maximum(reach, 1e-9), 1.0).clip(0, 1)
    opacity: Floats = FAINT + (1 - FAINT) * share.min(axis=1)
    return opacity


def _hatch(
    pixels: Pixels, row: Floats, hatched: npt.NDArray[np.bool_], ratio: float, colour: Floats
) -> None:
    """Slanting lines: each row is the same lines as the one above, a pixel further left."""
    height, width = pixels.shape
    period = max(round(_HATCH_PERIOD * ratio), 2)
    away = np.abs(np.arange(period) - period / 2 + 0.5)
    line = (_HATCH_WIDTH * ratio / 2 + 0.5 - away).clip(0, 1)[:, np.newaxis, np.newaxis]
    phases = np.empty((period, width, 4))
    phases[..., :3] = (1 - line) * row[:, :3] + line * colour
    phases[..., 3] = row[:, 3]
    packed = _packed(phases)
    x, y = np.arange(width), np.arange(height)[:, np.newaxis]
    pixels[:, hatched] = packed[(x + y) % period, x][:, hatched]


def _round_corners(
    pixels: Pixels,
    bars: Bars,
    number: npt.NDArray[np.intp],
    outside: npt.NDArray[np.bool_],
    inside: Floats,
    radius: float,
) -> None:
    height = len(pixels)
    radii = np.minimum(radius, (bars.right - bars.left)[number] / 2)
    radii = np.where(outside | (radii < 1), 0.0, np.minimum(radii, height / 2))
    across = (radii - inside.min(axis=1)).clip(0, None)
    for y in range(min(int(np.ceil(radius)), height // 2)):
        down = (radii - y - 0.5).clip(0, None)
        share = (radii + 0.5 - np.hypot(across, down)).clip(0, 1)
        share[(across == 0) | (down == 0)] = 1
        for line in (y, height - 1 - y):
            pixels[line] = _thinned(pixels[line], share)


def _thinned(line: Pixels, share: Floats) -> Pixels:
    """Premultiplied pixels at a share of their opacity."""
    channels = line.view(np.uint8).reshape(-1, 4) * share[:, np.newaxis]
    thinned: Pixels = np.rint(channels).astype(np.uint8).view(np.uint32).ravel()
    return thinned


def _packed(colours: Floats) -> Pixels:
    """``(..., 4)`` red, green, blue, opacity as premultiplied pixels."""
    alpha = colours[..., 3:].clip(0, 1)
    values = np.rint(np.concatenate((colours[..., :3] * alpha, 255 * alpha), axis=-1))
    red, green, blue, opaque = np.moveaxis(values.astype(np.uint32), -1, 0)
    pixels: Pixels = opaque << 24 | red << 16 | green << 8 | blue
    return pixels
