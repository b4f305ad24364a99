"""ActivityNet's JSON, which evaluation code of temporal detection reads: seconds, label, score.

``{"version", "taxonomy", "database": {name: {"duration", "subset", "annotations": [{"segment":
[start, end], "label", "score"}]}}}``. Written, not read as labels. Specification: F. Caba Heilbron
et al., ActivityNet, 2015, and its evaluation code.
"""

import json
from pathlib import Path
from typing import Any

from core.label_formats.content import Content, Row
from core.label_formats.convention import BORDERS, SCORES, SECONDS, Convention
from core.label_formats.numbers import time
from core.label_formats.tables import json_of
from core.label_formats.written import Sheet
from core.label_json import reading

NAME = "ActivityNet JSON"
SUFFIXES: tuple[str, ...] = (".json",)
CONVENTION = Convention(SECONDS, digits=6, keeps=frozenset({SCORES, BORDERS}))


def looks_like(head: bytes) -> bool:
    return head.lstrip()[:1] == b"{" and b'"database"' in head


def parse(path: Path, recording: str = "") -> Content:
    """The annotations of a file that `compose` made."""
    return reading("ActivityNet file", _content, json_of(path))


def compose(sheet: Sheet) -> bytes:
    annotations = [
        {"segment": [row.start, row.stop], "label": row.class_name, "score": row.score}
        for row in sorted(sheet.rows, key=lambda row: row.start)
    ]
    about = {"duration": _duration(sheet), "subset": "", "annotations": annotations}
    database = {sheet.clock.recording or "recording": about}
    content = {"version": "VERSION 1.3", "taxonomy": [], "database": database}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _content(content: Any) -> Content:
    ((_, about),) = content["database"].items()
    rows = (_row(number, one) for number, one in enumerate(about["annotations"], 1))
    return Content(tuple(rows), length=time(about["duration"]))


def _row(number: int, one: Any) -> Row:
    start, stop = map(time, one["segment"])
    score = time(one["score"])
    return Row(f"annotation {number}", start, stop, str(one["label"]), score=score)


def _duration(sheet: Sheet) -> float:
    _, duration = CONVENTION.numbers(0, sheet.clock.n_frames or 0, sheet.clock)
    return duration
