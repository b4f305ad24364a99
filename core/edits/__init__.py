"""Edits of a label track: pure functions of it that return a `Change`, one family per module.

``change.apply(track)`` is the edited track, ``change.inverse`` takes it back, ``change.span`` is
what a view draws anew, and a change that is false changes nothing. No edit makes a segment that
overlaps another or is empty: what hands do beyond that is cut or stopped, as each edit says, and
frames outside the recording are cut away. A segment that is not in the track is a `ValueError`.

Edits of edges keep where a segment comes from; one that changes its class says who did.
"""
