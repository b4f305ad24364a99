"""Comparisons as JSON, for other processes and programs.

======================== ===================================================================
``old_model, new_model``  names
``classes``               those of the table, then those that only occur
``recordings, judged``    names of all, and of those that the figures are about
``old, new``              what `core.metrics.report.report` says; null if nothing can be judged
``per_class``             for each class its ``name``, true ``frames``, and F1 ``old``, ``new`` and
                          ``difference``, each by ``frames``, ``10``, ``25``, ``50``
``revisions``             what changed, the worst first
======================== ===================================================================

A revision:

======================= ====================================================================
``recording``            its name
``fps``                  frames per second, to show times
``kind``                 ``appeared``, ``vanished``, ``relabelled`` or ``edge moved``
``start, stop``          where to look: frames ``[start, stop)`` around both segments
``old, new``             null or ``class``, ``start``, ``stop``, ``score``
``start_moved``          frames by which the edge is later, negative if earlier, 0 unless both are
``stop_moved``           there; a relabelled segment may have moved, too
``changed_frames``       in which the models say different things
``known_frames``         of those, how many a person has looked at
``lost_frames``          of those, in how many only the old model is right
``won_frames``           and only the new one
``verdict``              ``lost``, ``won``, ``neither``, ``even`` or ``unknown``
``harm``                 seconds that became wrong less those that became right; the order of
                         the list, then the seconds that nobody has looked at
======================= ====================================================================

What is not a number is null.
"""

from typing import Any

from core.comparison import ClassComparison, Comparison
from core.labels import Segment
from core.nan import with_nan, without_nan
from core.revisions import Kind, Revision

Json = dict[str, Any]


def comparison_as_json(comparison: Comparison) -> Json:
    """What `comparison_from_json` reads, and what follows from it."""
    return {
        "old_model": comparison.old_model,
        "new_model": comparison.new_model,
        "classes": list(comparison.classes),
        "recordings": list(comparison.recordings),
        "judged": list(comparison.judged),
        "old": without_nan(comparison.old) or None,
        "new": without_nan(comparison.new) or None,
        "per_class": [_class_as_json(one) for one in comparison.per_class],
        "revisions": [_revision_as_json(one) for one in comparison.revisions],
    }


def comparison_from_json(content: Json) -> Comparison:
    """The comparison that `comparison_as_json` described.

    Raises
    ------
    ValueError, KeyError, TypeError
        If it is none.
    """
    return Comparison(
        str(content["old_model"]),
        str(content["new_model"]),
        tuple(map(str, content["classes"])),
        tuple(map(str, content["recordings"])),
        tuple(map(str, content["judged"])),
        with_nan(content["old"] or {}),
        with_nan(content["new"] or {}),
        tuple(_revision_from_json(one) for one in content["revisions"]),
    )


def _class_as_json(one: ClassComparison) -> Json:
    return {
        "name": one.name,
        "frames": one.n_frames,
        "old": without_nan(one.old),
        "new": without_nan(one.new),
        "difference": without_nan(one.difference),
    }


def _revision_as_json(one: Revision) -> Json:
    return {
        "recording": one.recording,
        "fps": one.fps,
        "kind": one.kind.value,
        "start": one.span.start,
        "stop": one.span.stop,
        "old": _segment_as_json(one.old),
        "new": _segment_as_json(one.new),
        "start_moved": one.start_moved,
        "stop_moved": one.stop_moved,
        "changed_frames": one.n_changed,
        "known_frames": one.n_known,
        "lost_frames": one.n_lost,
        "won_frames": one.n_won,
        "verdict": one.verdict.name.lower(),
        "harm": one.harm,
    }


def _revision_from_json(content: Json) -> Revision:
    return Revision(
        str(content["recording"]),
        float(content["fps"]),
        Kind(content["kind"]),
        _segment_from_json(content["old"]),
        _segment_from_json(content["new"]),
        n_changed=int(content["changed_frames"]),
        n_known=int(content["known_frames"]),
        n_lost=int(content["lost_frames"]),
        n_won=int(content["won_frames"]),
    )


def _segment_as_json(segment: Segment | None) -> Json | None:
    if segment is None:
        return None
    return {
        "class": segment.class_name,
        "start": segment.start,
        "stop": segment.stop,
        "score": segment.score,
    }


def _segment_from_json(content: Json | None) -> Segment | None:
    if content is None:
        return None
    return Segment(
        int(content["start"]), int(content["stop"]), str(content["class"]), float(content["score"])
    )
