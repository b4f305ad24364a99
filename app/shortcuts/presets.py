"""Keys that hands know from other programs, as differences from ours.

After the user guides of ELAN (6) and BORIS (8) and the common keys of video editors (DaVinci
Resolve, Premiere). What a program has no key for keeps ours; two rows never share a key.
"""

from collections.abc import Mapping

Bindings = Mapping[str, tuple[str, ...]]

ELAN: Bindings = {
    "play": ("Ctrl+Space", "Space"),
    "back": ("Ctrl+Left", "Left"),
    "forward": ("Ctrl+Right", "Right"),
    "start": ("Ctrl+B", "Home"),
    "end": ("Ctrl+E", "End"),
    "export_clip": ("Ctrl+Shift+E",),
    "previous_edge": ("Alt+Left",),
    "next_edge": ("Alt+Right",),
    "start_back": ("Ctrl+J",),
    "start_on": ("Ctrl+U",),
    "stop_back": ("Ctrl+Shift+J",),
    "stop_on": ("Ctrl+Shift+U",),
    "delete": ("Alt+D", "Del"),
    "note": ("Alt+M", "F2"),
    "deselect": ("Alt+C", "Esc"),
}

# There every plain letter is free for a behaviour, so here for a class.
BORIS: Bindings = {
    "back_10": ("Down", "Shift+Left"),
    "forward_10": ("Up", "Shift+Right"),
    "shuttle_back": ("End",),
    "shuttle_on": ("Home",),
    "shuttle_stop": (),
    "start": ("Ctrl+Home",),
    "end": ("Ctrl+End",),
    "mark_in": ("[",),
    "mark_out": ("]",),
    "start_here": ("Alt+Q",),
    "stop_here": ("Alt+W",),
    "start_here_alone": ("Alt+Shift+Q",),
    "stop_here_alone": ("Alt+Shift+W",),
    "select_here": ("Alt+D",),
    "split": ("Alt+S",),
    "merge": ("Alt+M",),
    "fill_gap": ("Alt+B",),
    "next_review": ("Alt+N",),
    "previous_review": ("Alt+Shift+N",),
    "review_to_playhead": ("Alt+R",),
    "review_marked": ("Alt+V",),
    "unreview_marked": ("Alt+Shift+V",),
    "fit": ("Alt+F",),
}

EDITOR: Bindings = {
    "split": ("Ctrl+B", "Ctrl+\\", "S"),
    "previous_edge": ("Up", "Ctrl+Left"),
    "next_edge": ("Down", "Ctrl+Right"),
    "play_selected": ("/", "Shift+Space"),
    "loop": ("Ctrl+/", "Ctrl+L"),
    "fit": ("Shift+Z", "F"),
    "zoom_in": ("Ctrl+=", "Ctrl++", "="),
    "zoom_out": ("Ctrl+-", "-"),
    "deselect": ("Ctrl+Shift+A", "Alt+X", "Esc"),
    "start_back": ("Alt+,", "Alt+Left"),
    "start_on": ("Alt+.", "Alt+Right"),
    "delete": ("Backspace", "Del"),
    "reject": ("Shift+Backspace",),
}

PRESETS: Mapping[str, Bindings] = {"Default": {}, "ELAN": ELAN, "BORIS": BORIS, "Editor": EDITOR}
OWN = "Own"
"""What keys are called that are no preset's."""


def preset_of(bindings: Bindings) -> str:
    """The name of the preset with these differences."""
    return next((name for name, preset in PRESETS.items() if preset == dict(bindings)), OWN)
