"""A new project: where it is, and what its segments can be of."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.layouts import measured
from core.classes import ClassList
from core.errors import FormatError
from core.project import Project
from core.store import new_project


class NewProjectDialog(QDialog):
    """Makes the folder of a project, and says which."""

    made = Signal(Path)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New Project")
        self.folder = QLineEdit(str(folder))
        self.classes = QPlainTextEdit(placeholderText="walk\nturn\nfreeze")
        self.trouble = QLabel(wordWrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = self.buttons.addButton("Make", QDialogButtonBox.ButtonRole.AcceptRole)
        self.make.setProperty("role", "primary")
        self._lay_out()
        self.buttons.accepted.connect(self._make)
        self.buttons.rejected.connect(self.reject)
        self.folder.textChanged.connect(lambda text: self.make.setEnabled(bool(text.strip())))

    def _lay_out(self) -> None:
        self.folder.setMinimumWidth(320)
        self.classes.setFixedHeight(120)
        self.classes.setTabChangesFocus(True)
        choose = QPushButton("Choose…")
        choose.clicked.connect(self._choose)
        row = measured(QHBoxLayout(), 8)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        column.addWidget(_heading("&Folder, new or empty", self.folder))
        column.addLayout(row)
        column.addWidget(
            _heading("C&lasses, one per line; they can be changed later", self.classes)
        )
        for part in (self.classes, self.trouble, self.buttons):
            column.addWidget(part)
        self.trouble.hide()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder of the New Project")
        if chosen:
            self.folder.setText(chosen)

    def _make(self) -> None:
        folder = Path(self.folder.text().strip()).expanduser().absolute()
        names = (line.strip() for line in self.classes.toPlainText().splitlines())
        try:
            new_project(Project(folder, ClassList.of(dict.fromkeys(filter(None, names)))))
        except (FormatError, ValueError) as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            return
        self.accept()
        self.made.emit(folder)


def _heading(text: str, buddy: QWidget) -> QLabel:
    heading = QLabel(text)
    heading.setBuddy(buddy)
    buddy.setAccessibleName(text.replace("&", ""))
    return heading
