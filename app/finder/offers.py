"""What the finder can do: everything that there is to do, go to or open, as values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QColor

from app.actions import ACTIONS
from app.document import Document
from app.editor import Editor
from app.finder.match import fit
from app.finder.places import frame_asked
from app.palette import ClassColours
from app.playback import Playback
from app.shortcuts.keymap import Keymap
from app.shortcuts.keys import shown, shown_at

_MOST = 60


@dataclass(frozen=True)
class Offer:
    """One row: what it says, what kind of thing it is, its key, and what choosing it does."""

    text: str
    kind: str
    act: Callable[[], object]
    key: str = ""
    colour: QColor | None = None


def best(query: str, offers: Iterable[Offer]) -> list[Offer]:
    """Those that fit, the best first; those that fit alike stay in order."""
    rated = [(fit(query, f"{offer.text} {offer.kind}"), offer) for offer in offers]
    rated = [pair for pair in rated if pair[0] > 0]
    return [offer for _, offer in sorted(rated, key=lambda pair: -pair[0])[:_MOST]]


def of_actions(actions: Mapping[str, QAction], keymap: Keymap) -> Iterator[Offer]:
    for spec in ACTIONS:
        if (action := actions.get(spec.name)) and action.isEnabled():
            keys = keymap.keys_of(spec.name)
            key = shown_at(keys[0], spec.place) if keys else ""
            yield Offer(spec.text, spec.menu, action.trigger, key)


def of_classes(document: Document, editor: Editor, keymap: Keymap) -> Iterator[Offer]:
    colours = ClassColours(document.classes, document.labels.classes)
    keys = {name: shown(key) for key, name in keymap.classes.items()}
    for name in document.classes:
        act = partial(editor.assign, name)
        yield Offer(f"Label as {name}", "Class", act, keys.get(name, ""), colours.of(name))


def of_recordings(paths: Iterable[Path], show: Callable[[Path], object]) -> Iterator[Offer]:
    return (Offer(f"Open {path.stem}", "Recording", partial(show, path)) for path in paths)


def of_places(query: str, playback: Playback) -> Iterator[Offer]:
    frame = frame_asked(query, playback.fps, playback.n_frames)
    if frame is not None:
        text = f"Go to frame {frame:,} · {frame / playback.fps:.2f} s"
        yield Offer(text, "Time", partial(playback.seek, frame))
