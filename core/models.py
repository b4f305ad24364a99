"""The models of a project, or of a user: numbered, kept with their cards, one of them current.

``models/NNNN.safetensors`` is a model; ``models/models.json`` says which were accepted, in order:
the last one is current. Without any, it is the model that comes with the program. Knows no torch,
and runs nothing that is in a file.
"""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from core.atomic import appearing, make_folder, replacing
from core.checked import Json, read_checked, write_checked
from core.entries import sha256
from core.errors import FormatError
from core.model.card import Card, read_card, with_card

BUNDLED = Path(__file__).parents[1] / "resources" / "models"
"""The models that come with the program."""

FOLDER, FILE = "models", "models.json"
VERSION = 1


@dataclass(frozen=True)
class Kept:
    """A model that is kept.

    Parameters
    ----------
    number
        By which people know it, from 1; 0 is the model that comes with the program.
    path
        Its file.
    card
        What it says about itself.
    """

    number: int
    path: Path
    card: Card

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its file: two models with the same are the same."""
        return sha256(self.path)

    def __str__(self) -> str:
        return f"{self.number} · {self.card.name}"


class Models:
    """The models in a folder. Nothing is read before it is asked for, nothing is remembered.

    Every method leaves whole files behind, whenever it is stopped, and raises a `FormatError` where
    a file cannot be read or written.

    Parameters
    ----------
    folder
        Of the project, or of the user.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def kept(self) -> tuple[Kept, ...]:
        """All models that can be read, the oldest first. What cannot be, `core.check` names."""
        found = []
        for number, path in self._files().items():
            try:
                found.append(Kept(number, path, read_card(path)))
            except FormatError:
                continue
        return tuple(found)

    def get(self, number: int) -> Kept:
        """The model of a number; a `ValueError` if there is none."""
        if number == 0 and (come_along := bundled()):
            return come_along
        if number not in (files := self._files()):
            raise ValueError(f"there is no model {number} in {self.folder}")
        return Kept(number, files[number], read_card(files[number]))

    def find(self, digest: str) -> Kept | None:
        """The model whose file has this SHA-256, also the one that comes with the program."""
        known = (*self.kept(), *filter(None, [bundled()]))
        return next((one for one in known if one.digest == digest), None)

    def accepted(self) -> tuple[int, ...]:
        """Numbers of those made current, in order, as far as they are still there."""
        there = {0, *self._files()}
        return tuple(number for number in self._content()["accepted"] if number in there)

    def current(self) -> Kept | None:
        """The model that predicts; None only if the program came without any."""
        accepted = self.accepted()
        return self.get(accepted[-1]) if accepted else bundled()

    def add(self, path: Path, **card: Any) -> Kept:
        """Keep a copy of a model file under a number of its own. It is not current yet.

        One that is there already is not added again.

        Parameters
        ----------
        card
            What its card should say instead, by field.
        """
        content = with_card(path, replace(read_card(path), **card))
        if known := self.find(hashlib.sha256(content).hexdigest()):
            return known
        make_folder(self.folder)
        for number in count(self._last() + 1):
            try:
                with appearing(self._path(number)) as temporary:
                    temporary.write_bytes(content)
                return self.get(number)
            except FileExistsError:
                pass  # somebody else was faster
        raise AssertionError("numbers never end")

    def accept(self, number: int) -> Kept:
        """Make a model current."""
        model = self.get(number)
        if self.accepted()[-1:] != (number,):
            self._write((*self.accepted(), number))
        return model

    def roll_back(self) -> Kept | None:
        """Make the one current that was before; at last the one that comes with the program."""
        self._write(self.accepted()[:-1])
        return self.current()

    def export(self, number: int, target: Path) -> None:
        """Write a model as one file, for others to `add`."""
        model = self.get(number)
        with replacing(target) as temporary:
            shutil.copyfile(model.path, temporary)

    def delete(self, number: int) -> None:
        """Remove a model for ever; a `ValueError` if it is current or comes with the program."""
        current = self.current()
        if number == 0 or (current and current.number == number):
            raise ValueError(f"model {number} is in use; make another one current first")
        path = self.get(number).path
        self._write(tuple(one for one in self.accepted() if one != number))
        path.unlink()

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:04d}.safetensors"

    def _last(self) -> int:
        return max(0, int(self._content()["last"]), *self._files())

    def _files(self) -> dict[int, Path]:
        paths = sorted(self.folder.glob("[0-9]*.safetensors"))
        return {int(path.stem): path for path in paths if path.stem.isdecimal()}

    def _content(self) -> Json:
        path = self.folder / FILE
        try:
            content = read_checked(path).content
            return {name: content[name] for name in ("accepted", "last")}
        except FileNotFoundError:
            return {"accepted": [], "last": 0}
        except KeyError as error:
            raise FormatError(path, "", f"is damaged: {error} is missing") from error

    def _write(self, accepted: tuple[int, ...]) -> None:
        make_folder(self.folder)
        # A number is never given twice, even if the last model was deleted.
        content = {
            "kinescribe_models": VERSION,
            "accepted": list(accepted),
            "last": self._last(),
        }
        write_checked(self.folder / FILE, content)


def bundled() -> Kept | None:
    """The newest model that comes with the program: the last by name; None without any."""
    paths = sorted(BUNDLED.glob("*.safetensors"), key=lambda path: path.stem)
    return Kept(0, paths[-1], read_card(paths[-1])) if paths else None


def differences(before: Card, after: Card) -> Mapping[str, tuple[Any, Any]]:
    """What two cards say differently, by field; figures and settings one by one."""
    old, new = _flat(before), _flat(after)
    return {
        name: (old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    }


def _flat(card: Card) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for one in fields(card):
        value = getattr(card, one.name)
        if isinstance(value, Mapping):
            flat |= {f"{one.name}: {name}": item for name, item in value.items()}
        else:
            flat[one.name] = value
    return flat
