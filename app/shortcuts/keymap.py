"""Which key does what, and where. A value: knows no window and no event."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.actions import ACTIONS, BY_NAME, Place
from core.classes import ClassList

_FUNCTION_KEYS = frozenset(f"F{n}" for n in range(1, 25))
_TEXT_KEYS = frozenset(
    f"Ctrl+{key}"
    for key in (
        *("A", "C", "V", "X", "Y", "Z", "Shift+Z", "Backspace", "Del", "Ins", "Home", "End"),
        *("Left", "Right", "Shift+Left", "Shift+Right"),
    )
)
_CONTROL_KEYS = frozenset(("Space", "Return", "Up", "Down", "Left", "Right", "Home", "End", "Del"))


@dataclass(frozen=True)
class Meaning:
    """What a key asks for: an action by its name, or a class to label as; one of the two."""

    action: str = ""
    class_name: str = ""


@dataclass(frozen=True)
class Conflict:
    """One key that several things want in one place: the first of them gets it."""

    key: str
    place: Place
    wanted_by: tuple[Meaning, ...]


@dataclass(frozen=True)
class Keymap:
    """The keys of all actions and of the classes.

    Parameters
    ----------
    bindings
        Keys of actions that differ from the default of `app.actions`, by name.
    classes
        Class names by their key, one capital or figure.

    Raises
    ------
    ValueError
        If there is no such action.
    """

    bindings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.bindings:
            if name not in BY_NAME:
                raise ValueError(f"there is no action {name!r}")

    def keys_of(self, action: str) -> tuple[str, ...]:
        return self.bindings.get(action, BY_NAME[action].keys)

    def meaning(self, key: str, place: Place = Place.WINDOW) -> Meaning | None:
        """What a key asks for in a place; None leaves it to whatever has the focus."""
        if not _is_free(key, place):
            return None
        here = (place,) if place is Place.VIEWER else ()
        wanted = (
            meaning for where in (*here, Place.WINDOW) for meaning in self._wanted(key, where)
        )
        return next(wanted, None)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Keys with several meanings in one place. The 3D view may well have keys of its own."""
        keys = {key for spec in ACTIONS for key in self.keys_of(spec.name)} | set(self.classes)
        found = (
            Conflict(key, place, tuple(self._wanted(key, place)))
            for key in sorted(keys)
            for place in (Place.WINDOW, Place.VIEWER)
        )
        return tuple(one for one in found if len(one.wanted_by) > 1)

    def with_keys(self, action: str, keys: Iterable[str]) -> "Keymap":
        """With other keys for an action; those of its default are no difference."""
        others = {name: own for name, own in self.bindings.items() if name != action}
        chosen = tuple(keys)
        if chosen != BY_NAME[action].keys:
            others[action] = chosen
        return replace(self, bindings=others)

    def with_classes(self, classes: ClassList) -> "Keymap":
        """With the keys of these classes."""
        return replace(
            self, classes={one.hotkey.upper(): one.name for one in classes if one.hotkey}
        )

    def _wanted(self, key: str, place: Place) -> Iterator[Meaning]:
        """Classes come first: people chose their keys, and the sheet says what they cover."""
        if place is Place.WINDOW and key in self.classes:
            yield Meaning(class_name=self.classes[key])
        for name in self._actions_by_key.get((key, place), ()):
            yield Meaning(action=name)

    @cached_property
    def _actions_by_key(self) -> Mapping[tuple[str, Place], list[str]]:
        found = defaultdict[tuple[str, Place], list[str]](list)
        for spec in ACTIONS:
            for key in self.keys_of(spec.name):
                found[key, spec.place].append(spec.name)
        return found


def _is_free(key: str, place: Place) -> bool:
    """Whether a place leaves a key to the keymap."""
    if place is Place.TEXT:
        return key in _FUNCTION_KEYS or (key.startswith("Ctrl+") and key not in _TEXT_KEYS)
    return place is not Place.CONTROL or key not in _CONTROL_KEYS
