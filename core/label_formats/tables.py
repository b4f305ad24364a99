"""Text of label files: lines, and tables with a header. Knows no format."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.errors import FormatError

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(path: Path) -> str:
    """The text of a file, in UTF-8, or UTF-16 that says so.

    Raises
    ------
    FormatError
        If it is in neither.
    """
    content = path.read_bytes()
    try:
        return content.decode("utf-16" if content[:2] in _UTF16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(path, "", "is not UTF-8 text; save it as UTF-8") from error


def numbered_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Lines that are not blank, each with its place for a person."""
    lines = text_of(path).replace("\r\n", "\n").split("\n")
    return ((f"line {n}", line) for n, line in enumerate(lines, 1) if line.strip())


def table(
    path: Path, needed: Sequence[str], delimiter: str = ","
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a table, as cells by the names of its header, each with its place for a person.

    Raises
    ------
    FormatError
        If a column that is needed is not there, or a row has more cells than the header.
    """
    rows = table_rows(path, delimiter)
    _, header = next(rows, (0, []))
    for name in needed:
        if name not in header:
            raise FormatError(path, "line 1", f"there is no column {name!r}")
    for number, cells in rows:
        missing = [""] * (len(header) - len(cells))
        yield f"line {number}", dict(zip(header, [*cells, *missing], strict=True))


def table_rows(path: Path, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that are not blank, the header too, with the number of their last line.

    Raises
    ------
    FormatError
        If a row has more cells than the header.
    """
    reader = csv.reader(io.StringIO(text_of(path), newline=""), delimiter=delimiter)
    n_columns = None
    try:
        for cells in reader:
            if not cells:
                continue
            n_columns = n_columns or len(cells)
            if len(cells) > n_columns:
                raise FormatError(path, f"line {reader.line_num}", "has more cells than the header")
            yield reader.line_num, cells
    except csv.Error as error:
        raise FormatError(path, f"line {reader.line_num}", str(error)) from error


def json_of(path: Path) -> Any:
    """The JSON in a file.

    Raises
    ------
    FormatError
        If it holds none, with the line.
    """
    try:
        return json.loads(text_of(path))
    except json.JSONDecodeError as error:
        raise FormatError(path, f"line {error.lineno}", f"is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise FormatError(path, "", "is not JSON that anybody meant: nested too deep") from error


def delimiter_of(line: str) -> str:
    """What separates the cells of a table: tabs if there are any, else commas."""
    return "\t" if "\t" in line else ","
