"""Labels leave the real window for files of other programs, and what they say is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.export.label_dialog import LabelExportDialog
from app.main_window import MainWindow
from core.label_formats import WRITERS, LabelWriter, elan, read_labels, textgrid


def asked(window: MainWindow, writer: LabelWriter, part: str) -> LabelExportDialog:
    window.menus.actions["export_labels"].trigger()
    dialog = window.findChild(LabelExportDialog)
    assert isinstance(dialog, LabelExportDialog)
    dialog.kind.setCurrentIndex(WRITERS.index(writer))
    dialog.part.setCurrentText(part)
    assert dialog.part.currentText() == part
    return dialog


def test_a_recording_goes_to_a_file_that_says_the_same(
    demo: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "ours"), ""))
    document = demo.document
    dialog = asked(demo, textgrid, "All tracks of this recording")
    assert "cannot say which frames were reviewed" in dialog.outcome.text()
    with qtbot.waitSignal(demo.label_exporter.troubled) as said:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert "ours.textgrid: read again, 0 frames differ." in said.args[0]
    read = read_labels(tmp_path / "ours.textgrid", document.n_frames, fps=document.recording.fps)
    ours = [(s.start, s.stop, s.class_name) for t in document.labels.tracks for s in t.segments]
    assert [(s.start, s.stop, s.class_name) for t in read for s in t.segments] == ours != []
    assert demo.stage.banner.text == said.args[0]


def test_a_project_goes_to_a_folder(
    demo: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog = asked(demo, elan, "All recordings of the project")
    with qtbot.waitSignal(demo.label_exporter.troubled) as said:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    project = demo.session.keeper.project
    assert project is not None
    labelled = {entry.id for entry in project.recordings if project.labels(entry).tracks}
    assert {path.stem for path in tmp_path.glob("*.eaf")} == labelled != set()
    assert f"to {len(labelled)} files" in said.args[0]


def test_without_labels_there_is_nothing_to_ask(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.label_exporter.troubled) as said:
        window.menus.actions["export_labels"].trigger()
    assert said.args[0].startswith("There are no labels to export")
    assert window.findChild(LabelExportDialog) is None
