"""Edits of a label track: pure functions of it that return a `Change`, one family per module.

``change.apply(track)`` is the edited track, ``change.inverse`` takes it back, ``change.span`` is
what a view draws anew, and a change that is false changes nothing. No edit makes a segment that
overlaps another or is empty: what hands do beyond that is cut or stopped, as each edit says, and
frames outside the recording are cut away. A segment that is not in the track is a `ValueError`.

=============== =====================================================
module          edits
=============== =====================================================
``write``       create, paint, erase, paste
``move``        move, move_edge, nudge; which edge a frame is `reaching`
``join``        split, merge, fill_gap
``relabel``     relabel, set_note, delete
``look``        set_reviewed, clear_reviewed
``accept``      accept, accept_all, reject; which are `proposals`
``agree``       consensus, adopt, fill_in
``answer``      confirm, deny: of an item under review
``snap``        no edits, but where a dragged edge comes to lie
=============== =====================================================

In a history: ``history.do(Step.edit("Split 'walk'", now, track.name, split(track, frame)))``.

Edits of edges keep where a segment comes from; one that changes its class says who did.
"""
