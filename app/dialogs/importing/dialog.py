"""Files are looked at, and how they are taken is settled, before they become recordings."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import theme as themes
from app.dialogs.importing.candidate import Candidate
from app.dialogs.importing.files import FilesModel
from app.dialogs.importing.joints import Joints
from app.dialogs.importing.look import Look
from app.dialogs.importing.looking import Looking
from app.dialogs.importing.report import Keeping, counted, report
from app.dialogs.importing.table import FilesTable
from app.dialogs.importing.taking import Taking
from app.layouts import measured
from app.task import Task
from core.entries import sha256
from core.errors import FormatError
from core.importing import Imported, importing
from core.interpretation import Interpretation, Roles
from core.joints.mapping import JointMap
from core.joints.memory import remember
from core.progress import Progress
from core.project import Project


def memory_file() -> Path:
    """Where it is kept what people said of the joints of skeletons."""
    place = QStandardPaths.StandardLocation.AppConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "joints.json"


class ImportDialog(QDialog):
    """Reads files, lets somebody say how to take them, and imports those that are recordings."""

    agreed = Signal(object)
    """The new entries."""

    def __init__(
        self,
        project: Project,
        paths: Sequence[Path],
        parent: QWidget | None = None,
        memory: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add Recordings")
        self._project, self._memory = project, memory or memory_file()
        theme = themes.current()
        self.model = FilesModel([Candidate(path) for path in paths], theme)
        self.table, self.look, self.taking = FilesTable(self.model), Look(theme), Taking()
        self.joints, self.tabs = Joints(theme), QTabWidget()
        self.report, self.keeping, self.progress = (
            QLabel(wordWrap=True),
            QComboBox(),
            QProgressBar(),
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add = self.buttons.addButton("Add", QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setProperty("role", "primary")
        self._task: Task | None = None
        self._lay_out()
        self._connect()
        self._looking = Looking(paths, self._memory, self._refusal, self)
        self._looking.looked.connect(self._put)
        self._looking.progressed.connect(self._show_reading)
        self._looking.ended.connect(self._end_reading)
        self.table.selectRow(0)
        self._tell()

    @property
    def current(self) -> Candidate:
        return self.model.candidates[max(self.table.currentIndex().row(), 0)]

    def take(self, change: Callable[[Candidate], Candidate]) -> None:
        """Take all selected files in another way."""
        for row in self._selected_rows():
            if self.model.candidates[row].importable:
                self.model.put(row, change(self.model.candidates[row]))
        self._show_current()
        self._tell()

    def _selected_rows(self) -> list[int]:
        return [index.row() for index in self.table.selectionModel().selectedRows()]

    def _change(self, field: str, value: object) -> None:
        # Joints that were said of markers are none of the joints that are made of them.
        more: dict[str, object] = {"roles": ()} if field == "centres" else {}
        self.take(lambda one: one.taken(replace(one.meant, **{field: value}, **more)))  # type: ignore[arg-type]

    def _remedy(self, remedy: Interpretation) -> None:
        self.take(lambda one: one.taken(one.meant.then(remedy)))

    def _choose_layout(self, layout: str | None) -> None:
        for row in self._selected_rows():
            if self.model.candidates[row].takes_layout:
                self._looking.again(row, layout)

    def _change_joints(self, joints: JointMap) -> None:
        self._say_roles(joints.roles)

    def _say_roles(self, roles: Roles) -> None:
        """What is said of a skeleton holds for all files that have the same one."""
        same = self.current.same_joints
        for row, one in enumerate(self.model.candidates):
            if one.importable and one.same_joints == same:
                self.model.put(row, one.with_roles(roles))
        self._show_current()
        self._tell()

    def _refusal(self, path: Path) -> str:
        """Why a file is not imported although it can be read."""
        if path.is_dir():
            return ""
        digest = sha256(path)
        known = (one.name for one in self._project.recordings if one.sha256 == digest)
        name = next(known, "")
        return f"is in the project already, as {name}" if name else ""

    def _put(self, row: int, candidate: Candidate) -> None:
        self.model.put(row, candidate)
        if row == self.table.currentIndex().row():
            self._show_current()
        self._tell()

    def _show_current(self) -> None:
        one = self.current
        self.look.show_candidate(one)
        self.taking.show_candidate(one)
        joints = one.joints if one.importable else None
        self.joints.show_joints(joints, by_hand=bool(one.meant.roles))

    def _show_reading(self, row: int, progress: Progress) -> None:
        self._show_progress(row + progress.fraction, len(self.model.candidates))

    def _show_progress(self, done: float, total: float) -> None:
        self.progress.setRange(0, 1000)
        self.progress.setValue(round(1000 * done / max(total, 1)))

    def _end_reading(self) -> None:
        self.progress.hide()
        self._tell()
        self.add.setFocus()

    def _tell(self) -> None:
        candidates = self.model.candidates
        self.report.setText(report(candidates, self.keeping.currentData()))
        n = sum(one.importable for one in candidates)
        self.add.setText(f"Add {counted(n)}" if n else "Add")
        self.add.setEnabled(n > 0 and not any(one.waits for one in candidates))

    def _agree(self) -> None:
        keeping = self.keeping.currentData()
        convert, copy = keeping is Keeping.CONVERT, keeping is Keeping.COPY
        good = [one for one in self.model.candidates if one.importable]
        self._remember(good)
        self.add.setEnabled(False)
        self.keeping.setEnabled(False)
        self.progress.show()
        steps = importing(self._project, [one.plan(convert, copy) for one in good])
        self._task = task = Task(steps, self)
        task.progressed.connect(self._show_importing)
        task.done.connect(self._finish)
        task.failed.connect(self.report.setText)

    def _show_importing(self, progress: Progress) -> None:
        self._show_progress(progress.done, progress.total)
        self.report.setText(f"Adding {progress.doing}…")

    def _remember(self, candidates: Sequence[Candidate]) -> None:
        said = {one.body.skeleton: one.meant.roles for one in candidates if one.body}
        for skeleton, roles in said.items():
            try:
                remember(self._memory, skeleton, roles)
            except FormatError as error:
                self.report.setText(str(error))

    def _finish(self, imported: Imported) -> None:
        self.agreed.emit(imported.entries)
        if not imported.failures:
            self.accept()
            return
        why = {error.path: error.why for error in imported.failures}
        for row, one in enumerate(self.model.candidates):
            if one.path in why:
                self.model.put(row, replace(one, refusal=why[one.path]))
        self.progress.hide()
        self.report.setText(
            f"{len(imported.entries)} added. {len(why)} could not be; the list says why."
        )

    def _stop(self) -> None:
        self._looking.stop()
        if self._task:
            self._task.cancel()

    def _connect(self) -> None:
        selection = self.table.selectionModel()
        selection.currentRowChanged.connect(lambda *_: self._show_current())
        self.taking.changed.connect(self._change)
        self.taking.remedied.connect(self._remedy)
        self.taking.layout_chosen.connect(self._choose_layout)
        self.joints.changed.connect(self._change_joints)
        self.joints.forgotten.connect(lambda: self._say_roles(()))
        self.keeping.currentIndexChanged.connect(lambda _: self._tell())
        self.buttons.accepted.connect(self._agree)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self._stop)

    def _lay_out(self) -> None:
        self.resize(1180, 700)
        for keeping in Keeping:
            self.keeping.addItem(keeping.value, keeping)
        self.keeping.setAccessibleName("What becomes of the files")
        self.progress.setTextVisible(False)
        self.tabs.addTab(self.taking, "How It Is Taken")
        self.tabs.addTab(self.joints, "Joints")
        self.tabs.setDocumentMode(True)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(self.look)
        below.addWidget(self.tabs)
        below.setSizes([520, 620])
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.table)
        both.addWidget(below)
        rows = self.table.sizeHint().height()
        both.setSizes([rows, self.height() - rows])
        bottom = measured(QHBoxLayout(), 12)
        bottom.addWidget(self.keeping)
        bottom.addWidget(self.buttons, 1)
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        column.addWidget(both, 1)
        for part in (self.progress, self.report):
            column.addWidget(part)
        column.addLayout(bottom)
