"""Files that are dropped on the window, or labels that are imported, go through a dialog."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.demo import DEMO
from app.dialogs.importing.dialog import ImportDialog
from app.dialogs.importing.labels import LabelImportDialog
from app.main_window import MainWindow
from core.formats import write_recording
from tests.core.formats.examples import WHOLE
from tests.core.joints.test_joint_map import person
from tests.e2e.test_projects import click, dialog
from tests.e2e.test_window import drop


def test_a_file_that_is_dropped_on_a_project_is_looked_at_first(
    demo: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "turning.h5"
    write_recording(person(), path)
    before = demo.recordings.list.count()
    drop(demo, path)
    add = dialog(demo, ImportDialog)
    qtbot.waitUntil(add.add.isEnabled)
    with qtbot.waitSignal(demo.session.listed):
        click(qtbot, add.add)
    assert demo.recordings.list.count() == before + 1
    assert path in demo.session.paths


def test_of_many_files_the_good_ones_are_added_and_the_bad_ones_are_named(
    demo: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    good = [tmp_path / name for name in WHOLE]
    for path in good:
        WHOLE[path.name][1](path)
    cut, other = tmp_path / "cut off.bvh", tmp_path / "prose.c3d"
    cut.write_bytes((tmp_path / "a.bvh").read_bytes()[:-40])
    other.write_text("no recording")
    before = demo.recordings.list.count()
    drop(demo, *good[:3], cut, *good[3:], other)
    add = dialog(demo, ImportDialog)
    qtbot.waitUntil(add.add.isEnabled, timeout=60_000)
    bad = {one.path: one.refusal for one in add.model.candidates if not one.importable}
    assert set(bad) == {cut, other}
    assert "line 37: has 12 numbers" in bad[cut]
    assert "of no known recording format" in bad[other]
    assert add.add.text() == f"Add {len(good)} Recordings"
    with qtbot.waitSignal(demo.session.listed, timeout=60_000):
        click(qtbot, add.add)
    assert demo.recordings.list.count() == before + len(good)
    assert set(good) <= set(demo.session.paths)


def test_a_recording_of_the_project_that_is_dropped_is_shown(
    demo: MainWindow, qtbot: QtBot
) -> None:
    path = demo.session.paths[1]
    with qtbot.waitSignal(demo.session.opened):
        drop(demo, path)
    assert demo.document.path == path


def test_labels_are_imported_in_one_step(
    demo: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "theirs.txt"
    file.write_text("0.0\t1.0\tRight Punch\n2.0\t3.0\tbow\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    before = demo.document.labels
    demo.menus.actions["import_labels"].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in demo.findChildren(LabelImportDialog)))
    asked = dialog(demo, LabelImportDialog)
    click(qtbot, asked.agree)
    added = demo.document.labels.tracks[len(before.tracks) :]
    assert [(s.start, s.stop, s.class_name) for track in added for s in track.segments] == [
        *((0, 30, "right punch"), (60, 90, "bow"))
    ]
    demo.editor.undo()
    assert demo.document.labels == before


def test_labels_that_are_dropped_are_imported_and_not_added(
    demo: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.txt"
    file.write_text("0.0\t1.0\tbow\n")
    drop(demo, file)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in demo.findChildren(LabelImportDialog)))
    asked = dialog(demo, LabelImportDialog)
    assert asked.windowTitle() == "Import Labels of theirs.txt"
    asked.reject()


def test_labels_that_cannot_be_read_are_named(
    demo: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(DEMO / "project.json"), ""))
    before = demo.document.labels
    with qtbot.waitSignal(demo.label_imports.refused) as refused:
        demo.menus.actions["import_labels"].trigger()
    assert "project.json" in refused.args[0]
    assert demo.document.labels is before
