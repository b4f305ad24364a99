"""Which recordings a pattern means."""

import pytest

from core.holdout import fits, without
from tests.core.networks import wandering
from training.datasets.listing import Unlabelled


def listed(name: str, **attributes: str) -> Unlabelled:
    return Unlabelled(name, 1, 1, lambda: wandering(1, 1), attributes)


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("a", "a"),
        ("?", "ab"),
        ("group=0[12]", "ab"),
        ("group=02", "b"),
        ("c=[d]", "c=[d]"),
        ("group=*", "ab"),
    ],
)
def test_names_and_attributes(pattern: str, meant: str) -> None:
    recordings = [listed("a", group="01"), listed("b", group="02"), listed("c=[d]")]
    found = [one.name for one in recordings if fits(pattern, one)]
    assert "".join(found) == meant


def test_every_multiple_of_five() -> None:
    recordings = [listed(str(number), performance=f"{number:04}") for number in range(1, 31)]
    left = without(recordings, ["performance=*[05]"])
    assert [int(one.name) for one in left] == [n for n in range(1, 31) if n % 5]


def test_a_pattern_that_means_nothing_is_an_error() -> None:
    recordings = [listed("a", view="L"), listed("b")]
    with pytest.raises(ValueError, match=r"no recording is 'veiw=L'.*: view$"):
        without(recordings, ["a", "veiw=L"])
    assert without(recordings, []) == recordings
