"""What can be called up over the window: finder, key sheet, note, and the dialog of keys."""

from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.finder.finder import Finder
from app.finder.offers import Offer, best, of_actions, of_classes, of_places, of_recordings
from app.note import NoteField
from app.shortcuts.key_dialog import KeyDialog
from app.shortcuts.sheet import Sheet
from app.theme import Theme

if TYPE_CHECKING:
    from app.main_window import MainWindow


class Overlays(QObject):
    """Makes each when it is first asked for, or at once where that costs nothing."""

    def __init__(self, window: "MainWindow", theme: Theme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self.finder = Finder(window, self._offers, theme)
        self.sheet = Sheet(window)
        self.note = NoteField(window, window.editor)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.finder.set_theme(theme)

    def show_sheet(self) -> None:
        self.sheet.show_keys(self._window.shortcuts.keymap)

    def change_keys(self) -> KeyDialog:
        dialog = KeyDialog(self._window.shortcuts, self._theme, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        return dialog

    def ask_for_note(self) -> None:
        """Of the selected segment, or else of the one at the playhead."""
        document = self._window.document
        here = document.active.segment_at(self._window.playback.frame)
        if segment := next(iter(document.selection), here):
            self.note.ask(segment)
        else:
            self._window.editor.refused.emit("Select a segment first.")

    def _offers(self, query: str) -> list[Offer]:
        window = self._window
        keymap, session = window.shortcuts.keymap, window.session
        listed = chain(
            of_actions(window.menus.actions, keymap),
            of_classes(window.document, window.editor, keymap),
            of_recordings(session.paths, session.show_recording),
        )
        return [*of_places(query, window.playback), *best(query, listed)]
