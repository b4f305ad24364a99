"""Layouts with their measures in one line."""

from typing import TypeVar

from PySide6.QtWidgets import QLayout

AnyLayout = TypeVar("AnyLayout", bound=QLayout)


def measured(
    layout: AnyLayout, spacing: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> AnyLayout:
    """The layout with this spacing and these margins (left, top, right, bottom), in pixels."""
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    return layout
