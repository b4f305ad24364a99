"""What is read of every file in a folder, as a table with pictures: the end of ``docs/formats.md``.

python benchmarks/formats_table.py FOLDER --page docs/formats.md --pictures PNG
    [--without NAME…] [--layout FILE=LAYOUT…]

Everything below the mark in the page is written anew. ``--without`` leaves folders out of the
picture, for data whose terms forbid to show it; they are in the table all the same.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QImage, QPainter

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.viewer.fallback import paint
from app.viewer.scene import Scene
from app.viewer.state import ViewState
from app.viewer.theme import LIGHT
from core.body_shape import BodyShape
from core.doubts import doubts, tallness
from core.errors import FormatError
from core.formats import read_recording, recognise
from core.joints.joint_map import seen_by_model
from core.joints.mapping import JointMap, spoken
from core.recording import Recording

MARK = "<!-- Below: written by benchmarks/formats_table.py -->"
ABOUT = (
    "Each at its fullest frame around the middle, but for those whose terms forbid to show them."
)
HEADINGS = (
    "file",
    "format",
    "frames",
    "fps",
    "bodies",
    "joints",
    "tall",
    "joints of the model",
    "notes",
)
# What lies beside recordings and is none.
BESIDE = {".labels.txt", ".tagstream", ".bones", ".nodes", ".asf"}
WIDTH, HEIGHT, COLUMNS = 200, 210, 6
LINE = 22


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--layout", nargs="*", default=[], metavar="FILE=LAYOUT")
    arguments = parser.parse_args()
    layouts = dict(one.split("=") for one in arguments.layout)
    _ = QGuiApplication(sys.argv[:1])
    rows = [looked_at(path, layouts.get(path.name)) for path in files(arguments.folder)]
    shown = [row for row in rows if row.recording and row.path.parent.name not in arguments.without]
    contact_sheet(shown).save(str(arguments.pictures))
    before = arguments.page.read_text("utf-8").partition(MARK)[0]
    picture = os.path.relpath(arguments.pictures, arguments.page.parent)
    lines = [MARK, *table(rows), "", f"![A frame of each file]({picture})", "", ABOUT]
    arguments.page.write_text(before + "\n".join(lines) + "\n", "utf-8")


@dataclass(frozen=True)
class Row:
    """A file, what it holds, or why that cannot be read."""

    path: Path
    format_name: str = ""
    recording: Recording | None = None
    trouble: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        one = self.recording
        if one is None:
            return (self.path.name, self.format_name, *[""] * 6, self.trouble)
        body, joints = seen_by_model(one)
        notes = [*(doubt.text for doubt in doubts(body, joints)), *one.warnings]
        return (
            *(self.path.name, self.format_name, f"{one.n_frames:,}", f"{one.fps:g}"),
            *(
                str(one.n_bodies),
                str(one.skeleton.n_joints),
                f"{tallness(BodyShape.of(one)):.2f} m",
            ),
            *(told(joints), "; ".join(notes)),
        )


def files(folder: Path) -> list[Path]:
    """The files of a folder that should be recordings."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in found if not any(path.name.endswith(one) for one in BESIDE)]


def looked_at(path: Path, layout: str | None = None) -> Row:
    name = ""
    try:
        name = recognise(path).NAME
        return Row(path, name, read_recording(path, layout))
    except FormatError as error:
        trouble = f"{error.where} {error.why}".strip()
        return Row(path, name, trouble=trouble.replace(str(Path.home()), "~"))


def told(joints: JointMap) -> str:
    """How many joints of the model are told by what; what is missing."""
    if joints.missing:
        few = [spoken(joint) for joint in joints.missing]
        return f"missing: {', '.join(few[:3])}{' …' if len(few) > 3 else ''}"
    evidence = Counter(source.evidence.value for source in joints.found.values())
    made_up = sum(source is None for source in joints.sources)
    parts = [f"{n} by {what}" for what, n in evidence.items()]
    return ", ".join([*parts, *([f"{made_up} made up"] if made_up else [])])


def table(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| {' | '.join(HEADINGS)} |"
    yield "|---|---|--:|--:|--:|--:|--:|---|---|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row.cells)} |"


def contact_sheet(rows: Sequence[Row]) -> QImage:
    """One frame of each, its name below."""
    n_lines = -(-len(rows) // COLUMNS)
    sheet = QImage(COLUMNS * WIDTH, n_lines * (HEIGHT + LINE), QImage.Format.Format_RGB32)
    sheet.fill(QColor(LIGHT.background))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, row in enumerate(rows):
        painter.save()
        painter.translate(place % COLUMNS * WIDTH, place // COLUMNS * (HEIGHT + LINE))
        paint_row(painter, row)
        painter.restore()
    painter.end()
    return sheet


def paint_row(painter: QPainter, row: Row) -> None:
    assert row.recording
    state = ViewState(WIDTH / HEIGHT)
    state.theme = LIGHT
    state.open(Scene.of(row.recording))
    state.seek(middle_frame(row.recording))
    painter.setClipRect(QRectF(0, 0, WIDTH, HEIGHT))
    paint(painter, state.shot(), WIDTH, HEIGHT)
    painter.setClipping(False)
    painter.setPen(QColor("#1d2129"))
    below = QRectF(6, HEIGHT, WIDTH - 12, LINE)
    metrics = QFontMetrics(painter.font())
    name = metrics.elidedText(row.path.name, Qt.TextElideMode.ElideMiddle, int(below.width()))
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)


def middle_frame(recording: Recording) -> int:
    """The fullest of the frames around the middle."""
    middle, around = recording.n_frames // 2, max(recording.n_frames // 4, 1)
    first = max(middle - around, 0)
    return first + int(recording.valid[first : middle + around].sum(axis=(1, 2)).argmax())


if __name__ == "__main__":
    main()
