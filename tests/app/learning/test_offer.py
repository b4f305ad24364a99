"""Which model waits for somebody to say whether it is to be used."""

from pathlib import Path

import pytest

from app.learning.offer import offer_in
from core.jobs.job import FINETUNE, PRETRAIN, REFIT
from core.models import Kept, Models
from core.project import Project
from tests.training.jobs.killing import project


@pytest.fixture
def opened(tmp_path: Path) -> Project:
    """A project with model 1, which is current."""
    return Project.open(project(tmp_path / "project"))


def made_of(parent: Kept, models: Models, recipe: str = REFIT) -> Kept:
    name = f"after {models.kept()[-1].number}"
    return models.add(models.get(1).path, name=name, parent=parent.digest, recipe=recipe)


def offered(opened: Project, *declined: int) -> int:
    offer = offer_in(opened, declined)
    return offer.new.number if offer else 0


def test_the_newest_that_nobody_has_decided_about(opened: Project) -> None:
    models = Models(opened.folder)
    first = models.get(1)
    assert offered(opened) == 0
    made_of(first, models)
    made_of(first, models)
    made_of(first, models, PRETRAIN)
    assert offered(opened) == 3
    offer = offer_in(opened, ())
    assert offer
    assert (offer.silent, offer.complete) == (True, False)
    assert str(offer) == "Model 3 is ready; what it changes is being looked at."
    assert offered(opened, 3) == 2
    models.accept(3)
    assert offered(opened) == 0


def test_one_that_was_begun_before_another_was_accepted(opened: Project) -> None:
    models = Models(opened.folder)
    first = models.get(1)
    models.accept(made_of(first, models).number)
    thorough = made_of(first, models, FINETUNE)
    assert offered(opened) == thorough.number == 3
    models.accept(made_of(models.get(2), models).number)
    assert offered(opened) == 0
    models.roll_back()
    assert offered(opened, 4) == 3
