"""Run folders: what a training run leaves behind. Crash-only: kill it at any time.

``config.json``, ``labels.json``
    what it was asked to do, and a frozen copy of the labels that it learns from;
``metrics.jsonl``
    one line per epoch;
``last.safetensors``, ``best.safetensors``
    the latest weights, and those best on validation;
``model.safetensors``
    the result. While it is missing, the run is not finished.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.atomic import replacing
from core.model.checkpoint import Model, save_model


class Run:
    """A folder of one run.

    Raises
    ------
    FileExistsError
        If the folder already holds a finished run.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if self.model_path.exists():
            raise FileExistsError(f"{folder} already holds a finished run; choose another folder")
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def model_path(self) -> Path:
        return self.folder / "model.safetensors"

    def begin(self, config: Any, labels: str) -> None:
        """Write down a dataclass of settings and the labels; an unfinished attempt is forgotten."""
        (self.folder / "config.json").write_text(json.dumps(asdict(config), indent=1))
        (self.folder / "labels.json").write_text(labels, encoding="utf-8")
        (self.folder / "metrics.jsonl").write_text("")

    def log(self, row: Mapping[str, float]) -> None:
        with (self.folder / "metrics.jsonl").open("a") as file:
            file.write(json.dumps(row) + "\n")

    def save(self, model: Model, name: str) -> None:
        """Keep a model as ``"last"`` or ``"best"``."""
        save_model(model, self._path(name))

    def finish(self, name: str) -> Path:
        """Make a kept model the result."""
        with replacing(self.model_path) as temporary:
            shutil.copyfile(self._path(name), temporary)
        return self.model_path

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.safetensors"
