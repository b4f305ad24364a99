"""The bundled demo: a scratch copy of a small project, so that nobody can spoil it."""

import shutil
import tempfile
from pathlib import Path

DEMO = Path(__file__).parent.parent / "resources" / "demo"


class Demo:
    """A copy of the demo project that lives as long as this object."""

    def __init__(self) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="kinescribe-demo-")
        self.folder = Path(self._scratch.name) / "demo"
        shutil.copytree(DEMO, self.folder)

    def remove(self) -> None:
        self._scratch.cleanup()
