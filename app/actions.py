"""What can be done by menu and key, as data. The window turns each row into a `QAction`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ActionSpec:
    """One action: where it stands in the menus, and its keys."""

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()


ACTIONS = (
    ActionSpec("open", "File", "Open Recording…", ("Ctrl+O",)),
    ActionSpec("open_project", "File", "Open Project…", ("Ctrl+Shift+O",)),
    ActionSpec("open_demo", "File", "Open the Demo"),
    ActionSpec("recent", "File", "Open Recent"),
    ActionSpec("quit", "File", "Quit", ("Ctrl+Q",)),
    ActionSpec("play", "Playback", "Play or Pause", ("Space",)),
    ActionSpec("back", "Playback", "One Frame Back", ("Left",)),
    ActionSpec("forward", "Playback", "One Frame On", ("Right",)),
    ActionSpec("back_10", "Playback", "Ten Frames Back", ("Shift+Left",)),
    ActionSpec("forward_10", "Playback", "Ten Frames On", ("Shift+Right",)),
    ActionSpec("previous_edge", "Playback", "Previous Segment Edge", ("Ctrl+Left",)),
    ActionSpec("next_edge", "Playback", "Next Segment Edge", ("Ctrl+Right",)),
    ActionSpec("start", "Playback", "To the Start", ("Home",)),
    ActionSpec("end", "Playback", "To the End", ("End",)),
    ActionSpec("shuttle_back", "Playback", "Shuttle Back", ("J",)),
    ActionSpec("shuttle_stop", "Playback", "Stop", ("K",)),
    ActionSpec("shuttle_on", "Playback", "Shuttle On", ("L",)),
    ActionSpec("fit", "View", "Whole Recording", ("F",)),
    ActionSpec("zoom_in", "View", "Zoom In", ("Ctrl++", "Ctrl+=")),
    ActionSpec("zoom_out", "View", "Zoom Out", ("Ctrl+-",)),
    ActionSpec("look_front", "View", "From the Front", ("1",)),
    ActionSpec("look_side", "View", "From the Side", ("3",)),
    ActionSpec("look_top", "View", "From Above", ("7",)),
    ActionSpec("orthographic", "View", "Perspective or Orthographic", ("O",)),
    ActionSpec("follow", "View", "Follow the Body", ("T",)),
    ActionSpec("ground", "View", "Ground", ("G",)),
    ActionSpec("theme", "View", "Light or Dark"),
    ActionSpec("focus", "View", "Only View and Timeline", ("F11",)),
)
