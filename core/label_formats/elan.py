"""ELAN's annotation documents, ``.eaf``: tiers of annotations, in whole milliseconds.

A tier is a track, the value of an annotation a class, the entries of controlled vocabularies the
class list. Annotations whose value is empty, or which have no time of their own, are no segments.
Where the document says when the medium of the recording begins, times are counted from there. A
document with a DTD is refused: ELAN writes none, and entities can be bombs.
Specification: "ELAN Annotation Format", Max Planck Institute for Psycholinguistics, EAF 3.0.
"""

from collections.abc import Iterator
from pathlib import Path, PurePath
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from core.errors import FormatError
from core.label_formats.content import LEFT_OUT, REFUSED, Content, Remark, Row
from core.label_formats.convention import BORDERS, MILLISECONDS, TRACKS, Convention
from core.label_formats.elan_document import aligned, new_document, put_tracks, slot_times
from core.label_formats.numbers import time
from core.label_formats.written import Sheet

NAME = "ELAN"
SUFFIXES: tuple[str, ...] = (".eaf",)
CONVENTION = Convention(MILLISECONDS, keeps=frozenset({TRACKS, BORDERS}))


def looks_like(head: bytes) -> bool:
    return b"<ANNOTATION_DOCUMENT" in head


def parse(path: Path, recording: str = "") -> Content:
    root = _document(path)
    return Content.of(
        _items(root), offset=_offset(root, recording), classes=tuple(dict.fromkeys(_classes(root)))
    )


def compose(sheet: Sheet) -> bytes:
    """A document, or the original one with these tracks in place of the tiers of their names."""
    root = _document(sheet.original) if sheet.original else new_document(sheet.clock.recording)
    put_tracks(root, sheet)
    ElementTree.indent(root, "    ")
    text: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text


def _document(path: Path) -> Element:
    content = path.read_bytes()
    try:
        _refuse_dtd(content)
        builder = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
        root = ElementTree.fromstring(content, ElementTree.XMLParser(target=builder))
    except (expat.ExpatError, ElementTree.ParseError) as error:
        raise FormatError(path, "", f"is not XML: {error}") from error
    except LookupError as error:
        raise FormatError(path, "line 1", f"is not XML that can be read: {error}") from error
    if root.tag != "ANNOTATION_DOCUMENT":
        raise FormatError(path, f"element {root.tag}", "should be ANNOTATION_DOCUMENT")
    units = root.find("HEADER[@TIME_UNITS]")
    if units is not None and units.get("TIME_UNITS") != "milliseconds":
        raise FormatError(path, "element HEADER", f"counts {units.get('TIME_UNITS')}; save it anew")
    return root


def _refuse_dtd(content: bytes) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("has a DTD, which no annotation document needs")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(content, True)


def _items(root: Element) -> Iterator[Row | Remark]:
    times = slot_times(root)
    for tier in root.findall("TIER"):
        name = tier.get("TIER_ID", "")
        for one in aligned(tier):
            try:
                yield _row(one, name, times)
            except ValueError as error:
                yield Remark(REFUSED, f"annotation {one.get('ANNOTATION_ID')}", str(error))
        if n_others := len(tier.findall("ANNOTATION/REF_ANNOTATION")):
            why = f"{n_others} annotations belong to those of another tier and have no times"
            yield Remark(LEFT_OUT, f"tier {name!r}", why)


def _row(annotation: Element, tier: str, times: dict[str, str | None]) -> Row:
    where = f"annotation {annotation.get('ANNOTATION_ID')} of tier {tier!r}"
    value = annotation.findtext("ANNOTATION_VALUE") or ""
    if not value.strip():
        raise ValueError(f"has no value, on tier {tier!r}")
    start, stop = (_time(annotation, f"TIME_SLOT_REF{end}", times) for end in (1, 2))
    return Row(where, start, stop, value, tier)


def _time(annotation: Element, end: str, times: dict[str, str | None]) -> float:
    slot = annotation.get(end, "")
    if slot not in times:
        raise ValueError(f"there is no time slot {slot!r}")
    value = times[slot]
    if value is None:
        raise ValueError("has no time of its own, only neighbours that have")
    return time(value)


def _classes(root: Element) -> Iterator[str]:
    for entry in root.iterfind("CONTROLLED_VOCABULARY/CV_ENTRY"):
        yield entry.text or ""
    for entry in root.iterfind("CONTROLLED_VOCABULARY/CV_ENTRY_ML"):
        yield entry.findtext("CVE_VALUE") or ""


def _offset(root: Element, recording: str) -> float:
    """Seconds on the time axis of the document at which the recording begins."""
    for medium in root.iterfind("HEADER/MEDIA_DESCRIPTOR"):
        name = PurePath(unquote(medium.get("MEDIA_URL", ""))).stem
        if recording and name == recording:
            return -time(medium.get("TIME_ORIGIN", "0")) / 1000
    return 0.0
