"""A model's classes become those of the project as a person says, once and for good."""

from dataclasses import replace

import numpy as np
import pytest

from app.keeper import Keeper
from app.translator import Translator
from app.vocabulary import Vocabulary
from core import class_edits
from core.labels import Segment
from core.prediction import Prediction
from tests.app.opening import Opened

SAID = (
    Segment(10, 21, "Walk", 0.9),
    Segment(70, 80, "jump", 0.4),
    Segment(85, 90, "hop", 0.4),
)


class WithTranslator(Opened):
    """The project has walk, run, sit; the model says Walk, jump, hop."""

    def __init__(self) -> None:
        super().__init__()
        self.keeper = Keeper(self.document)
        self.translator = Translator(self.document, self.keeper)
        probabilities = np.full((100, 4), 0.25, dtype=np.float32)
        self.raw = Prediction(probabilities, ("Walk", "jump", "hop"), "m", SAID)
        self.translator.take(self.raw)

    @property
    def foreseen(self) -> list[str]:
        return [one.class_name for one in self.document.predicted]

    def choose(self, **choices: str | None) -> None:
        mapping = self.translator.mapping
        for name, to in choices.items():
            mapping = mapping.setting(name, to)
        self.translator.choose(mapping)


@pytest.fixture
def here(qapp: object) -> WithTranslator:
    return WithTranslator()


def test_what_the_project_lacks_is_shown_and_open(here: WithTranslator) -> None:
    assert here.foreseen == ["walk", "jump", "hop"]
    assert here.translator.undecided == ("jump", "hop")


def test_a_choice_is_shown_at_once_accepted_so_and_remembered(here: WithTranslator) -> None:
    here.choose(jump="run", hop=None)
    assert here.foreseen == ["walk", "run"]
    assert here.translator.undecided == ()
    here.editor.accept(here.document.predicted[1])
    assert here.said[-1] == (70, 80, "run")
    assert "jump" not in here.document.classes
    here.translator.take(replace(here.raw, segments=SAID[:2]))
    assert here.foreseen == ["walk", "run"]


def test_a_class_that_is_to_be_new_is_decided_and_comes_when_it_is_accepted(
    here: WithTranslator,
) -> None:
    here.choose(jump="jump", hop="run")
    assert here.translator.undecided == ()
    assert "jump" not in here.document.labels.classes
    here.editor.accept(here.document.predicted[1])
    assert "jump" in here.document.labels.classes


def test_another_model_is_asked_about_anew(here: WithTranslator) -> None:
    here.choose(jump=None, hop=None)
    here.translator.take(replace(here.raw, model="m2"))
    assert here.translator.undecided == ("jump", "hop")


def test_predictions_follow_a_class_that_is_renamed_and_back(here: WithTranslator) -> None:
    vocabulary = Vocabulary(here.document, here.editor)
    vocabulary.edited.connect(here.translator.follow)
    listed = here.document.labels.classes
    vocabulary.do(class_edits.alter(listed, "walk", replace(listed["walk"], name="gait")))
    assert here.foreseen[0] == "gait"
    assert "walk" not in here.document.classes
    here.document.undo()
    assert here.foreseen[0] == "walk"


def test_a_project_without_classes_takes_those_of_the_model(here: WithTranslator) -> None:
    here.document.set_classes(type(here.document.labels.classes)())
    assert here.translator.undecided == ()


def test_a_word_about_another_length_changes_nothing(here: WithTranslator) -> None:
    before = here.document.prediction
    short = Prediction(np.full((5, 2), 0.5, dtype=np.float32), ("a",), "other")
    with pytest.raises(ValueError, match="5 frames"):
        here.translator.take(short)
    assert (here.document.prediction, here.translator.model) == (before, "m")


def test_a_prediction_has_the_date_at_which_the_model_first_said_so(here: WithTranslator) -> None:
    first = here.document.prediction
    here.translator.take(here.raw)
    again = here.document.prediction
    assert first is not None
    assert again is not None
    assert again.date == first.date != ""
