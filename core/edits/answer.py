"""A person's answer to an item under review: so it is, or so it is not.

Both decide all frames of the item, so that it does not come up again. Only a label that is renamed
changes outside, where it was longer or shorter than the model has it.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.change import Change, Exchange
from core.classes import BACKGROUND
from core.edits.accept import SAME, accept, accept_all, proposals, reject
from core.edits.look import reviewing, set_reviewed
from core.edits.relabel import delete
from core.edits.write import erase, free_around, paint
from core.labels import LabelTrack, Segment, Source
from core.review import Item, Reason
from core.spans import Spans, overlap


def confirm(
    track: LabelTrack, predicted: Sequence[Segment], item: Item, by_model: Source
) -> Change:
    """The model is right about an item.

    A doubtful proposal becomes a label; where nobody has looked all proposals do, and the rest is
    background; where labels differ the model's word replaces them, also if that is background, and
    grows together with what it touches of its class: so an edge comes to where the model has it. A
    label of the same action under another name goes as a whole, for no rest of it to stay behind.
    """
    within = Spans.of(predicted).within(item.start, item.stop)
    if item.reason is Reason.UNREVIEWED:
        return _looked(track, item, accept_all(track, within, by_model))
    if item.reason is Reason.DISAGREEMENT:
        return _overwritten(track, within, item, by_model)
    return accept(track, _proposal(within, item), by_model)


def deny(track: LabelTrack, predicted: Sequence[Segment], item: Item, by_hand: Source) -> Change:
    """The model is wrong about an item: what the labels say stays, the rest is background.

    The proposals that the item is about are rejected; so is background, where the model takes a
    label for it.
    """
    within = Spans.of(predicted).within(item.start, item.stop)
    if item.reason is Reason.UNREVIEWED:
        return _looked(track, item, reject(track, proposals(track, within), by_hand))
    if item.reason is Reason.DISAGREEMENT:
        at_start = [one for one in within if one.start <= item.start]
        nothing = [Segment(item.start, item.stop, BACKGROUND)]
        refused = tuple(replace(one, source=by_hand) for one in at_start or nothing)
        return Change(rejected=Exchange((), refused))
    return reject(track, [_proposal(within, item)], by_hand)


def _proposal(within: Sequence[Segment], item: Item) -> Segment:
    found = next((one for one in within if one.start == item.start), None)
    if found is None:
        raise ValueError(f"nothing is predicted from frame {item.start}")
    return found


def _looked(track: LabelTrack, item: Item, change: Change) -> Change:
    """A change of segments, and the item reviewed."""
    looked = set_reviewed(track, item.start, item.stop)
    return replace(change, reviewed=looked.reviewed)


def _overwritten(
    track: LabelTrack, within: Sequence[Segment], item: Item, by_model: Source
) -> Change:
    said = next((one for one in within if one.start <= item.start), None)
    if said is None:
        change = erase(track, item.start, item.stop)
        return _looked(track, item, change)
    label = track.segment_at(item.start)
    if label and overlap(label, said) >= SAME:
        return _renamed(track, label, replace(said, source=by_model), item)
    return paint(track, replace(said, start=item.start, stop=item.stop, source=by_model))


def _renamed(track: LabelTrack, label: Segment, said: Segment, item: Item) -> Change:
    """What is said instead of a label, over the item and what is free beside it; its note stays."""
    without = delete([label]).apply(track)
    room = free_around(without, item.start) or item
    start, stop = max(said.start, room.start), max(min(said.stop, room.stop), item.stop)
    grown = paint(without, replace(said, start=start, stop=stop, note=label.note)).segments
    return Change(
        Exchange.of([label, *grown.removed], grown.added), reviewed=reviewing(track, [label])
    )
