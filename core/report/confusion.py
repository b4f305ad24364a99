"""Which label was taken for which: a drawing of the shares of the true frames."""

from collections.abc import Sequence

from core.report.markup import element, percent, svg, text

_SIDE, _GAP = 620.0, 8.0
_SMALLEST, _LARGEST = 12.0, 44.0
_READABLE = 30.0
"""Pixels from which on a cell has room for a figure."""
_LETTER = 6.6
"""About the width of a letter."""
_LEAST = 0.005
"""A share below which a cell is left empty: it would read as 0 %."""


def confusion_picture(counts: Sequence[Sequence[int]], labels: Sequence[str]) -> str:
    """Rows are true labels, columns what was predicted; every row adds up to one."""
    cell = min(max(_SIDE / len(labels), _SMALLEST), _LARGEST)
    names = _LETTER * max(map(len, labels)) + _GAP
    side = cell * len(labels)
    left, top = names + 20, names * 0.75 + 24
    drawn = [
        _cell(counts, labels, row, column, cell)
        for row in range(len(labels))
        for column in range(len(labels))
    ]
    return svg(
        left + side + names * 0.75,
        top + side + 4,
        element("g", *drawn, transform=f"translate({left:g} {top:g})"),
        *(_row_name(name, left, top + (n + 0.5) * cell) for n, name in enumerate(labels)),
        *(_column_name(name, left + (n + 0.5) * cell, top) for n, name in enumerate(labels)),
        element("text", "true", x=0, y=12, class_="muted"),
        element("text", "predicted →", x=left, y=12, class_="muted"),
        label="Confusion matrix: rows are true labels, columns predicted ones",
    )


def _cell(
    counts: Sequence[Sequence[int]], labels: Sequence[str], row: int, column: int, size: float
) -> str:
    n_frames, whole = counts[row][column], sum(counts[row])
    share = n_frames / whole if whole else 0.0
    x, y = column * size, row * size
    square = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{size - 1:g}", "height": f"{size - 1:g}"}
    if share < _LEAST:
        return element("rect", class_="empty", **square)
    amount = f"{percent(share)}, {n_frames:,} of {whole:,} frames"
    said = f"{labels[row]} taken for {labels[column]}: {amount}"
    kind = "right" if row == column else "wrong"
    parts = [element("rect", class_=kind, fill_opacity=f"{0.08 + 0.92 * share:.2f}", **square)]
    if size >= _READABLE:
        middle = {"x": f"{x + size / 2:g}", "y": f"{y + size / 2 + 4:g}"}
        ink = "on" if share > 0.5 else "off"
        parts.append(element("text", f"{share:.0%}"[:-1], class_=f"cell {ink}", **middle))
    return element("g", element("title", text(said)), *parts)


def _row_name(name: str, x: float, y: float) -> str:
    return element("text", text(name), x=f"{x - 8:g}", y=f"{y + 4:g}", text_anchor="end")


def _column_name(name: str, x: float, y: float) -> str:
    place = f"translate({x:g} {y - 8:g}) rotate(-45)"
    return element("text", text(name), transform=place)
