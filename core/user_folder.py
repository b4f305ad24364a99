"""Where the program keeps what belongs to a user and to no project."""

import os
import sys
from pathlib import Path

NAME = "Kinescribe"


def user_folder() -> Path:
    """The folder for data, which may not be there yet; the window keeps its own in it too."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / NAME
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / NAME
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / NAME
