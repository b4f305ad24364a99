"""Files are looked at, taken otherwise by hand, and imported; what is bad is named and left out."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.dialogs.importing.dialog import ImportDialog
from app.dialogs.importing.report import Keeping
from app.viewer.surface import CHOICE
from core.entries import Entry
from core.formats import read_recording, write_recording
from core.interpretation import Interpretation
from core.joints.mapping import Evidence
from core.joints.memory import remembered
from core.project import Project
from tests.core.formats.test_keypoints_json import openpose, points
from tests.core.joints.test_joint_map import nameless, person
from tests.core.joints.test_marker_centres import markers, recording

Opened = Callable[..., ImportDialog]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    # Nothing here is about how bodies are drawn, and this is the fastest way.
    monkeypatch.setenv(CHOICE, "painter")

    def opened(*paths: Path) -> ImportDialog:
        project = Project(tmp_path / "project")
        dialog = ImportDialog(project, paths, memory=tmp_path / "joints.json")
        qtbot.addWidget(dialog)
        dialog.show()
        if any(one.waits for one in dialog.model.candidates):
            qtbot.waitUntil(lambda: not any(one.waits for one in dialog.model.candidates))
        return dialog

    return opened


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    path = tmp_path / "walk.h5"
    write_recording(person(), path)
    return path


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    """Somebody without names, in centimetres that nobody told."""
    path = tmp_path / "huge.h5"
    write_recording(Interpretation(scale=100)(nameless()), path)
    return path


def agree(dialog: ImportDialog, qtbot: QtBot) -> tuple[Entry, ...]:
    with qtbot.waitSignal(dialog.agreed) as agreed:
        qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    return tuple(agreed.args[0])


def cells(dialog: ImportDialog, row: int) -> list[str]:
    model = dialog.model
    return [str(model.data(model.index(row, column))) for column in range(model.columnCount())]


def test_good_and_bad_files_side_by_side(
    opened: Opened, walk: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"\x00\xff")
    dialog = opened(bad, walk)
    assert cells(dialog, 1)[:8] == [
        *("walk.h5", "Kinescribe recording", "20", "30", "0:00.7", "1", "25", "1.63 m")
    ]
    assert cells(dialog, 0)[1:8] == [""] * 7
    assert "no known recording format" in cells(dialog, 0)[8]
    assert dialog.report.text() == "1 added; files stay where they are.\n1 left out."
    assert dialog.add.text() == "Add 1 Recording"
    assert [entry.path for entry in agree(dialog, qtbot)] == [walk]
    assert not dialog.isVisible()


def test_a_doubt_is_put_right_by_a_click(opened: Opened, huge: Path, qtbot: QtBot) -> None:
    dialog = opened(huge)
    assert "somebody is 163 m tall" in cells(dialog, 0)[8]
    assert dialog.taking.remedy.text() == "Take It So: lengths × 0.01"
    qtbot.mouseClick(dialog.taking.remedy, Qt.MouseButton.LeftButton)
    assert cells(dialog, 0)[7:] == ["1.63 m", "lengths × 0.01"]
    assert not dialog.taking.remedy.isVisible()
    assert dialog.report.text() == "1 converted in the project: lengths × 0.01."
    (entry,) = agree(dialog, qtbot)
    np.testing.assert_allclose(read_recording(entry.path).positions, person().positions, atol=1e-5)


def test_rate_up_and_sides_are_said_of_all_selected_files(
    opened: Opened, walk: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.h5"
    write_recording(person(n_frames=7), other)
    dialog = opened(walk, other)
    dialog.table.selectAll()
    dialog.taking.fps.setValue(12.5)
    dialog.taking.mirrored.click()
    assert [one.meant for one in dialog.model.candidates] == [
        Interpretation(fps=12.5, mirrored=True)
    ] * 2
    assert "left and right are swapped" in cells(dialog, 1)[8]
    dialog.taking.fps.setValue(30)
    dialog.taking.mirrored.click()
    assert all(one.meant.changes_nothing for one in dialog.model.candidates)


def test_joints_are_changed_for_all_files_with_the_same_and_remembered(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [tmp_path / "one.h5", tmp_path / "two.h5"]
    for path, n_frames in zip(paths, (9, 7), strict=True):
        write_recording(person(nameless().skeleton.joint_names, n_frames), path)
    dialog = opened(*paths)
    dialog.joints.select("Head")
    dialog.joints.one.setCurrentText("bone03")
    dialog.joints.other.setCurrentText("bone02")
    dialog.joints.one.activated.emit(dialog.joints.one.currentIndex())
    for one in dialog.model.candidates:
        assert one.joints is not None
        assert one.joints.found["Head"].joints == ("bone03", "bone02")
        assert one.joints.found["Head"].evidence is Evidence.HAND
    entries = agree(dialog, qtbot)
    said = dict(read_recording(entries[1].path).skeleton.roles)
    assert said["Head"] == ("bone03", "bone02")
    assert dict(remembered(tmp_path / "joints.json", nameless().skeleton)) == said
    again = opened(*paths)
    assert again.current.joints is not None
    assert again.current.joints.found["Head"].joints == ("bone03", "bone02")
    qtbot.mouseClick(again.joints.forget, Qt.MouseButton.LeftButton)
    assert not again.current.meant.roles


def test_joints_that_are_changed_of_markers_are_joint_centres(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "worn.h5"
    write_recording(recording(markers()), path)
    dialog = opened(path)
    assert dialog.taking.centres.isEnabled()
    dialog.joints.select("Head")
    dialog.joints.one.setCurrentText("SpineShoulder")
    dialog.joints.one.activated.emit(dialog.joints.one.currentIndex())
    assert dialog.taking.centres.isChecked()
    assert cells(dialog, 0)[8].startswith("joint centres for markers, joints by hand")
    (entry,) = agree(dialog, qtbot)
    assert dict(read_recording(entry.path).skeleton.roles)["Head"] == ("SpineShoulder",)
    again = opened(path)
    assert again.current.meant == dialog.current.meant


def test_a_layout_is_chosen_where_a_file_does_not_say_its_joints(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "numbers.txt"
    np.savetxt(path, person().positions[:, 0, :17].reshape(20, -1))
    dialog = opened(path)
    assert "choose a layout" in cells(dialog, 0)[8]
    assert not dialog.add.isEnabled()
    layout = dialog.taking.joint_layout
    assert layout.isVisible()
    layout.setCurrentIndex(layout.findData("h36m17"))
    qtbot.waitUntil(lambda: dialog.current.importable)
    assert cells(dialog, 0)[6] == "17"
    assert dialog.report.text().startswith("1 converted in the project: h36m17.")
    (entry,) = agree(dialog, qtbot)
    assert read_recording(entry.path).skeleton.name == "h36m17"


def test_a_folder_of_frames_becomes_one_file(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "walk"
    folder.mkdir()
    for frame in range(3):
        content = json.dumps(openpose(points(25, frame)))
        (folder / f"walk_{frame}_keypoints.json").write_text(content)
    dialog = opened(folder)
    assert dialog.report.text().startswith("1 converted in the project: a folder of frames.")
    (entry,) = agree(dialog, qtbot)
    assert (entry.path.name, entry.n_frames) == ("walk.h5", 3)


def test_the_slider_shows_frames_of_the_file(opened: Opened, walk: Path) -> None:
    dialog = opened(walk)
    dialog.look.slider.setValue(13)
    assert dialog.look.frame.text() == "frame 13 of 20"
    assert dialog.look.viewer.snapshot().frame == 13


def test_a_click_in_the_picture_selects_a_joint(opened: Opened, walk: Path, qtbot: QtBot) -> None:
    dialog = opened(walk)
    dialog.tabs.setCurrentWidget(dialog.joints)
    place = dialog.joints.picture.place_of("KneeRight").toPoint()
    qtbot.mouseClick(dialog.joints.picture, Qt.MouseButton.LeftButton, pos=place)
    assert dialog.joints.current == "KneeRight"
    assert dialog.joints.name.text() == "Right knee: from"


def test_cancelling_while_files_are_read_adds_nothing(
    opened: Opened, walk: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = ImportDialog(Project(tmp_path / "p"), [walk] * 20, memory=tmp_path / "joints.json")
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.agreed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_converting_is_offered_for_all(opened: Opened, walk: Path, qtbot: QtBot) -> None:
    dialog = opened(walk)
    dialog.keeping.setCurrentIndex(dialog.keeping.findData(Keeping.CONVERT))
    assert dialog.report.text() == "1 converted in the project."
    (entry,) = agree(dialog, qtbot)
    assert entry.path.suffix == ".h5"
    assert entry.path != walk
