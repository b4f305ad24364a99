"""Which class of a model, or of a file, is which class of a project. Nothing is dropped unseen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.labels import Segment
from core.prediction import Prediction

Choices = Mapping[str, str | None]
"""For some classes, by name: which class each becomes, or None for one that is set aside."""

SETTING = "class_mappings"
"""Of a project: what people have chosen, by the name of a model."""


def chosen_for(model: str, settings: Mapping[str, Any]) -> Choices:
    """What people have chosen for the classes of a model, by the settings of a project."""
    choices: Choices = settings.get(SETTING, {}).get(model, {})
    return choices


@dataclass(frozen=True)
class Mapped:
    """Segments in the classes of a project, and those that a person has set aside."""

    segments: tuple[Segment, ...]
    set_aside: tuple[Segment, ...]


@dataclass(frozen=True)
class ClassMapping:
    """Every class of one vocabulary, and the class of the other that it is.

    Parameters
    ----------
    becomes
        By its own name: the name in the project, which may be a new one, or None if a person has
        set the class aside.
    """

    becomes: Choices

    @classmethod
    def between(
        cls, theirs: Iterable[str], ours: Iterable[str], chosen: Choices | None = None
    ) -> "ClassMapping":
        """What a person has chosen, and for the rest what the names suggest.

        A class that is not among ours stays what it is called. Capitals, spaces, hyphens and
        underscores do not count, unless two classes differ by them alone. What was chosen counts as
        long as there is the class that it leads to.
        """
        exact = set(ours)
        alike: dict[str, list[str]] = {}
        for name in exact:
            alike.setdefault(_plain(name), []).append(name)
        suggested = {name: _best(name, exact, alike.get(_plain(name), [])) for name in theirs}
        standing = {
            name: to
            for name, to in (chosen or {}).items()
            if name in suggested and (to is None or to == name or to in exact)
        }
        return cls({**suggested, **standing})

    def setting(self, name: str, to: str | None) -> "ClassMapping":
        """With a person's choice for one class."""
        if name not in self.becomes:
            raise ValueError(f"there is no class {name!r} to map")
        return ClassMapping({**self.becomes, name: to})

    def new(self, ours: Iterable[str]) -> tuple[str, ...]:
        """The classes that the project does not have yet and would get."""
        names = dict.fromkeys(name for name in self.becomes.values() if name is not None)
        return tuple(name for name in names if name not in set(ours))

    def translated(self, prediction: Prediction) -> Prediction:
        """A prediction in the classes of the project; the same if they are those of the model.

        The probabilities of classes that become one are added, those of a class that is set aside
        go to background: of the project's classes none happens.
        """
        if all(name == to for name, to in self.becomes.items()):
            return prediction
        to = [self.becomes[name] for name in prediction.classes]
        classes = tuple(dict.fromkeys(name for name in to if name is not None))
        place = {name: number for number, name in enumerate(classes)}
        columns = [len(classes) if name is None else place[name] for name in to]
        shape = prediction.n_frames, len(classes) + 1
        probabilities = np.zeros(shape, dtype=np.float32)
        for column, theirs in zip(
            (*columns, len(classes)), prediction.probabilities.T, strict=True
        ):
            probabilities[:, column] += theirs
        segments = self.apply(prediction.segments).segments
        return replace(prediction, probabilities=probabilities, classes=classes, segments=segments)

    def apply(self, segments: Iterable[Segment]) -> Mapped:
        """The segments by their new names; a class that is not mapped is a `ValueError`."""
        kept: list[Segment] = []
        aside: list[Segment] = []
        for one in segments:
            if one.class_name not in self.becomes:
                raise ValueError(
                    f"class {one.class_name!r} is not mapped to any class or set aside"
                )
            name = self.becomes[one.class_name]
            (aside if name is None else kept).append(
                replace(one, class_name=name or one.class_name)
            )
        return Mapped(tuple(kept), tuple(aside))


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter not in " -_")


def _best(name: str, exact: set[str], alike: list[str]) -> str:
    return alike[0] if name not in exact and len(alike) == 1 else name
