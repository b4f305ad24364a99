"""The keys as they are now: those of the settings and those of the open classes."""

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.settings import Settings
from app.shortcuts.keymap import Keymap


class Shortcuts(QObject):
    """Holds the `Keymap` and saves what people change in it."""

    changed = Signal()

    def __init__(
        self, settings: Settings, document: Document, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._document = settings, document
        self.keymap = Keymap(settings.keys)
        for changed in (document.tracks_changed, document.prediction_changed):
            changed.connect(self._read_classes)

    def set_keymap(self, keymap: Keymap) -> None:
        """Let these be the keys, from now on and after a restart."""
        self.keymap = keymap
        self._settings.keys = keymap.bindings
        self.changed.emit()

    def _read_classes(self) -> None:
        """Classes that only the model knows have the keys that they would get."""
        classes = self._document.labels.classes.including(self._document.classes)
        keymap = self.keymap.with_classes(classes)
        if keymap != self.keymap:
            self.keymap = keymap
            self.changed.emit()
