"""What becomes of files that are dropped on the window: recordings, a project, or labels."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import FormatError
from core.formats import recognise
from core.label_formats import label_format

if TYPE_CHECKING:
    from app.main_window import MainWindow


def drop(window: "MainWindow", paths: list[Path]) -> None:
    """Import labels into the open recording, or add or open everything else."""
    if len(paths) == 1 and window.document.recording and holds_labels(paths[0]):
        window.label_imports.show(paths[0])
    else:
        window.projects.drop(paths)


def holds_labels(path: Path) -> bool:
    """Whether a file is a label file and no recording, by how it begins."""
    return not _is(recognise, path) and _is(label_format, path)


def _is(recognised: Callable[[Path], object], path: Path) -> bool:
    try:
        recognised(path)
    except FormatError:
        return False
    return True
