"""The vocabulary: classes in order, each with colour, hotkey and visibility. Knows no segments.

Background is not a class: it is what a person saw where no class happens.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

HOTKEYS = "1234567890"
"""What classes without a hotkey of their own get, in order, for as long as there are any."""

BACKGROUND = "background"
"""What is no class: where people looked, or a model says, that none happens."""


@dataclass(frozen=True, slots=True)
class ActionClass:
    """A kind of action.

    Parameters
    ----------
    colour
        ``#rrggbb``, or empty for that of its place in the default palette.
    hotkey
        The key that assigns it, one character, or empty.
    visible
        Whether its segments are shown.
    """

    name: str
    colour: str = ""
    hotkey: str = ""
    visible: bool = True

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a class needs a name")
        if self.name.casefold() == BACKGROUND:
            raise ValueError(f"{self.name!r} is no class: it is what is left where none happens")
        if len(self.hotkey) > 1:
            raise ValueError(f"the hotkey {self.hotkey!r} of class {self.name!r} is not one key")


@dataclass(frozen=True)
class ClassList:
    """Classes in the order in which they are shown and numbered; names and hotkeys are unique."""

    classes: tuple[ActionClass, ...] = ()

    def __post_init__(self) -> None:
        _check_unique("classes are called", self.names)
        _check_unique("classes have the hotkey", (one.hotkey for one in self if one.hotkey))

    @classmethod
    def of(cls, names: Iterable[str]) -> "ClassList":
        """Classes of these names with the default hotkeys."""
        return cls().including(names)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.classes)

    def __iter__(self) -> Iterator[ActionClass]:
        return iter(self.classes)

    def __len__(self) -> int:
        return len(self.classes)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __getitem__(self, name: str) -> ActionClass:
        for one in self.classes:
            if one.name == name:
                return one
        raise ValueError(f"there is no class {name!r}")

    def adding(self, added: ActionClass) -> "ClassList":
        """With one more at the end, which gets a free default hotkey if it has none."""
        if not added.hotkey:
            taken = {one.hotkey for one in self}
            free = (key for key in HOTKEYS if key not in taken)
            added = replace(added, hotkey=next(free, ""))
        return ClassList((*self.classes, added))

    def including(self, names: Iterable[str]) -> "ClassList":
        """With those that are missing added at the end: no segment is ever without its class."""
        whole = self
        for name in names:
            whole = whole if name in whole else whole.adding(ActionClass(name))
        return whole

    def replacing(self, name: str, new: ActionClass) -> "ClassList":
        """With another in the place of one; also to rename, colour, hide or give a hotkey."""
        old = self[name]
        return ClassList(tuple(new if one == old else one for one in self))

    def without(self, name: str) -> "ClassList":
        old = self[name]
        return ClassList(tuple(one for one in self if one != old))

    def moving(self, name: str, place: int) -> "ClassList":
        """With a class at another place, counted from 0 among all."""
        rest = list(self.without(name))
        rest.insert(place, self[name])
        return ClassList(tuple(rest))

    def as_json(self) -> list[dict[str, Any]]:
        """What `class_list_from_json` reads."""
        return [asdict(one) for one in self]


def class_list_from_json(content: list[dict[str, Any]]) -> ClassList:
    """The class list that `ClassList.as_json` described."""
    return ClassList(
        tuple(
            ActionClass(
                str(one["name"]), str(one["colour"]), str(one["hotkey"]), bool(one["visible"])
            )
            for one in content
        )
    )


def _check_unique(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"two {what} {value!r}")
        seen.add(value)
