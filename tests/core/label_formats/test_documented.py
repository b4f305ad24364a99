"""The table in the documentation is what the formats declare."""

from pathlib import Path

from core.label_formats import LABEL_FORMATS, WRITERS, LabelFormat, module_name
from core.label_formats.convention import FRAMES

PAGE = Path(__file__).parents[3] / "docs" / "label-formats.md"
UNITS = {"s": "seconds", "ms": "milliseconds", FRAMES: FRAMES}


def row(known: LabelFormat) -> str:
    """The line of the table about a format."""
    how = known.CONVENTION
    exact = how.unit == FRAMES
    cells = [
        known.NAME,
        f"`{module_name(known)}`",
        " ".join(f"`{suffix}`" for suffix in known.SUFFIXES),
        "in, out" if known in LABEL_FORMATS and known in WRITERS else
        "in" if known in LABEL_FORMATS else "out",
        UNITS[how.unit],
        str(how.base) if exact else "0 s",
        "belongs" if how.inclusive else "does not",
        "none" if exact else f"to {how.step}",
        ("; ".join(how.loses) or "nothing") if known in WRITERS else "–",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def test_every_format_is_in_the_table_as_it_is() -> None:
    page = PAGE.read_text("utf-8").splitlines()
    formats = [*LABEL_FORMATS, *(one for one in WRITERS if one not in LABEL_FORMATS)]
    assert [line for line in page if line.startswith("| ")][1:] == [row(one) for one in formats]
