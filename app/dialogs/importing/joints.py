"""What each joint of the model is taken from, as a table beside a picture; any can be changed."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.importing.files import AnyIndex
from app.dialogs.importing.joint_picture import JointPicture
from app.layouts import measured
from app.theme import ROW, Theme
from core.joints.mapping import ESSENTIAL, JointMap, spoken
from core.retarget import RECIPES
from core.skeleton import KINECT2

_COLUMNS = ("Joint", "Taken from", "Told by", "Sure")
_NONE, _ALONE = "no joint", "alone"
_NOWHERE = QModelIndex()


class JointModel(QAbstractTableModel):
    """The joints of the model as rows."""

    def __init__(self) -> None:
        super().__init__()
        self.joints: JointMap | None = None

    def show_joints(self, joints: JointMap | None) -> None:
        self.joints = joints
        self.dataChanged.emit(self.index(0, 0), self.index(KINECT2.n_joints - 1, 3))

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else KINECT2.n_joints

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(KINECT2.joint_names[index.row()])[index.column()]
        return None

    def _texts(self, joint: str) -> tuple[str, str, str, str]:
        source = self.joints.found.get(joint) if self.joints else None
        if source:
            sure = f"{100 * source.confidence:.0f} %"
            return spoken(joint), " + ".join(source.joints), source.evidence.value, sure
        if not self.joints or joint in ESSENTIAL:
            return spoken(joint), "missing" if self.joints else "", "", ""
        return spoken(joint), _recipe(joint), "formula", ""


def _recipe(joint: str) -> str:
    shares = (f"{share:g} {spoken(part)}" for part, share in RECIPES[joint].items())
    return " + ".join(shares).replace("+ -", "− ")


class Joints(QWidget):
    """Table and picture, and below them the choice for the joint in question."""

    changed = Signal(object)
    """The `JointMap` as somebody wants it."""
    forgotten = Signal()
    """Nothing that was said by hand counts any more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.model, self.table, self.picture = JointModel(), QTableView(), JointPicture(theme)
        self.name, self.one, self.other = QLabel(), QComboBox(), QComboBox()
        self.forget = QPushButton("Forget Changes")
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.picture.picked.connect(self.select)
        for combo in (self.one, self.other):
            combo.activated.connect(self._change)
        self.forget.clicked.connect(self.forgotten)
        self.table.selectRow(0)

    def show_joints(self, joints: JointMap | None, by_hand: bool) -> None:
        """Show what joints are taken from, and whether anybody said so."""
        self.setEnabled(joints is not None)
        self.model.show_joints(joints)
        self.forget.setEnabled(by_hand)
        names = joints.skeleton.joint_names if joints else ()
        for combo, first in ((self.one, _NONE), (self.other, _ALONE)):
            combo.clear()
            combo.addItems([first, *names])
        self._show_current()

    def select(self, joint: str) -> None:
        """Make this joint of the model the one in question."""
        self.table.selectRow(KINECT2.joint_names.index(joint))

    @property
    def current(self) -> str:
        return KINECT2.joint_names[max(self.table.currentIndex().row(), 0)]

    def _show_current(self) -> None:
        joints = self.model.joints
        source = joints.found.get(self.current) if joints else None
        names = (*source.joints[:2], "", "")[:2] if source else ("", "")
        self.name.setText(f"{spoken(self.current).capitalize()}: from")
        self.one.setCurrentIndex(max(self.one.findText(names[0]), 0))
        self.other.setCurrentIndex(max(self.other.findText(names[1]), 0))
        self.other.setEnabled(bool(source))
        self.picture.show_joints(joints, self.current)

    def _change(self) -> None:
        if self.model.joints is None:
            return
        chosen = [combo.currentText() for combo in (self.one, self.other) if combo.currentIndex()]
        names = dict.fromkeys(chosen if self.one.currentIndex() else ())
        self.changed.emit(self.model.joints.with_source(self.current, *names))

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName("Joints")
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        above = measured(QHBoxLayout())
        above.addWidget(self.picture)
        above.addWidget(self.table, 1)
        below = measured(QHBoxLayout(), 8, (12, 4, 12, 4))
        self.one.setAccessibleName("Taken from")
        self.other.setAccessibleName("and")
        for part in (self.name, self.one, QLabel("and"), self.other):
            below.addWidget(part, 1 if isinstance(part, QComboBox) else 0)
        below.addWidget(self.forget)
        column = measured(QVBoxLayout(self))
        column.addLayout(above, 1)
        column.addLayout(below)
