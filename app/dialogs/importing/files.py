"""The table of files: what each holds, and what is doubtful about it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from app.dialogs.importing.candidate import Candidate
from app.icons import icon
from app.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


def _frames(one: Candidate) -> str:
    return f"{one.preview.n_frames:,}" if one.preview else ""


def _rate(one: Candidate) -> str:
    return f"{one.recording.fps:g}" if one.recording else ""


def _duration(one: Candidate) -> str:
    if not (one.preview and one.recording):
        return ""
    minutes, seconds = divmod(one.preview.n_frames / one.recording.fps, 60)
    return f"{minutes:.0f}:{seconds:04.1f}"


def _tall(one: Candidate) -> str:
    if not one.tallness:
        return ""
    return f"{one.tallness:.2f} m" if one.tallness < 10 else f"{one.tallness:.0f} m"


def _said(one: Candidate) -> str:
    if one.waits:
        return "waiting…"
    parts = (one.refusal, one.said, *one.warnings)
    return "; ".join(filter(None, parts)) or "ready"


COLUMNS: tuple[tuple[str, Callable[[Candidate], str], str], ...] = (
    ("File", lambda one: one.path.name, ""),
    ("Format", lambda one: one.preview.format_name if one.preview else "", ""),
    ("Frames", _frames, "How many frames it has"),
    ("fps", _rate, "Frames per second"),
    ("Length", _duration, "Minutes and seconds"),
    ("Bodies", lambda one: str(one.recording.n_bodies) if one.recording else "", ""),
    ("Joints", lambda one: str(one.recording.skeleton.n_joints) if one.recording else "", ""),
    ("Tall", _tall, "From the lowest to the highest joint: what shows a wrong unit of length"),
    ("Status", _said, ""),
)
_TEXT_COLUMNS = (0, 1, len(COLUMNS) - 1)


class FilesModel(QAbstractTableModel):
    """Candidates as rows."""

    def __init__(self, candidates: Sequence[Candidate], theme: Theme) -> None:
        super().__init__()
        self.candidates = list(candidates)
        self._signs = {
            "good": icon("check", theme.muted),
            "doubtful": icon("triangle-alert", theme.warning),
            "bad": icon("x", theme.warning),
            "waits": QIcon(),
        }

    def put(self, row: int, candidate: Candidate) -> None:
        """Show another candidate in a row."""
        self.candidates[row] = candidate
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.candidates)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section][0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return COLUMNS[section][2]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.candidates[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[index.column()][1](one)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return self._signs[_standing(one)]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((str(one.path), *_said(one).split("; ")))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in _TEXT_COLUMNS else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _standing(one: Candidate) -> str:
    if one.waits:
        return "waits"
    if one.refusal:
        return "bad"
    return "doubtful" if one.doubts else "good"
