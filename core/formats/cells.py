"""Tables of numbers between separators, with holes. Knows nothing of what the numbers are."""

import csv
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from math import nan

import numpy as np
import numpy.typing as npt

from core.formats.text import Lines, shown

_HOLE_WORDS = "n/?a|null|none|-+|#n/?a|missing|undefined|-?1\\.#(?:ind|qnan|inf)0*|-?nan\\(ind\\)"
_IS_HOLE = re.compile(f"(?:{_HOLE_WORDS})?", re.IGNORECASE)
_COMMA_NUMBER = re.compile(r"[-+]?\d*,\d+(?:e[-+]?\d+)?", re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"[-+]?\d{1,9}(?:,\d*)?(?:e[-+]?\d+)?|nan", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """How a table is written.

    Parameters
    ----------
    separator
        Between cells; empty for any blanks.
    decimal_comma
        Whether decimals follow a comma.
    """

    separator: str
    decimal_comma: bool = False

    @classmethod
    def of(cls, row: str) -> "Dialect":
        """The dialect of a row of numbers."""
        for separator in ("\t", ";", "|"):
            if separator in row.strip("\n"):
                cells = row.split(separator)
                return cls(separator, any(_COMMA_NUMBER.fullmatch(one.strip()) for one in cells))
        if "," not in row:
            return cls("")
        words = row.split()
        comma = len(words) > 1 and all(map(_SHORT_NUMBER.fullmatch, words))
        return cls("", True) if comma else cls(",")

    def cells(self, row: str) -> list[str]:
        """The cells of a row, without blanks and quotes around them."""
        if '"' in row and self.separator:
            with suppress(csv.Error):
                quoted = csv.reader([row.strip("\n")], delimiter=self.separator)
                return [cell.strip() for cell in next(quoted)]
        words = row.strip("\n").split(self.separator) if self.separator else row.split()
        return [word.strip() for word in words]

    def number(self, cell: str) -> float | None:
        """What a cell says: NaN for a hole, None for no number."""
        if _IS_HOLE.fullmatch(cell):
            return nan
        try:
            return float(cell.replace(",", ".") if self.decimal_comma else cell)
        except ValueError:
            return None

    @cached_property
    def _holes(self) -> re.Pattern[str]:
        ends, blanks = re.escape(self.separator), " " if self.separator == "\t" else "[ \\t]"
        return re.compile(
            f"(^|{ends}){blanks}*(?:{_HOLE_WORDS})?{blanks}*(?={ends}|$)",
            re.IGNORECASE | re.MULTILINE,
        )

    def numbers(
        self, rows: Sequence[str], columns: Sequence[int]
    ) -> npt.NDArray[np.float64] | None:
        """``(len(rows), len(columns))`` with NaN for holes; None if any other cell is no number.

        Rows may have more columns than these, of anything. It is built for speed: `fault` says
        where and why.
        """
        if any('"' in row for row in rows) and self.separator:
            rows = [self.separator.join(map(self._plain, self.cells(row))) for row in rows]
        if self.decimal_comma:
            rows = [row.replace(",", ".") for row in rows]
        values = self._parsed(rows, columns)
        if values is None and self.separator:
            text = "\n".join(row.strip("\n") for row in rows)
            values = self._parsed(self._holes.sub(r"\1nan", text).split("\n"), columns)
        return values

    def _plain(self, cell: str) -> str:
        return cell.replace(self.separator, " ")

    def _parsed(
        self, rows: Sequence[str], columns: Sequence[int]
    ) -> npt.NDArray[np.float64] | None:
        try:
            values = np.loadtxt(
                rows, comments=None, delimiter=self.separator or None, usecols=columns, ndmin=2
            )
        except ValueError:
            return None
        return values if values.shape == (len(rows), len(columns)) else None

    def fault(self, row: str, columns: Sequence[int]) -> str:
        """What is wrong with a row that should have numbers here; empty if nothing is."""
        cells, n_cells = self.cells(row), max(columns) + 1
        if len(cells) < n_cells:
            return f"has {len(cells)} cells, expected {n_cells}; was the file cut off while copied?"
        for column in columns:
            if self.number(cells[column]) is None:
                return f"cell {column + 1}: {shown(cells[column])} is not a number"
        return ""


def table_rows(
    lines: Lines, rows: list[str], dialect: Dialect, columns: Sequence[int]
) -> npt.NDArray[np.float64]:
    """The numbers of the rows that were read last, NaN for holes.

    Raises
    ------
    FormatError
        Naming the line and the cell.
    """
    values = dialect.numbers(rows, columns)
    if values is None:
        for number, row in enumerate(rows, lines.number - len(rows) + 1):
            if why := dialect.fault(row, columns):
                raise lines.wrong(why, number)
        raise lines.wrong("this line or one shortly before it is not a row of the table")
    return values


def single(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """As float32; what is too large for it becomes infinite, and so is no position."""
    with np.errstate(over="ignore", invalid="ignore"):
        return values.astype(np.float32)
