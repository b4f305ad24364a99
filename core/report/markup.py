"""Elements of HTML and SVG. What people have written, such as names of classes, is escaped here."""

from html import escape
from math import isnan


def element(tag: str, *children: str, **attributes: object) -> str:
    """An element around markup; ``class_`` and ``text_anchor`` become ``class``, ``text-anchor``.

    Attributes are escaped, children are not: plain text goes through `text` first.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{''.join(children)}</{tag}>"


def text(content: object) -> str:
    """Plain text as markup."""
    return escape(str(content))


def svg(width: float, height: float, *children: str, label: str) -> str:
    """A drawing that shrinks with the page; ``label`` is for those who cannot see it."""
    return element(
        "svg",
        *children,
        viewBox=f"0 0 {width:g} {height:g}",
        style=f"max-width: {width:g}px",
        role="img",
        aria_label=label,
    )


def table(heads: list[str], rows: list[list[str]], *, n_words: int = 1) -> str:
    """A table of markup, of which all but the first ``n_words`` columns are numbers."""

    def cells(tag: str, row: list[str]) -> str:
        kinds = ["word" if number < n_words else "number" for number in range(len(row))]
        return element(
            "tr", *(element(tag, cell, class_=kind) for cell, kind in zip(row, kinds, strict=True))
        )

    head = element("thead", cells("th", heads)) if any(heads) else ""
    body = element("tbody", *(cells("td", row) for row in rows))
    return element("div", element("table", head, body), class_="wide")


def share(value: float) -> str:
    """A figure between 0 and 1; a dash for what is not a number."""
    return "–" if isnan(value) else f"{value:.3f}"


def percent(value: float) -> str:
    return "–" if isnan(value) else f"{value:.0%}".replace("%", " %")
