import pytest

from core.shares import share_of


def test_everything_is_somebodys_and_nothing_is_anybodys_twice() -> None:
    work = list(range(11))
    for size in (1, 2, 3, 11, 20):
        shares = [share_of(work, {"RANK": str(n), "WORLD_SIZE": str(size)}) for n in range(size)]
        assert sorted(one for share in shares for one in share) == work
        assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_one_process_does_all() -> None:
    assert share_of("abc", {}) == "abc"


def test_a_process_that_is_none_of_them_is_refused() -> None:
    with pytest.raises(ValueError, match="RANK is 2 of WORLD_SIZE 2"):
        share_of("abc", {"RANK": "2", "WORLD_SIZE": "2"})
