"""A job with everything around it: the project, its models, and what it learns from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.entries import Entry, sha256
from core.jobs.folder import JobFolder
from core.jobs.job import Job
from core.jobs.needs import needs_of
from core.models import Kept, Models
from core.project import Project
from training.jobs.material import Material, material


@dataclass(frozen=True)
class Task:
    """What a recipe needs to know. Read once, so that nothing changes while it works."""

    one: JobFolder

    @cached_property
    def job(self) -> Job:
        return self.one.job

    @cached_property
    def project(self) -> Project:
        return Project.open(self.one.path.parents[1])

    @cached_property
    def models(self) -> Models:
        return Models(self.project.folder)

    @cached_property
    def parent(self) -> Kept:
        """The model that it predicts with, or begins with."""
        return self.models.get(self.job.model)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The recordings that it is about, the most urgent first."""
        if not self.job.recordings:
            return self.project.recordings
        known = {entry.id: entry for entry in self.project.recordings}
        return tuple(known[name] for name in self.job.recordings if name in known)

    @cached_property
    def material(self) -> Material:
        """What it learns from and is judged by: frozen when it is asked for first.

        Raises
        ------
        ValueError, TooLittleError
            If there is nothing to learn from, or too much for this machine.
        """
        found = material(self.project, self.one.labels, self.job.held_out)
        self.check_room(one.entry for one in (*found.training, *found.validation))
        return found

    def check_room(self, entries: Iterable[Entry]) -> None:
        """Raise a `TooLittleError` if these recordings are too much for the machine."""
        needs_of(self.job, self.parent, tuple(entries)).check(self.project.folder)

    @property
    def name(self) -> str:
        """Of the model that comes of it."""
        return self.job.name or f"{self.job.kind} {self.one.number}"

    def keep(self, weights: Path, taught: Iterable[Entry] = ()) -> Kept:
        """Number the model that came of it, with its origin on its card, and say so.

        What the model that it began with has learnt from, it has learnt from.

        Parameters
        ----------
        taught
            Recordings without labels that it has learnt from as well, by a teacher.
        """
        entries = [*(one.entry for one in self.material.training), *taught]
        learnt = [entry.sha256 for entry in entries]
        kept = self.models.add(
            weights,
            name=self.name,
            parent=self.parent.digest,
            recipe=self.job.kind,
            settings=dict(self.job.settings),
            trained_on=tuple(dict.fromkeys((*learnt, *self.parent.card.trained_on))),
            label_hash=sha256(self.one.labels),
        )
        self.one.keep_result(
            {
                "model": kept.number,
                "recordings": len(self.material.training),
                "validation_recordings": len(self.material.validation),
                "classes": list(self.material.classes),
                "figures": dict(kept.card.figures),
                "notes": [self.material.why, *self._flattered()],
            }
        )
        return kept

    def _flattered(self) -> list[str]:
        """A sentence if figures are on what the model that it began with was trained on."""
        learnt = set(self.parent.card.trained_on)
        seen = [x.entry.name for x in self.material.validation if x.entry.sha256 in learnt]
        said = f"the figures flatter: model {self.parent} was trained on {', '.join(seen)}"
        return [said] if seen else []
