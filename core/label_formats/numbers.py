"""Numbers in label files. Knows no format."""

from math import isfinite
from typing import Any

from core.formats.text import shown


def whole(value: Any) -> int:
    """The number of a frame, or of a class; a `ValueError` if it is none."""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{shown(str(value))} is not the number of a frame") from None
    if (isinstance(value, float) and value != number) or abs(number) > 10**15:
        raise ValueError(f"{shown(str(value))} is not the number of a frame")
    return number


def time(value: Any) -> float:
    """A time, with a decimal point; a `ValueError` if it is none."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        comma = "; decimals need a point, not a comma" if "," in str(value) else ""
        raise ValueError(f"{shown(str(value))} is not a time{comma}") from None
    if isinstance(value, bool) or not isfinite(number):
        raise ValueError(f"{shown(str(value))} is not a time")
    return number


def decimal(number: float, digits: int) -> str:
    """A number with a decimal point, as few digits as it needs and at most so many."""
    text = f"{number:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
