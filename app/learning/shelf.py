"""The models of what is open: which one predicts, and which were there before."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import FormatError
from core.models import Kept, Models, bundled


class Shelf(QObject):
    """Reads the models of a project, and changes which one is current.

    Recordings that are opened by themselves have the model that comes with the program.
    """

    changed = Signal()
    """Models have come or gone."""
    swapped = Signal()
    """Another model is current."""
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.models: Models | None = None
        """None if no project is open."""
        self.current = bundled()
        """Who predicts; None only if there is no model at all."""
        self.kept: tuple[Kept, ...] = ()
        """All models of the project, the oldest first."""
        self.accepted: tuple[int, ...] = ()
        """Numbers of those that were made current, in order."""

    @property
    def digests(self) -> tuple[str, ...]:
        """Of the current model, then of those that were current before it, the latest first."""
        known = {one.number: one for one in self.kept}
        before = [known[n].digest for n in reversed(self.accepted) if n in known]
        first = [self.current.digest] if self.current else []
        last = [come_along.digest] if (come_along := bundled()) else []
        return tuple(dict.fromkeys((*first, *before, *last)))

    def open(self, folder: Path | None) -> None:
        """Look at the models of a project folder, or at none."""
        self.models = Models(folder) if folder else None
        self._read()

    def look(self) -> None:
        """Look again: somebody else may have added a model."""
        before = self._state
        self._read(announce=False)
        if self._state != before:
            self.changed.emit()

    def use(self, number: int) -> None:
        """Let a model predict from now on."""
        assert self.models is not None
        self.models.accept(number)
        self._swap()

    def go_back(self) -> None:
        """Let the model predict that did before."""
        assert self.models is not None
        self.models.roll_back()
        self._swap()

    def delete(self, number: int) -> None:
        """Remove a model for ever; a `ValueError` if it is current."""
        assert self.models is not None
        self.models.delete(number)
        self._read()

    def add(self, path: Path) -> Kept:
        """Keep a copy of a model file; a `FormatError` if it is none."""
        assert self.models is not None
        kept = self.models.add(path)
        self._read()
        return kept

    def _swap(self) -> None:
        self._read()
        self.swapped.emit()

    @property
    def _state(self) -> tuple[object, ...]:
        return self.current, self.accepted, tuple(one.number for one in self.kept)

    def _read(self, announce: bool = True) -> None:
        try:
            self.kept = self.models.kept() if self.models else ()
            self.accepted = self.models.accepted() if self.models else ()
            self.current = self.models.current() if self.models else bundled()
        except FormatError as error:
            self.kept, self.accepted, self.current = (), (), bundled()
            self.failed.emit(str(error))
        if announce:
            self.changed.emit()
