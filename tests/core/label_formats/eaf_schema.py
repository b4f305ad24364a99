"""What the schema of EAF 3.0 asks of a document: order, names and links.

Written down from the specification, for the schema itself may not be copied into a repository.
"""

from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

ORDER = (
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
CHILDREN = {
    "HEADER": ("MEDIA_DESCRIPTOR", "LINKED_FILE_DESCRIPTOR", "PROPERTY"),
    "TIME_ORDER": ("TIME_SLOT",),
    "TIER": ("ANNOTATION",),
    "ANNOTATION": ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"),
    "ALIGNABLE_ANNOTATION": ("ANNOTATION_VALUE",),
    "REF_ANNOTATION": ("ANNOTATION_VALUE",),
    "CONTROLLED_VOCABULARY": ("DESCRIPTION", "CV_ENTRY_ML"),
    "CV_ENTRY_ML": ("CVE_VALUE",),
}
"""In the order in which they have to come."""
NEEDED = {
    "ANNOTATION_DOCUMENT": ("AUTHOR", "DATE", "VERSION"),
    "MEDIA_DESCRIPTOR": ("MEDIA_URL", "MIME_TYPE"),
    "TIME_SLOT": ("TIME_SLOT_ID",),
    "TIER": ("TIER_ID", "LINGUISTIC_TYPE_REF"),
    "ALIGNABLE_ANNOTATION": ("ANNOTATION_ID", "TIME_SLOT_REF1", "TIME_SLOT_REF2"),
    "REF_ANNOTATION": ("ANNOTATION_ID", "ANNOTATION_REF"),
    "LINGUISTIC_TYPE": ("LINGUISTIC_TYPE_ID",),
    "LANGUAGE": ("LANG_ID",),
    "CONSTRAINT": ("STEREOTYPE",),
    "CONTROLLED_VOCABULARY": ("CV_ID",),
    "DESCRIPTION": ("LANG_REF",),
    "CV_ENTRY_ML": ("CVE_ID",),
    "CVE_VALUE": ("LANG_REF",),
}
KEYS = {
    "TIME_SLOT": "TIME_SLOT_ID",
    "TIER": "TIER_ID",
    "LINGUISTIC_TYPE": "LINGUISTIC_TYPE_ID",
    "LANGUAGE": "LANG_ID",
    "CONTROLLED_VOCABULARY": "CV_ID",
    "CV_ENTRY_ML": "CVE_ID",
    "CONSTRAINT": "STEREOTYPE",
}
LINKS = {
    "TIME_SLOT_REF1": "TIME_SLOT",
    "TIME_SLOT_REF2": "TIME_SLOT",
    "LINGUISTIC_TYPE_REF": "LINGUISTIC_TYPE",
    "PARENT_REF": "TIER",
    "LANG_REF": "LANGUAGE",
    "CONTROLLED_VOCABULARY_REF": "CONTROLLED_VOCABULARY",
    "CVE_REF": "CV_ENTRY_ML",
    "CONSTRAINTS": "CONSTRAINT",
    "ANNOTATION_REF": "ANNOTATION",
    "PREVIOUS_ANNOTATION": "ANNOTATION",
}


def faults(root: Element) -> list[str]:
    """What is wrong with a document, in words."""
    if root.tag != "ANNOTATION_DOCUMENT":
        return [f"{root.tag} is no document"]
    return [*_structure(root), *_links(root), *_times(root)]


def _structure(root: Element) -> Iterator[str]:
    datetime.fromisoformat(root.get("DATE", ""))
    yield from _order(root, ORDER)
    for needed in ("HEADER", "TIME_ORDER"):
        if len(root.findall(needed)) != 1:
            yield f"there is not one {needed}"
    for element in root.iter():
        yield from _order(element, CHILDREN.get(element.tag, ()))
        for name in NEEDED.get(element.tag, ()):
            if name not in element.attrib:
                yield f"{element.tag} has no {name}"


def _order(element: Element, order: tuple[str, ...]) -> Iterator[str]:
    tags = [child.tag for child in element if isinstance(child.tag, str)]
    if order and (set(tags) - set(order) or tags != sorted(tags, key=order.index)):
        yield f"{element.tag} holds {tags}"


def _links(root: Element) -> Iterator[str]:
    known: dict[str, list[str]] = {}
    for tag, key in KEYS.items():
        known[tag] = [one.get(key, "") for one in root.iter(tag)]
    known["ANNOTATION"] = [
        one.get("ANNOTATION_ID", "") for one in root.iterfind("TIER/ANNOTATION/*")
    ]
    for tag, names in known.items():
        if len(set(names)) != len(names):
            yield f"two {tag} have the same name"
    for element in root.iter():
        for link, tag in LINKS.items():
            if link in element.attrib and element.get(link) not in known[tag]:
                yield f"{link} {element.get(link)} leads nowhere"


def _times(root: Element) -> Iterator[str]:
    """Slots are in order of time, and every annotation has some."""
    slots = [(one.get("TIME_SLOT_ID"), one.get("TIME_VALUE")) for one in root.iter("TIME_SLOT")]
    timed = [int(value) for _, value in slots if value is not None]
    if timed != sorted(timed) or min(timed, default=0) < 0:
        yield "the time slots are out of order"
    place = {name: number for number, (name, _) in enumerate(slots)}
    for one in root.iter("ALIGNABLE_ANNOTATION"):
        if place[one.get("TIME_SLOT_REF1")] >= place[one.get("TIME_SLOT_REF2")]:
            yield f"{one.get('ANNOTATION_ID')} ends before it begins"
