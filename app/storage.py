"""Tells how the labels are kept: a word in the status bar and, if they are not, a sentence.

Saving takes a few milliseconds; nobody has to see that.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel

from app.banner import Banner
from app.document import Document
from app.keeper import Keeper, counted
from app.session import RESCUE
from core.writer import Saving

_SHOW_AFTER_MS = 400


class Storage(QObject):
    """Keeps a word and a banner true.

    Parameters
    ----------
    rescue
        What the banner's button does while edits cannot be written.
    """

    def __init__(
        self,
        document: Document,
        keeper: Keeper,
        word: QLabel,
        banner: Banner,
        rescue: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document, self._keeper = document, keeper
        self._word, self._banner, self._rescue = word, banner, rescue
        self._slow = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self._slow.timeout.connect(self._tell)
        keeper.saving_changed.connect(self._hear)
        document.recording_changed.connect(self._tell)

    def _hear(self, saving: Saving) -> None:
        if saving.unsaved and not saving.trouble:
            if not self._slow.isActive():
                self._slow.start()
        else:
            self._slow.stop()
            self._tell()

    def _tell(self) -> None:
        saving, read_only = self._keeper.saving, self._keeper.read_only
        self._word.setText(word(saving, read_only) if self._document.recording else "")
        text = sentence(saving, read_only)
        if not text:
            self._banner.hide()
        elif saving.unsaved:
            self._banner.say(text, RESCUE, self._rescue)
        else:
            self._banner.say(text)


def word(saving: Saving, read_only: str) -> str:
    """How labels are kept, in a word or two."""
    if read_only:
        return "read only"
    if saving.unsaved:
        return f"{counted(saving.unsaved)} not saved" if saving.trouble else "saving…"
    return "saved"


def sentence(saving: Saving, read_only: str) -> str:
    """What is in the way of keeping labels, and what becomes of edits; empty if nothing is."""
    if read_only:
        return f"Open in another window: nothing can be changed here. ({read_only})"
    if not saving.trouble:
        return ""
    if saving.unsaved:
        return (
            f"{counted(saving.unsaved)} cannot be written: {saving.trouble}. "
            "Everything is kept in memory, and written as soon as that is possible."
        )
    return (
        f"Nothing can be written at the moment: {saving.trouble}. "
        "Edits are kept in memory until it can."
    )
