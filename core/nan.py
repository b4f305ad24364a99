"""What is not a number, in JSON, which has no word for it: null. In mappings of any depth."""

import math
from collections.abc import Mapping
from typing import Any


def without_nan(value: Any) -> Any:
    """The same with None for what is not a number."""
    if isinstance(value, Mapping):
        return {name: without_nan(item) for name, item in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value


def with_nan(value: Any) -> Any:
    """The inverse of `without_nan`."""
    if isinstance(value, Mapping):
        return {name: with_nan(item) for name, item in value.items()}
    return math.nan if value is None else value
