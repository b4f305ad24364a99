"""Two models of a project, by what they have said already: no torch, and done in a moment."""

from collections.abc import Mapping

from core.class_mapping import ClassMapping, chosen_for
from core.comparison import Comparison, compare
from core.label_set import LabelSet
from core.labels import Segment
from core.models import Kept
from core.prediction import Prediction
from core.predictions import Predictions
from core.project import Project
from core.revisions import Rivals


def compare_kept(
    project: Project, labels: Mapping[str, LabelSet], old: Kept, new: Kept
) -> Comparison:
    """Compare two models on every recording of which the predictions of both are kept.

    A recording that either was trained on shows what changes, but judges nobody. What people have
    chosen for the classes of a model holds: one that is set aside is not predicted.

    Parameters
    ----------
    labels
        Of the recordings, by identifier; the truth of each counts, if it has one.
    """
    learnt = {*old.card.trained_on, *new.card.trained_on}
    kept = Predictions(project.folder)
    rivals = []
    for entry in project.recordings:
        before, after = kept.load(old.digest, entry), kept.load(new.digest, entry)
        if before and after:
            fair = entry.sha256 not in learnt and entry.id in labels
            rivals.append(
                Rivals(
                    entry.name,
                    entry.n_frames,
                    entry.fps,
                    _as_project(project, before),
                    _as_project(project, after),
                    labels[entry.id].truth if fair else None,
                )
            )
    return compare(rivals, str(old), str(new), project.classes.names)


def _as_project(project: Project, said: Prediction) -> tuple[Segment, ...]:
    """What is predicted, in the classes of the project."""
    chosen = chosen_for(said.model, project.settings)
    mapping = ClassMapping.between(said.classes, project.classes.names, chosen)
    return mapping.apply(said.segments).segments
