"""What is meant comes first."""

import pytest

from app.finder.match import fit


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("lab kick", "Label as kick", "Label as punch"),
        ("seq2", "Open Seq2_12", "Open Seq1_12"),
        ("12", "Open Seq2_12", "Open Seq12"),
        ("play", "Playback", "Display"),
        ("display", "Display", "Dry isopropyl-alcohol"),
        ("loop", "Loop", "Loop the whole recording"),
        ("recording open", "Open Recording…", "Open Project…"),
    ],
)
def test_the_better_fit_wins(query: str, better: str, worse: str) -> None:
    assert fit(query, better) > fit(query, worse)


@pytest.mark.parametrize("query", ["xyz", "kick xyz", "kcik"])
def test_what_does_not_fit_is_zero(query: str) -> None:
    assert fit(query, "Label as kick") == 0


def test_letters_in_order_are_enough() -> None:
    assert 0 < fit("lak", "Label as kick") < fit("kick", "Label as kick") <= 1


def test_nothing_typed_fits_everything() -> None:
    assert fit("", "Loop") > 0
