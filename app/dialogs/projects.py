"""What is asked about a project as a whole: making, adding, finding, copying. Labels are untouched.

Each act that takes long runs beside the window, with progress in the status bar.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.banner import Banner
from app.dialogs.importing.dialog import ImportDialog
from app.dialogs.project_new import NewProjectDialog
from app.dialogs.project_unsaved import UnsavedDialog
from app.loose import entry_at
from app.session import ADD, CONFIRM, FIND, RESCUE, Session
from app.task import Task
from core.entries import Entry, found_in, free
from core.errors import FormatError
from core.progress import Progress, Steps
from core.project import FILE


class ProjectDialogs(QObject):
    """Asks over a window, and does what was answered with a session."""

    progressed = Signal(str, Progress)
    idle = Signal()

    def __init__(self, session: Session, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._banner, self._window = session, banner, window
        self._task: Task | None = None
        self._asked: QDialog | None = None
        self._gave_up = False
        self._remedies: dict[str, Callable[[], object]] = {
            ADD: self.add,
            FIND: self.find,
            CONFIRM: self.confirm,
            RESCUE: self.rescue,
        }
        session.offered.connect(self.offer)

    def offer(self, text: str, remedy: str) -> None:
        """Say what is wrong, with a button that does something about it."""
        self._banner.say(text, remedy, self._remedies[remedy])

    def make(self) -> None:
        """Ask for a new project and open it."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        dialog = NewProjectDialog(Path(documents) / "New Project", self._window)
        dialog.made.connect(self._session.open)
        self._open(dialog)

    def add(self) -> None:
        """Ask for files to add to the open project."""
        if self._may_change():
            names, _ = QFileDialog.getOpenFileNames(self._window, "Add Recordings")
            self.add_files([Path(name) for name in names])

    def add_files(self, paths: list[Path]) -> None:
        """Look at files, and ask how they are to be taken and whether they are to be added."""
        if paths and (project := self._session.keeper.project):
            dialog = ImportDialog(project, paths, self._window)
            dialog.agreed.connect(self._put)
            self._open(dialog)

    def drop(self, paths: list[Path]) -> None:
        """Add files to the open project, or open what was dropped if there is none."""
        project = self._session.keeper.project
        other = any((path / FILE).exists() for path in paths)
        if project and not other and not self._session.keeper.read_only:
            known = {entry.path for entry in project.recordings}
            if len(paths) == 1 and paths[0].absolute() in known:
                self._session.show_recording(paths[0].absolute())
            else:
                self.add_files(paths)
        else:
            self._session.open_all(paths)

    def find(self) -> None:
        """Ask for a folder, and look there for recordings that are not where they were."""
        if self._may_change():
            name = QFileDialog.getExistingDirectory(self._window, "Where to Look for Recordings")
            if name:
                self.find_in(Path(name))

    def find_in(self, folder: Path) -> None:
        """Look in a folder for recordings of the project that are not where they were."""
        project = self._session.keeper.project
        lost = [one for one in project.recordings if not one.path.exists()] if project else []
        if lost:
            task = self._run("Looking", found_in(folder, lost))
            task.done.connect(lambda found: self._relocate(folder, lost, found))
        else:
            self._banner.say("All recordings are where the project says.")

    def confirm(self) -> None:
        """Let the labels of the open recording be used with the content that its file has now."""
        session, path = self._session, self._session.document.path
        entry = entry_at(path, session.keeper.project) if path else None
        if entry and self._may_write():
            task = self._run("Reading", _renewing(entry))
            task.done.connect(self._confirm)

    def rescue(self) -> None:
        """Ask for a place, and write a copy of all labels there."""
        name = QFileDialog.getExistingDirectory(self._window, "Where to Save a Copy of the Labels")
        if name:
            self.rescue_to(Path(name))

    def rescue_to(self, place: Path, then: Callable[[], object] = lambda: None) -> None:
        """Write a copy of all labels into a new folder at a place."""
        taken = (path.name for path in place.iterdir())
        folder = place / free("Kinescribe labels", taken)
        task = self._run("Saving a copy", self._session.keeper.rescuing(folder))
        task.done.connect(lambda missing: self._tell_rescued(folder, missing))
        task.done.connect(lambda _: then())

    def may_close(self) -> bool:
        """Whether nothing is lost by closing; if something is, the person is asked, once."""
        try:
            self._session.keeper.check_settled()
        except FormatError:
            if not self._gave_up:
                self._ask_to_close()
            return self._gave_up
        return True

    def _ask_to_close(self) -> None:
        if self._asked:
            return
        self._asked = dialog = UnsavedDialog(self._session.keeper.saving, self._window)
        dialog.copy_requested.connect(self._rescue_and_close)
        dialog.given_up.connect(self._give_up)
        dialog.finished.connect(self._forget_question)
        self._open(dialog)

    def _forget_question(self) -> None:
        self._asked = None

    def _rescue_and_close(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, "Where to Save a Copy of the Labels")
        if name:
            self.rescue_to(Path(name), self._window.close)

    def _give_up(self) -> None:
        self._gave_up = True
        self._window.close()

    def _tell_rescued(self, folder: Path, missing: tuple[str, ...]) -> None:
        without = f" Without {', '.join(missing)}: they cannot be read." if missing else ""
        self._banner.say(f"A copy of the labels is in {folder}.{without}")

    def _relocate(self, folder: Path, lost: list[Entry], found: dict[str, Entry]) -> None:
        if found:
            self._put(found.values())
        if len(found) == len(lost):
            self._banner.hide()
        else:
            self._banner.say(
                f"{len(lost) - len(found)} of {len(lost)} missing recordings are not in {folder}.",
                FIND,
                self.find,
            )

    def _confirm(self, entry: Entry) -> None:
        self._put([entry])
        self._session.show_recording(entry.path)

    def _put(self, entries: Iterable[Entry]) -> None:
        self._session.keeper.put(*entries)
        self._session.relist()

    def _may_change(self) -> bool:
        if self._session.keeper.project is None:
            self._banner.say("Open a project first, or make one: File, New Project….")
            return False
        return self._may_write()

    def _may_write(self) -> bool:
        if why := self._session.keeper.read_only:
            self._banner.say(f"Nothing can be changed: {why}.")
        return not why

    def _run(self, what: str, steps: Steps[object]) -> Task:
        self.cancel()
        self._task = task = Task(steps, self)
        task.progressed.connect(lambda progress: self.progressed.emit(what, progress))
        task.failed.connect(self._banner.say)
        for ended in (task.done, task.failed):
            ended.connect(self.idle)
        return task

    def cancel(self) -> None:
        """Stop what is under way."""
        if self._task:
            self._task.cancel()

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _renewing(entry: Entry) -> Steps[Entry]:
    """The entry with the content that its file has now."""
    yield Progress(0, 1, entry.name)
    return Entry.of(entry.path, entry.id, entry.name, entry.n_frames, entry.fps)
