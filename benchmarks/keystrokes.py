"""Seconds that hands need for an act, by the keystroke-level model.

Operators and their times are those of Card, Moran and Newell 1980, 'The keystroke-level model for
user performance time with interactive systems' (doi:10.1145/358886.358895), except for a press or
a release of a mouse button, which is the usual estimate of Kieras. How acts are made of operators
is an assumption: one hand on the mouse, the other over the keys, as the window wants it, and a
thought for every edge that has to be found and every class that has to be decided. Of the ways that
the window has for an act, the quickest counts.
"""

from core.corrections import Act, Costs

KEY = 0.28
"""K: a key, by somebody who types 40 words a minute."""
POINT = 1.1
"""P: to point at something with the mouse."""
BUTTON = 0.1
"""B: a button goes down, or up."""
THINK = 1.35
"""M: to get ready mentally."""

_CLICK = 2 * BUTTON

SECONDS: Costs = {
    # Find the start, drag to the stop, decide on the class.
    Act.INSERT: 3 * THINK + 2 * POINT + 2 * BUTTON + KEY,
    # See that something is wrong, click it, press a key.
    Act.DELETE: THINK + POINT + _CLICK + KEY,
    Act.RELABEL: THINK + POINT + _CLICK + KEY,
    # See that an edge is wrong, find its place, put the playhead there, press Q or W.
    Act.MOVE_EDGE: 2 * THINK + POINT + _CLICK + KEY,
    # Find the frame, put the playhead there, press a key.
    Act.SPLIT: THINK + POINT + _CLICK + KEY,
    # See that two are one, click both, press a key.
    Act.MERGE: THINK + 2 * (POINT + _CLICK) + KEY,
}

FINISH = THINK + KEY
"""The rest of a recording is accepted with one key; by hand, it is called reviewed with one."""
