"""Tiers and times of an ELAN document, and how tracks take the place of tiers in it.

Everything that is not the value or the time of an annotation of these tiers stays as it is; what
hangs on an annotation that goes, goes with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from core.journal import now
from core.label_formats.content import Row
from core.label_formats.written import Sheet

_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"
_ORDER = (
    "LICENSE",
    "HEADER",
    "TIME_ORDER",
    "TIER",
    "LINGUISTIC_TYPE",
    "LOCALE",
    "LANGUAGE",
    "CONSTRAINT",
    "CONTROLLED_VOCABULARY",
    "LEXICON_REF",
    "REF_LINK_SET",
    "EXTERNAL_REF",
)
"""In which the schema wants the children of a document."""
_TYPE, _VOCABULARY, _LANGUAGE = "Kinescribe segments", "Kinescribe classes", "und"
_FIRST_LANGUAGES = "2.8"
"""The format since which vocabularies have entries in languages."""
_LAST_ID = "lastUsedAnnotationId"


def new_document(medium: str) -> Element:
    """A document without tiers, of a medium of this name."""
    about = {"AUTHOR": "Kinescribe", "DATE": now(), "FORMAT": "3.0", "VERSION": "3.0"}
    root = Element("ANNOTATION_DOCUMENT", about)
    root.set(_SCHEMA, "http://www.mpi.nl/tools/elan/EAFv3.0.xsd")
    header = SubElement(root, "HEADER", {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"})
    if medium:
        SubElement(header, "PROPERTY", {"NAME": "recording"}).text = medium
    SubElement(root, "TIME_ORDER")
    return root


def slot_times(root: Element) -> dict[str, str | None]:
    """By the name of a time slot: its time as it is written, None if it has none."""
    slots = root.iterfind("TIME_ORDER/TIME_SLOT")
    return {slot.get("TIME_SLOT_ID", ""): slot.get("TIME_VALUE") for slot in slots}


def aligned(tier: Element) -> list[Element]:
    """The annotations of a tier that have times."""
    return tier.findall("ANNOTATION/ALIGNABLE_ANNOTATION")


def put_tracks(root: Element, sheet: Sheet) -> None:
    """Make the tiers of the tracks say what the tracks say; the others are left alone."""
    slots, names = _Slots(root), _names(root)
    tiers = [_tier(root, track) for track in sheet.tracks]
    if any(tier.get("LINGUISTIC_TYPE_REF") == _TYPE for tier in tiers):
        _include(root, sheet.classes)
    gone: set[str] = set()
    for tier, track in zip(tiers, sheet.tracks, strict=True):
        rows = [row for row in sheet.rows if row.track == track]
        gone |= _put(tier, rows, slots, names, _entries(root, tier))
    _remove_dependent(root, gone)
    slots.write()
    _note_last(root)


class _Slots:
    """The time slots of a document, old and new."""

    def __init__(self, root: Element) -> None:
        self._order = root.find("TIME_ORDER")
        if self._order is None:
            self._order = Element("TIME_ORDER")
            _insert(root, self._order)
        self.times = slot_times(root)
        self._new: list[tuple[int, str]] = []
        self._free = _free_names("ts", self.times)

    def add(self, milliseconds: float) -> str:
        """The name of a new slot at a time."""
        name = next(self._free)
        self._new.append((int(milliseconds), name))
        self.times[name] = str(int(milliseconds))
        return name

    def write(self) -> None:
        """Put the new ones among the old, in order of time; untimed ones stay behind their own."""
        assert self._order is not None
        placed: list[tuple[float, int, Element]] = []
        at = 0.0
        for slot in list(self._order):
            at = max(at, float(slot.get("TIME_VALUE", at)))
            placed.append((at, 0, slot))
        for milliseconds, name in self._new:
            about = {"TIME_SLOT_ID": name, "TIME_VALUE": str(milliseconds)}
            placed.append((milliseconds, 1, Element("TIME_SLOT", about)))
        self._order[:] = [slot for *_, slot in sorted(placed, key=lambda one: one[:2])]


def _names(root: Element) -> Iterator[str]:
    return _free_names("a", (one.get("ANNOTATION_ID", "") for one in root.iter()))


def _free_names(letters: str, taken: Iterable[str]) -> Iterator[str]:
    """Names that nothing has yet: the letters and ever higher numbers."""
    numbers = (name.removeprefix(letters) for name in taken if name.startswith(letters))
    highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
    while True:
        highest += 1
        yield f"{letters}{highest}"


def _put(
    tier: Element,
    rows: Sequence[Row],
    slots: _Slots,
    names: Iterator[str],
    entries: dict[str, str],
) -> set[str]:
    """Make a tier hold these rows; the names of the annotations that are no longer there."""
    segments = ((_times(one, slots), annotation) for annotation, one in _pairs(tier))
    old = {times: annotation for times, annotation in segments if None not in times}
    kept: list[Element] = []
    for row in rows:
        times = (str(int(row.start)), str(int(row.stop or 0)))
        there = old.pop(times) if times in old else _annotation(times, slots, names)
        _set_value(there.findall("ALIGNABLE_ANNOTATION")[0], row.class_name, entries)
        kept.append(there)
    gone = {id(annotation) for annotation in old.values()}
    stay = [one for one in tier if id(one) not in gone | {id(annotation) for annotation in kept}]
    tier[:] = [*stay, *kept]
    return {one[0].get("ANNOTATION_ID", "") for one in old.values()}


def _pairs(tier: Element) -> Iterator[tuple[Element, Element]]:
    """The annotations that are segments, with and without what surrounds them."""
    for annotation in tier.findall("ANNOTATION"):
        for one in annotation.findall("ALIGNABLE_ANNOTATION"):
            if (one.findtext("ANNOTATION_VALUE") or "").strip():
                yield annotation, one


def _times(one: Element, slots: _Slots) -> tuple[str | None, str | None]:
    start, stop = (slots.times.get(one.get(f"TIME_SLOT_REF{end}", "")) for end in (1, 2))
    return start, stop


def _annotation(times: tuple[str, str], slots: _Slots, names: Iterator[str]) -> Element:
    annotation = Element("ANNOTATION")
    about = {"ANNOTATION_ID": next(names)}
    for end, at in enumerate(times, 1):
        about[f"TIME_SLOT_REF{end}"] = slots.add(int(at))
    one = SubElement(annotation, "ALIGNABLE_ANNOTATION", about)
    SubElement(one, "ANNOTATION_VALUE")
    return annotation


def _set_value(one: Element, value: str, entries: dict[str, str]) -> None:
    text = one.find("ANNOTATION_VALUE")
    if text is None:
        text = SubElement(one, "ANNOTATION_VALUE")
    if text.text == value:
        return
    text.text = value
    one.attrib.pop("CVE_REF", None)
    if value in entries:
        one.set("CVE_REF", entries[value])


def _tier(root: Element, name: str) -> Element:
    for tier in root.iterfind("TIER"):
        if tier.get("TIER_ID") == name:
            if tier.find("ANNOTATION/REF_ANNOTATION") is not None:
                raise ValueError(
                    f"the annotations of tier {name!r} have no times; rename the track"
                )
            return tier
    tier = Element("TIER", {"LINGUISTIC_TYPE_REF": _TYPE, "TIER_ID": name})
    _insert(root, tier)
    return tier


def _include(root: Element, classes: Sequence[str]) -> None:
    """The type and the vocabulary of tiers that are new, with all classes."""
    kind = root.find(f"LINGUISTIC_TYPE[@LINGUISTIC_TYPE_ID='{_TYPE}']")
    if kind is None:
        about = {"GRAPHIC_REFERENCES": "false", "TIME_ALIGNABLE": "true"}
        kind = Element("LINGUISTIC_TYPE", {"LINGUISTIC_TYPE_ID": _TYPE, **about})
        _insert(root, kind)
    if root.get("FORMAT", "3.0") < _FIRST_LANGUAGES:
        return
    kind.set("CONTROLLED_VOCABULARY_REF", _VOCABULARY)
    vocabulary = root.find(f"CONTROLLED_VOCABULARY[@CV_ID='{_VOCABULARY}']")
    if vocabulary is None:
        vocabulary = Element("CONTROLLED_VOCABULARY", {"CV_ID": _VOCABULARY})
        SubElement(vocabulary, "DESCRIPTION", {"LANG_REF": _LANGUAGE})
        _insert(root, vocabulary)
    if root.find(f"LANGUAGE[@LANG_ID='{_LANGUAGE}']") is None:
        _insert(root, Element("LANGUAGE", {"LANG_ID": _LANGUAGE, "LANG_LABEL": "undetermined"}))
    _include_entries(root, vocabulary, classes)


def _include_entries(root: Element, vocabulary: Element, classes: Sequence[str]) -> None:
    known = {value.text for value in vocabulary.iterfind("CV_ENTRY_ML/CVE_VALUE")}
    free = _free_names("kinescribe", (one.get("CVE_ID", "") for one in root.iter()))
    for name in (one for one in classes if one not in known):
        entry = SubElement(vocabulary, "CV_ENTRY_ML", {"CVE_ID": next(free)})
        value = SubElement(entry, "CVE_VALUE", {"DESCRIPTION": "", "LANG_REF": _LANGUAGE})
        value.text = name


def _entries(root: Element, tier: Element) -> dict[str, str]:
    """By their value: the names of the entries of the vocabulary of a tier."""
    for kind in root.iterfind("LINGUISTIC_TYPE"):
        if kind.get("LINGUISTIC_TYPE_ID") == tier.get("LINGUISTIC_TYPE_REF"):
            name = kind.get("CONTROLLED_VOCABULARY_REF")
            found = (v for v in root.iterfind("CONTROLLED_VOCABULARY") if v.get("CV_ID") == name)
            entries = (entry for one in found for entry in one.iterfind("CV_ENTRY_ML"))
            return {one.findtext("CVE_VALUE") or "": one.get("CVE_ID", "") for one in entries}
    return {}


def _remove_dependent(root: Element, gone: set[str]) -> None:
    """Remove the annotations that belong to those that are gone, and those that belong to these."""
    while gone:
        lost: set[str] = set()
        for tier in root.iterfind("TIER"):
            for annotation in tier.findall("ANNOTATION"):
                one = annotation.find("REF_ANNOTATION")
                if one is not None and one.get("ANNOTATION_REF") in gone:
                    tier.remove(annotation)
                    lost.add(one.get("ANNOTATION_ID", ""))
                elif one is not None and one.get("PREVIOUS_ANNOTATION") in gone:
                    del one.attrib["PREVIOUS_ANNOTATION"]
        gone = lost


def _note_last(root: Element) -> None:
    """ELAN names new annotations from this number on."""
    header = root.find("HEADER")
    if header is None:
        return
    last = int(next(_names(root)).removeprefix("a")) - 1
    found = header.find(f"PROPERTY[@NAME='{_LAST_ID}']")
    if found is None:
        found = SubElement(header, "PROPERTY", {"NAME": _LAST_ID})
    found.text = str(last)


def _insert(root: Element, element: Element) -> None:
    """Add a child where the schema wants it: behind the last of its kind and those before."""
    rank = _ORDER.index(element.tag)
    before = [n for n, one in enumerate(root) if one.tag in _ORDER[: rank + 1]]
    root.insert(before[-1] + 1 if before else 0, element)
