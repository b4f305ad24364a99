"""What names of recordings tell."""

import pytest

from core.naming import group_of


@pytest.mark.parametrize(
    ("name", "group"),
    [("S001C002P013R001A059", "013"), ("0007-L", "0007"), ("Seq4_11", "11"), ("take 3", "take 3")],
)
def test_groups_by_their_names(name: str, group: str) -> None:
    assert group_of(name) == group
