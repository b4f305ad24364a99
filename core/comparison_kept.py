"""Two models of a project, by what they have said already: no torch, and done in a moment."""

from collections.abc import Mapping

from core.comparison import Comparison, compare
from core.entries import Entry
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.models import Kept
from core.predictions import Predictions
from core.project import Project
from core.revisions import Rivals


def compare_kept(
    project: Project, labels: Mapping[str, LabelSet], old: Kept, new: Kept
) -> Comparison:
    """Compare two models on every recording of which the predictions of both are kept.

    A recording that either was trained on shows what changes, but judges nobody.

    Parameters
    ----------
    labels
        Of the recordings, by identifier; the first track in which anything is known counts.
    """
    learnt = {*old.card.trained_on, *new.card.trained_on}
    kept = Predictions(project.folder)
    rivals = []
    for entry in project.recordings:
        before, after = kept.load(old.digest, entry), kept.load(new.digest, entry)
        if before and after:
            truth = None if entry.sha256 in learnt else _truth(labels, entry)
            rivals.append(
                Rivals(
                    entry.name,
                    entry.n_frames,
                    entry.fps,
                    before.segments,
                    after.segments,
                    truth,
                )
            )
    return compare(rivals, str(old), str(new), project.classes.names)


def _truth(labels: Mapping[str, LabelSet], entry: Entry) -> LabelTrack | None:
    tracks = labels[entry.id].tracks if entry.id in labels else ()
    return next((track for track in tracks if track.known().any()), None)
