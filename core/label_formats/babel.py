"""BABEL's JSON: for each recording its labels, in seconds; A. Punnakkal et al., BABEL, 2021.

By the number of a recording: ``feat_p``, the path of its AMASS file; ``dur``, its seconds;
``frame_ann`` with ``labels`` ``{start_t, end_t, act_cat: [...]}``, which may overlap; and
``seq_ann``, whose labels have no times and hold for all of it. Where ``frame_ann`` is null, those
of ``seq_ann`` are read. A label of several categories is a segment of each. Nothing says that
anybody looked at the rest: it is unknown.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from core.label_formats.content import REFUSED, Content, Remark, Row, taken
from core.label_formats.convention import BORDERS, SECONDS, Convention
from core.label_formats.numbers import time
from core.label_formats.tables import json_of
from core.label_formats.written import Sheet
from core.label_json import reading

NAME = "BABEL JSON"
SUFFIXES: tuple[str, ...] = (".json",)
CONVENTION = Convention(SECONDS, digits=6, keeps=frozenset({BORDERS}))


def looks_like(head: bytes) -> bool:
    """An object in which there soon is a recording of BABEL."""
    return head.lstrip()[:1] == b"{" and any(key in head for key in (b'"babel_sid"', b'"feat_p"'))


def parse(path: Path, recording: str = "") -> Content:
    return reading("BABEL file", lambda content: _content(content, recording), json_of(path))


def recordings(path: Path) -> tuple[str, ...]:
    """The names of the recordings that a file speaks of."""
    return reading("BABEL file", lambda all_: tuple(map(_name, all_.values())), json_of(path))


def compose(sheet: Sheet) -> bytes:
    name = sheet.clock.recording or "recording"
    labels = [
        {
            "raw_label": row.class_name,
            "proc_label": row.class_name,
            "seg_id": str(number),
            "act_cat": [row.class_name],
            "start_t": row.start,
            "end_t": row.stop,
        }
        for number, row in enumerate(sorted(sheet.rows, key=lambda row: row.start))
    ]
    _, duration = CONVENTION.numbers(0, sheet.clock.n_frames or 0, sheet.clock)
    about = {
        "babel_sid": name,
        "feat_p": f"{name}.npz",
        "dur": duration,
        "seq_ann": None,
        "frame_ann": {"mul_act": True, "labels": labels},
    }
    return json.dumps({name: about}, ensure_ascii=False, indent=1).encode()


def _content(all_: Mapping[str, Any], recording: str) -> Content:
    about = _chosen(all_, recording)
    duration = time(about["dur"])
    whole = about.get("frame_ann") is None
    labels = ((about["seq_ann"] if whole else about["frame_ann"]) or {"labels": []})["labels"]
    key = next(key for key, one in all_.items() if one is about)
    items = _items(labels, duration if whole else None)
    return Content.of([*taken((key, _name(about)), recording), *items], length=duration)


def _chosen(all_: Mapping[str, Any], recording: str) -> Any:
    named = [one for key, one in all_.items() if recording in (key, _name(one))]
    if not recording or not named:
        named = list(all_.values())
    if len(named) != 1:
        which = f"called {recording!r}" if recording else "asked for"
        raise ValueError(f"speaks of {len(named)} recordings, and none is {which}")
    return named[0]


def _name(about: Mapping[str, Any]) -> str:
    return PurePosixPath(about["feat_p"]).stem


def _items(labels: Any, duration: float | None) -> Iterator[Row | Remark]:
    """One row for each category; with a duration, labels without times last so long."""
    for number, one in enumerate(labels, 1):
        where = f"label {number}"
        try:
            start = 0.0 if duration is not None else time(one["start_t"])
            stop = duration if duration is not None else time(one["end_t"])
            names = one.get("act_cat") or [one.get("proc_label") or one["raw_label"]]
            for name in names:
                yield Row(where, start, stop, _class(name))
        except ValueError as error:
            yield Remark(REFUSED, where, str(error))


def _class(name: Any) -> str:
    if not isinstance(name, str) or not name:
        raise ValueError(f"{name!r} is no class")
    return name
