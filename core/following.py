"""An edit of the class list in every recording of a project: all of it, or none.

It is *planned* first, which takes as long as reading all labels and changes nothing. Then it is
announced in ``project.json``, carried out, and the announcement withdrawn. Whoever finds one that
was not withdrawn plans and carries out what is left: a recording that has followed stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.class_edits import ClassEdit, class_edit_from_json
from core.entries import Entry
from core.errors import FormatError
from core.journal import now
from core.label_codec import CODEC, done
from core.label_set import LabelSet
from core.progress import Progress, Steps
from core.project import Project
from core.states import Found, Place, newest_state
from core.steps import Step
from core.store import Store

_ANNOUNCED = "class_edit"


@dataclass(frozen=True)
class Plan:
    """What an edit does to a recording in which it touches segments.

    Parameters
    ----------
    entry
        The recording.
    found
        Its labels, as they were when this was planned.
    step
        What it does to them.
    after
        Its labels then.
    n_touched
        How many segments change.
    """

    entry: Entry
    found: Found[LabelSet]
    step: Step
    after: LabelSet
    n_touched: int


def planning(
    project: Project, edit: ClassEdit, known: Mapping[str, Found[LabelSet]]
) -> Steps[tuple[Plan, ...]]:
    """What an edit does to each recording; those whose labels are damaged are left alone.

    Parameters
    ----------
    known
        Labels that need not be read from disk, by identifier.
    """
    plans = []
    for number, entry in enumerate(project.recordings):
        yield Progress(number, len(project.recordings), f"Looking at {entry.name}")
        found = known.get(entry.id) or _read(project, entry)
        if found and (plan := _plan(entry, found, edit)):
            plans.append(plan)
    return tuple(plans)


def announce(store: Store[LabelSet], edit: ClassEdit) -> None:
    """Let the disk know of an edit before any of its steps."""
    settings = {**store.project.settings, _ANNOUNCED: edit.as_json()}
    store.save_project(replace(store.project, settings=settings), before_edits=True)


def carry_out(
    store: Store[LabelSet], edit: ClassEdit, plans: Sequence[Plan], but: str = ""
) -> None:
    """Save the steps that were planned, but for one recording; what has changed since is replanned.

    Returns at once. The announcement is withdrawn when the disk has them all.
    """
    for plan in plans:
        if plan.entry.id == but:
            continue
        found = store.take_in(plan.entry.id, plan.found)
        current = plan if found is plan.found else _plan(plan.entry, found, edit)
        if current:
            _save(store, current)
    kept = {name: value for name, value in store.project.settings.items() if name != _ANNOUNCED}
    store.save_project(replace(store.project, settings=kept))


def announced(project: Project) -> ClassEdit | None:
    """The edit that was under way when the program ended, if one was."""
    content = project.settings.get(_ANNOUNCED)
    return class_edit_from_json(content) if content else None


def _read(project: Project, entry: Entry) -> Found[LabelSet] | None:
    try:
        found = newest_state(Place(project.folder, entry.id), CODEC)
    except FormatError:
        return None
    return None if any(not damage.torn for damage in found.damages) else found


def _plan(entry: Entry, found: Found[LabelSet], edit: ClassEdit) -> Plan | None:
    labels = found.state
    n_touched = edit.n_touched(labels)
    if not n_touched:
        return None
    step = edit.keeping(labels.classes).step(labels, now())
    return Plan(entry, found, step, step.apply(labels), n_touched)


def _save(store: Store[LabelSet], plan: Plan) -> None:
    store.save(plan.entry.id, plan.step.name, plan.after, lambda: done(plan.step))
