"""ELAN documents: tiers become tracks and go back, and nothing else in the document is touched."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from core.errors import FormatError
from core.label_formats import Clock, import_labels, read_labels, write_labels
from core.labels import LabelTrack, Segment
from tests.core.label_formats.eaf_schema import faults

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<!-- by hand -->
<ANNOTATION_DOCUMENT AUTHOR="Ada" DATE="2024-05-06T07:08:09+02:00" FORMAT="3.0" VERSION="3.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
    <MEDIA_DESCRIPTOR MEDIA_URL="file:///data/walk%201.mp4" MIME_TYPE="video/mp4"
      TIME_ORIGIN="1000"/>
    <PROPERTY NAME="lastUsedAnnotationId">6</PROPERTY>
  </HEADER>
  <TIME_ORDER>
    <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="0"/>
    <TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="500"/>
    <TIME_SLOT TIME_SLOT_ID="ts3"/>
    <TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="2000"/>
    <TIME_SLOT TIME_SLOT_ID="ts5" TIME_VALUE="2500"/>
    <TIME_SLOT TIME_SLOT_ID="ts6" TIME_VALUE="3000"/>
  </TIME_ORDER>
  <TIER LINGUISTIC_TYPE_REF="gait" TIER_ID="Füße" PARTICIPANT="P1" ANNOTATOR="Ada">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"
      CVE_REF="cve1"><ANNOTATION_VALUE>walk</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3">
      <ANNOTATION_VALUE>turn</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts4" TIME_SLOT_REF2="ts5"
      CVE_REF="cve2"><ANNOTATION_VALUE>turn</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a4" TIME_SLOT_REF1="ts5" TIME_SLOT_REF2="ts6">
      <ANNOTATION_VALUE></ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="note" TIER_ID="notes" PARENT_REF="Füße">
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a5" ANNOTATION_REF="a1">
      <ANNOTATION_VALUE>limps</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a6" ANNOTATION_REF="a3">
      <ANNOTATION_VALUE>slow</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
  </TIER>
  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="gait" TIME_ALIGNABLE="true"
    CONTROLLED_VOCABULARY_REF="gaits"/>
  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="note" TIME_ALIGNABLE="false"
    CONSTRAINTS="Symbolic_Association"/>
  <LOCALE COUNTRY_CODE="DE" LANGUAGE_CODE="de"/>
  <LANGUAGE LANG_ID="und" LANG_LABEL="undetermined (und)"/>
  <CONSTRAINT DESCRIPTION="1-1" STEREOTYPE="Symbolic_Association"/>
  <CONTROLLED_VOCABULARY CV_ID="gaits"><DESCRIPTION LANG_REF="und"/>
    <CV_ENTRY_ML CVE_ID="cve1"><CVE_VALUE LANG_REF="und">walk</CVE_VALUE></CV_ENTRY_ML>
    <CV_ENTRY_ML CVE_ID="cve2"><CVE_VALUE LANG_REF="und">turn</CVE_VALUE></CV_ENTRY_ML>
    <CV_ENTRY_ML CVE_ID="cve3"><CVE_VALUE LANG_REF="und">freeze</CVE_VALUE></CV_ENTRY_ML>
  </CONTROLLED_VOCABULARY>
</ANNOTATION_DOCUMENT>
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.eaf"
    path.write_text(DOCUMENT, "utf-8")
    return path


def root(path: Path) -> ElementTree.Element:
    return ElementTree.parse(path).getroot()


def test_tiers_are_tracks_and_what_is_no_segment_is_said(document: Path) -> None:
    found = import_labels(document, Clock(30, 90))
    (track,) = found.tracks
    assert (track.name, track.reviewed) == ("Füße", ())
    assert list(track.segments) == [Segment(0, 15, "walk"), Segment(60, 75, "turn")]
    assert found.classes == ("walk", "turn", "freeze")
    assert [(one.kind, one.where, one.why) for one in found.report.remarks] == [
        ("refused", "annotation a2", "has no time of its own, only neighbours that have"),
        ("refused", "annotation a4", "has no value, on tier 'Füße'"),
        (
            "left out",
            "tier 'notes'",
            "2 annotations belong to those of another tier and have no times",
        ),
    ]


def test_the_medium_of_the_recording_says_when_it_begins(document: Path) -> None:
    """A medium with an origin of 1,000 ms was at 1 s when the time of the document began."""
    (track,) = import_labels(document, Clock(30, 120, 0.0, "walk 1")).tracks
    assert list(track.segments) == [Segment(30, 45, "walk"), Segment(90, 105, "turn")]


def test_everything_else_in_a_document_stays(document: Path, tmp_path: Path) -> None:
    edited = (Segment(0, 15, "freeze"), Segment(16, 20, "hop"))
    feet = LabelTrack("Füße", 90, edited)
    hands = LabelTrack("Hände", 90, (Segment(0, 90, "hold"),))
    out = tmp_path / "ours.eaf"
    report = write_labels([feet, hands], out, 30, originals=[document])
    assert report.kept == ()
    before, after = root(document), root(out)
    assert faults(before) == faults(after) == []
    assert (
        after.find("HEADER/MEDIA_DESCRIPTOR").attrib
        == before.find("HEADER/MEDIA_DESCRIPTOR").attrib
    )
    tier = after.find("TIER[@TIER_ID='Füße']")
    assert tier.attrib == before.find("TIER").attrib
    ids = [one.get("ANNOTATION_ID") for one in tier.iterfind("ANNOTATION/*")]
    assert ids == ["a2", "a4", "a1", "a7"]
    first = tier.find("ANNOTATION/ALIGNABLE_ANNOTATION[@ANNOTATION_ID='a1']")
    assert (first.findtext("ANNOTATION_VALUE"), first.get("CVE_REF")) == ("freeze", "cve3")
    notes = [one.findtext("ANNOTATION_VALUE") for one in after.iter("REF_ANNOTATION")]
    assert notes == ["limps"], "what hangs on an annotation that is gone goes with it"
    assert after.findtext("HEADER/PROPERTY[@NAME='lastUsedAnnotationId']") == "8"
    assert [one.get("TIME_SLOT_ID") for one in after.iter("TIME_SLOT")][:3] == ["ts1", "ts9", "ts2"]


def test_nothing_changes_where_nothing_was_changed(document: Path, tmp_path: Path) -> None:
    tracks = import_labels(document, Clock(30, 90)).tracks
    write_labels(tracks, tmp_path / "ours.eaf", 30, originals=[document])

    def plain(path: Path) -> list[tuple[object, ...]]:
        return [(e.tag, e.attrib, (e.text or "").strip()) for e in root(path).iter()]

    assert sorted(map(str, plain(tmp_path / "ours.eaf"))) == sorted(map(str, plain(document)))


def test_what_is_before_the_time_of_the_document_is_named(document: Path) -> None:
    """The medium goes on for a second before the document begins."""
    early = LabelTrack("new", 300, (Segment(0, 29, "walk"),))
    before = document.read_bytes()
    with pytest.raises(FormatError, match=r"frames \[0, 29\) of track 'new' begin before the time"):
        write_labels([early], document, 30, recording="walk 1")
    assert document.read_bytes() == before


def test_writing_over_a_document_keeps_its_other_tiers(document: Path) -> None:
    report = write_labels([LabelTrack("me", 90, (Segment(0, 9, "hop"),))], document, 30)
    assert report.kept == ("Füße",)
    assert {one.name for one in import_labels(document, Clock(30, 90)).tracks} == {"me", "Füße"}


def test_a_new_document_is_valid_and_holds_the_classes(tmp_path: Path) -> None:
    path = tmp_path / "a.eaf"
    track = LabelTrack("me", 90, (Segment(0, 9, "hop"), Segment(9, 90, "schön & <gut>")))
    write_labels([track], path, 30, classes=("walk", "hop"), recording="a")
    assert faults(root(path)) == []
    values = [one.text for one in root(path).iter("CVE_VALUE")]
    assert values == ["walk", "hop", "schön & <gut>"]
    assert all(one.get("CVE_REF") for one in root(path).iter("ALIGNABLE_ANNOTATION"))


def test_a_document_from_before_languages_gets_no_entries_in_languages(tmp_path: Path) -> None:
    path = tmp_path / "old.eaf"
    path.write_text(DOCUMENT.replace('FORMAT="3.0"', 'FORMAT="2.7"'), "utf-8")
    write_labels([LabelTrack("me", 90, (Segment(0, 9, "hop"),))], path, 30)
    assert [one.get("CV_ID") for one in root(path).iter("CONTROLLED_VOCABULARY")] == ["gaits"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<!-- by hand -->", '<!DOCTYPE x [<!ENTITY a "aaaa">]>', "has a DTD"),
        ("</HEADER>", "", "is not XML: mismatched tag"),
        ('encoding="UTF-8"', 'encoding="UTF-88"', "line 1: is not XML that can be read: unknown"),
        ("ANNOTATION_DOCUMENT", "DOCUMENT", "is of no known label format"),
        ('"milliseconds"', '"PAL-frames"', "element HEADER: counts PAL-frames"),
        ('TIME_VALUE="0"', 'TIME_VALUE="zero"', "annotation a1: 'zero' is not a time"),
        ('TIME_SLOT_REF1="ts1"', 'TIME_SLOT_REF1="x"', "annotation a1: there is no time slot 'x'"),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "a.eaf"
    path.write_text(DOCUMENT.replace(old, new), "utf-8")
    with pytest.raises(FormatError, match=said):
        read_labels(path, 90, fps=30)


def test_a_track_cannot_take_the_place_of_annotations_without_times(document: Path) -> None:
    with pytest.raises(FormatError, match="'notes' have no times"):
        write_labels([LabelTrack("notes", 90, (Segment(0, 9, "hop"),))], document, 30)
    assert document.read_text("utf-8") == DOCUMENT
