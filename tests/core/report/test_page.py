"""A page holds everything itself, says what is true, and lets nobody's words be markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from core.classes import ClassList
from core.errors import FormatError
from core.labels import LabelTrack, Segment, Span
from core.metrics.outcomes import Kind
from core.metrics.report import Compared, report
from core.report.evaluation import Evaluation, Judged
from core.report.page import page, write_report
from tests.core.networks import wandering

NASTY = '<script>alert("&")</script>'
CLASSES = ("walk", NASTY, "never")
VOID = {"meta"}


def compared(name: str) -> Compared:
    truth = LabelTrack(
        "Anna",
        100,
        (Segment(10, 30, "walk"), Segment(40, 60, NASTY), Segment(70, 80, "walk")),
        (Span(0, 90),),
    )
    said = (Segment(14, 30, "walk"), Segment(40, 60, "walk"), Segment(82, 100, NASTY))
    return Compared(name, said, truth)


def evaluation(*judged: Judged) -> Evaluation:
    precision = {"0.5": 0.25, "mean": 0.25}
    figures = report([one.compared for one in judged], CLASSES, precision)
    about = {"model": NASTY}
    listed = ClassList.of(CLASSES)
    return Evaluation(f"of {NASTY}", "2026-11-21", judged, figures, listed, about, (NASTY,))


@pytest.fixture(scope="module")
def shown() -> Evaluation:
    recordings = [replace(wandering(100, 2, seed=n), name=f"{n}{NASTY}") for n in range(2)]
    return evaluation(*(Judged(compared(one.name), one) for one in recordings))


class Reader(HTMLParser):
    """Checks that elements end in order, and keeps what there are and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(content: str) -> Reader:
    reader = Reader()
    reader.feed(content)
    reader.close()
    assert reader.open == []
    return reader


def test_it_needs_nothing_but_itself(shown: Evaluation) -> None:
    reader = read(page(shown))
    assert not {tag for tag, _ in reader.seen} & {"script", "link", "img", "iframe", "object"}
    assert not any({"src", "href", "srcset", "onclick"} & attrs.keys() for _, attrs in reader.seen)
    assert not re.search(r"url\(|@import|https?:", page(shown))


def test_every_drawing_is_sound_and_described(shown: Evaluation) -> None:
    drawings = re.findall(r"<svg.*?</svg>", page(shown), re.DOTALL)
    n_wrong = sum(one.n_wrong > 0 for _, one in shown.outcomes)
    assert len(drawings) == 1 + 2 + n_wrong
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.attrib["aria-label"]
        width = float(root.attrib["viewBox"].split()[2])
        for box in root.iter("rect"):
            assert float(box.attrib["x"]) + float(box.attrib["width"]) <= width + 1
            assert float(box.attrib["height"]) >= 0


def test_names_are_never_markup(shown: Evaluation) -> None:
    content = page(shown)
    assert NASTY not in content
    assert content.count("&lt;script&gt;") > 10


def test_it_counts_what_is_known(shown: Evaluation) -> None:
    content = page(shown)
    assert "2 recordings · 6 true segments · 180 of 200 frames are known" in content
    assert {kind: len(shown.of_kind(kind)) for kind in Kind} == {
        Kind.FOUND: 2, Kind.WRONG_CLASS: 2, Kind.MISSED: 2, Kind.SPURIOUS: 2,
    }  # fmt: skip
    assert "Start: half of them are off by no more than 0.13 s" in content
    assert "Stop: half of them are off by no more than 0.00 s" in content


def test_the_worst_come_first_with_figures(shown: Evaluation) -> None:
    captions = re.findall(r"<strong>(\d+)\. (.*?)</strong><small>(.*?)</small>", page(shown))
    assert [number for number, *_ in captions] == [str(n) for n in range(1, 9)]
    wrong = [float(re.findall(r"([\d.]+) s wrong", where)[0]) for *_, where in captions]
    assert wrong == sorted(wrong, reverse=True)
    assert captions[0][1].endswith("taken for walk")
    assert 'class="body"' in page(shown)


def test_of_files_alone_lengths_are_in_frames_and_nothing_is_drawn() -> None:
    content = page(evaluation(Judged(compared("one"))))
    read(content)
    assert "4 frames wrong" in content
    assert 'class="body"' not in content
    assert "seconds" not in content


def test_a_perfect_prediction_has_nothing_to_show() -> None:
    truth = compared("one").truth
    content = page(evaluation(Judged(Compared("one", tuple(truth.segments), truth))))
    assert "Every known frame is right." in content
    nothing = page(evaluation(Judged(Compared("one", (), truth))))
    assert "no edge is off" in nothing


def test_a_page_that_cannot_be_written_is_named(shown: Evaluation, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"page\.html: cannot be written"):
        write_report(shown, tmp_path / "missing" / "page.html")
    write_report(shown, tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text("utf-8") == page(shown)
