"""Says a model's word in the classes of the project, and remembers which class is which."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.keeper import Keeper
from core.class_edits import ClassEdit
from core.class_mapping import Choices, ClassMapping
from core.prediction import Prediction

MAPPINGS = "class_mappings"
"""The setting of a project that holds, for each model by name, what a person has chosen."""


class Translator(QObject):
    """Stands between the predictor and the document."""

    changed = Signal()
    """The model, or the mapping of its classes, is another one."""

    def __init__(self, document: Document, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._keeper = document, keeper
        self._said: Prediction | None = None
        self._stale = ""
        self.mapping = ClassMapping({})
        document.recording_changed.connect(self._forget)
        document.tracks_changed.connect(self._look)

    @property
    def model(self) -> str:
        """Whose word it is; empty if there is none."""
        return self._said.model if self._said else ""

    @property
    def ours(self) -> tuple[str, ...]:
        return self._document.labels.classes.names

    @property
    def undecided(self) -> tuple[str, ...]:
        """Classes of the model that the project lacks, and of which nobody has said what they are.

        None as long as the project has no classes at all: then those of the model will do.
        """
        if not self.ours:
            return ()
        return tuple(name for name in self.mapping.new(self.ours) if name not in self._chosen)

    def n_said(self, name: str) -> int:
        """How many segments of a class of its own the model predicts here."""
        segments = self._said.segments if self._said else ()
        return sum(one.class_name == name for one in segments)

    def take(self, prediction: Prediction, stale: str = "") -> None:
        """Show what a model says, and why that is stale if it is.

        Raises
        ------
        ValueError
            If it is about another number of frames than the open recording has.
        """
        mapping = self._suggested(prediction)
        prediction = replace(prediction, date=self._keeper.first_predicted(prediction.model))
        self._document.set_prediction(mapping.translated(prediction), stale)
        self._said, self._stale, self.mapping = prediction, stale, mapping
        self.changed.emit()

    def choose(self, mapping: ClassMapping) -> None:
        """Let the classes of the model be these of the project, from now on."""
        self._remember({**self._chosen, **mapping.becomes})
        self._look()

    def follow(self, edit: ClassEdit) -> None:
        """A class of the model is what it was, also if that is called otherwise now."""
        theirs = self._said.classes if self._said else ()
        renamed = {old: new for old, new in edit.becomes.items() if new}
        before = ClassMapping.between(theirs, (*self.ours, *renamed), self._chosen)
        moved = {name: renamed[to] for name, to in before.becomes.items() if to in renamed}
        if moved:
            self._remember({**self._chosen, **moved})
            self._look()

    @property
    def _chosen(self) -> Choices:
        return dict(self._keeper.remembered.setting(MAPPINGS).get(self.model, {}))

    def _remember(self, chosen: Choices) -> None:
        known = self._keeper.remembered.setting(MAPPINGS)
        self._keeper.remembered.set_setting(MAPPINGS, {**known, self.model: dict(chosen)})

    def _suggested(self, prediction: Prediction) -> ClassMapping:
        chosen = self._keeper.remembered.setting(MAPPINGS).get(prediction.model, {})
        return ClassMapping.between(prediction.classes, self.ours, chosen)

    def _look(self) -> None:
        """Translate anew if the class list, or what somebody chose, asks for it."""
        if self._said is None:
            return
        mapping = self._suggested(self._said)
        if mapping != self.mapping:
            self.take(self._said, self._stale)
        else:
            self.changed.emit()

    def _forget(self) -> None:
        self._said, self.mapping = None, ClassMapping({})
        self.changed.emit()
