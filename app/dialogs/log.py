"""What the process of a job printed."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.layouts import measured
from core.jobs.folder import JobFolder


class LogDialog(QDialog):
    """The end of the log as it is now, to be read and copied."""

    def __init__(self, one: JobFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Log of {one.path.name}")
        self.text = QPlainTextEdit(one.log or "It printed nothing.", readOnly=True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName("Log")
        measured(QVBoxLayout(self), 8, (12, 12, 12, 12)).addWidget(self.text)
        self.resize(640, 400)
