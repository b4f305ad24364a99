"""Times and frames as people type them."""

import pytest

from app.finder.places import frame_asked


@pytest.mark.parametrize(
    ("query", "frame"),
    [
        ("500", 500),
        ("frame 500", 500),
        ("f500", 500),
        ("1,204", 1204),
        ("0:10", 300),
        ("1:23", 2490),
        ("0:01:23.5", 2505),
        ("2 s", 60),
        ("2.5sec", 75),
        ("3000", None),
        ("2:00", None),
        ("punch", None),
        ("", None),
        (",", None),
    ],
)
def test_places(query: str, frame: int | None) -> None:
    assert frame_asked(query, 30.0, 3000) == frame
