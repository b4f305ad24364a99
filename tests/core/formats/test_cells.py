"""Dialects of tables, and the holes in them."""

import numpy as np
import pytest

from core.formats.cells import Dialect


@pytest.mark.parametrize(
    ("row", "separator", "decimal_comma"),
    [
        ("1,2.5,3", ",", False),
        ("1, 2.5, 3", ",", False),
        ("1;2.5;3", ";", False),
        ("1;2,5;3", ";", True),
        ("1\t2,5\t3", "\t", True),
        ("1\t\t3", "\t", False),
        ("1 2.5 3", "", False),
        ("1,5 2,5 -3,1e-5", "", True),
        ("-3416,603 166,3667 13", "", True),
    ],
)
def test_dialects(row: str, separator: str, decimal_comma: bool) -> None:
    assert Dialect.of(row) == Dialect(separator, decimal_comma)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("hole", ["", "nan", "NaN", "NA", "n/a", "null", "None", "-", "-nan(ind)"])
def test_holes_are_nan(separator: str, hole: str) -> None:
    rows = [separator.join(cells) + "\n" for cells in (("1", hole, hole), (hole, "2", "3"))]
    found = Dialect(separator).numbers(rows, range(3))
    wanted = [[1, np.nan, np.nan], [np.nan, 2, 3]]
    assert found is not None
    assert np.array_equal(found, wanted, equal_nan=True)


def test_quotes_and_columns_of_text() -> None:
    rows = ['"1","{a, b}","2"\n', '"3","x","4"\n']
    assert np.array_equal(Dialect(",").numbers(rows, [0, 2]), [[1, 2], [3, 4]])


def test_decimal_commas() -> None:
    assert np.array_equal(
        Dialect("", True).numbers(["1,5 2", "3 -4,25"], range(2)), [[1.5, 2], [3, -4.25]]
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,2,3", ""),
        ("1,,nan", ""),
        ("1,2", "has 2 cells, expected 3; was the file cut off while copied?"),
        ("1,two,3", "cell 2: 'two' is not a number"),
        ("", "has 1 cells, expected 3; was the file cut off while copied?"),
    ],
)
def test_faults_name_the_cell(row: str, said: str) -> None:
    dialect = Dialect(",")
    assert dialect.fault(row, range(3)) == said
    assert (dialect.numbers([row, "4,5,6"], range(3)) is None) == bool(said)
