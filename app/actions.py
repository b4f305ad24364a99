"""What can be done by menu and key, as data. The window turns each row into a `QAction`."""

from dataclasses import dataclass
from enum import Enum


class Place(Enum):
    """Where keys are pressed, as people read it: the same key can mean different things there."""

    WINDOW = "anywhere"
    VIEWER = "in the 3D view"
    CONTROL = "on a button or in a list that was reached by Tab"
    TEXT = "in a text field"


@dataclass(frozen=True)
class ActionSpec:
    """One action: where it stands in the menus, its keys, and where these count.

    Parameters
    ----------
    keys
        As `QKeySequence` writes them in portable text. The first is the one that menus show.
    repeats
        Whether holding the key does it again and again.
    """

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    place: Place = Place.WINDOW
    repeats: bool = False


def _moving(name: str, menu: str, text: str, *keys: str) -> ActionSpec:
    return ActionSpec(name, menu, text, keys, repeats=True)


def _viewing(name: str, text: str, *keys: str) -> ActionSpec:
    return ActionSpec(name, "View", text, keys, Place.VIEWER)


ACTIONS = (
    ActionSpec("open", "File", "Open Recording…", ("Ctrl+O",)),
    ActionSpec("open_project", "File", "Open Project…", ("Ctrl+Shift+O",)),
    ActionSpec("new_project", "File", "New Project…", ("Ctrl+Shift+N",)),
    ActionSpec("add_recordings", "File", "Add Recordings…"),
    ActionSpec("import_labels", "File", "Import Labels…"),
    ActionSpec("merge_labels", "File", "Merge Labels…"),
    ActionSpec("export_labels", "File", "Export Labels…"),
    ActionSpec("open_demo", "File", "Open the Demo"),
    ActionSpec("recent", "File", "Open Recent"),
    ActionSpec("save_view", "File", "Save Picture of the View…"),
    ActionSpec("save_window", "File", "Save Picture of the Window…"),
    ActionSpec("export_clip", "File", "Export a Clip…", ("Ctrl+E",)),
    ActionSpec("quit", "File", "Quit", ("Ctrl+Q",)),
    _moving("undo", "Edit", "Undo", "Ctrl+Z"),
    _moving("redo", "Edit", "Redo", "Ctrl+Y", "Ctrl+Shift+Z"),
    ActionSpec("past", "Edit", "Older States…"),
    ActionSpec("copy", "Edit", "Copy Segments", ("Ctrl+C",)),
    ActionSpec("paste", "Edit", "Paste at the Playhead", ("Ctrl+V",)),
    ActionSpec("delete", "Edit", "Delete Segments", ("Del",)),
    ActionSpec("find", "Edit", "Find Segments", ("Ctrl+F",)),
    ActionSpec("select_all", "Edit", "Select All Segments", ("Ctrl+A",)),
    ActionSpec("select_here", "Edit", "Select at the Playhead", ("D",)),
    ActionSpec("deselect", "Edit", "Clear Selection and Marks", ("Esc",)),
    ActionSpec("mark_in", "Labels", "Mark In", ("I", "[")),
    ActionSpec("mark_out", "Labels", "Mark Out", ("O", "]")),
    ActionSpec("split", "Labels", "Split at the Playhead", ("S",)),
    ActionSpec("merge", "Labels", "Merge Selected", ("M",)),
    ActionSpec("fill_gap", "Labels", "Bridge the Gap", ("B",)),
    ActionSpec("note", "Labels", "Note…", ("F2",)),
    ActionSpec("start_here", "Labels", "Start at the Playhead", ("Q",)),
    ActionSpec("stop_here", "Labels", "End at the Playhead", ("W",)),
    ActionSpec("start_here_alone", "Labels", "Start There, the Neighbour Stays", ("Alt+Q",)),
    ActionSpec("stop_here_alone", "Labels", "End There, the Neighbour Stays", ("Alt+W",)),
    _moving("start_back", "Labels", "Start One Frame Earlier", "Alt+Left"),
    _moving("start_on", "Labels", "Start One Frame Later", "Alt+Right"),
    _moving("stop_back", "Labels", "End One Frame Earlier", "Alt+Shift+Left"),
    _moving("stop_on", "Labels", "End One Frame Later", "Alt+Shift+Right"),
    ActionSpec("add_track", "Labels", "Add a Track"),
    ActionSpec("rename_track", "Labels", "Rename the Track…"),
    ActionSpec("assign_track", "Labels", "Annotator of the Track…"),
    ActionSpec("remove_track", "Labels", "Remove the Track…"),
    ActionSpec("accept", "Review", "Accept Prediction", ("Return",)),
    ActionSpec("accept_seen", "Review", "Accept All in Sight", ("Shift+Return",)),
    ActionSpec("reject", "Review", "Reject Prediction", ("Backspace",)),
    _moving("next_review", "Review", "Next to Review", "N"),
    _moving("previous_review", "Review", "Previous to Review", "Shift+N"),
    ActionSpec("review_to_playhead", "Review", "Review up to the Playhead", ("R",)),
    ActionSpec("review_marked", "Review", "Review the Marked Range", ("V",)),
    ActionSpec("unreview_marked", "Review", "Unreview the Marked Range", ("Shift+V",)),
    ActionSpec("review_all", "Review", "Review the Whole Recording"),
    ActionSpec("map_classes", "Review", "Classes of the Model…"),
    ActionSpec("compare", "Review", "Compare Tracks…"),
    ActionSpec("learn", "Model", "Learn from My Corrections", ("Ctrl+R",)),
    ActionSpec("train", "Model", "Train Thoroughly…"),
    ActionSpec("compare_models", "Model", "Compare the New Model…"),
    ActionSpec("use_model", "Model", "Use the New Model"),
    ActionSpec("keep_model", "Model", "Keep the Old Model"),
    ActionSpec("previous_model", "Model", "Back to the Model Before", ("Ctrl+Alt+Z",)),
    ActionSpec("play", "Playback", "Play or Pause", ("Space",)),
    ActionSpec("play_selected", "Playback", "Play the Segment", ("Shift+Space",)),
    ActionSpec("loop", "Playback", "Loop", ("Ctrl+L",)),
    _moving("back", "Playback", "One Frame Back", "Left"),
    _moving("forward", "Playback", "One Frame On", "Right"),
    _moving("back_10", "Playback", "Ten Frames Back", "Shift+Left"),
    _moving("forward_10", "Playback", "Ten Frames On", "Shift+Right"),
    _moving("previous_edge", "Playback", "Previous Segment Edge", "Ctrl+Left"),
    _moving("next_edge", "Playback", "Next Segment Edge", "Ctrl+Right"),
    ActionSpec("start", "Playback", "To the Start", ("Home",)),
    ActionSpec("end", "Playback", "To the End", ("End",)),
    ActionSpec("shuttle_back", "Playback", "Shuttle Back", ("J",)),
    ActionSpec("shuttle_stop", "Playback", "Stop", ("K",)),
    ActionSpec("shuttle_on", "Playback", "Shuttle On", ("L",)),
    ActionSpec("fit", "View", "Whole Recording", ("F",)),
    _moving("zoom_in", "View", "Zoom In", "Ctrl++", "Ctrl+="),
    _moving("zoom_out", "View", "Zoom Out", "Ctrl+-"),
    _viewing("look_front", "From the Front", "1"),
    _viewing("look_side", "From the Side", "3"),
    _viewing("look_top", "From Above", "7"),
    _viewing("orthographic", "Perspective or Orthographic", "O"),
    _viewing("follow", "Follow the Body", "T"),
    _viewing("ground", "Ground", "G"),
    ActionSpec("trail", "View", "Trail of a Joint"),
    ActionSpec("theme", "View", "Light or Dark"),
    ActionSpec("focus", "View", "Only View and Timeline", ("F11",)),
    ActionSpec("palette", "Help", "Find Anything…", ("Ctrl+K",)),
    ActionSpec("sheet", "Help", "Keys at a Glance", ("?",)),
    ActionSpec("keys", "Help", "Change Keys…"),
)
BY_NAME = {spec.name: spec for spec in ACTIONS}
