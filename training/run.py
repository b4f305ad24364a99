"""The folder of a training run. Crash-only: kill it at any time, and resume.

``config.json``
    what it was asked to do;
``labels.json``
    a frozen copy of the labels that it learns from, where it learns from any;
``metrics.jsonl``
    one line per epoch;
``state.pt``
    everything after the latest epoch, so that the rest goes on as if nothing had happened;
``last.safetensors``, ``best.safetensors``
    of a localizer, the latest weights and those best on validation;
``model.safetensors`` or ``encoder.safetensors``
    the result. While it is missing, the run is not finished.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import torch

from core.atomic import replacing
from core.errors import FormatError

MODEL, ENCODER = "model", "encoder"
"""What a run may result in."""

# What may differ when a run goes on: how it is computed and described, not what comes out.
_FREE = ("device", "time_limit", "held", "made_on", "command")


class Run:
    """A run folder; only one process of several may write to it.

    Raises
    ------
    FileExistsError
        If the folder holds a finished run already.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if any(self.weights(name).exists() for name in (MODEL, ENCODER)):
            raise FileExistsError(f"{folder} already holds a finished run; choose another folder")

    @property
    def state_path(self) -> Path:
        return self.folder / "state.pt"

    def weights(self, name: str) -> Path:
        """The file of ``"last"``, ``"best"`` or a result."""
        return self.folder / f"{name}.safetensors"

    def begin(self, config: Any, labels: str = "") -> None:
        """Write down a dataclass of settings and the labels; an unfinished attempt is forgotten."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.state_path.unlink(missing_ok=True)
        self._write("metrics.jsonl", "")
        self._write("config.json", _as_json(config))
        if labels:
            self._write("labels.json", labels)

    def resumed(self, config: Any) -> dict[str, Any] | None:
        """The state after the latest epoch; None if there is none yet.

        Raises
        ------
        ValueError
            If the run was begun with other settings; it names them.
        FormatError
            If the state is damaged.
        """
        if not self.state_path.exists():
            return None
        self._check_same(json.loads(_as_json(config)))
        try:
            state: dict[str, Any] = torch.load(self.state_path, "cpu", weights_only=True)
        except Exception as error:
            raise FormatError(self.state_path, "", f"cannot be resumed: {error}") from error
        return state

    def rewind(self, epoch: int) -> None:
        """Forget metrics that are ahead of the state, logged just before the run was killed."""
        rows = (self.folder / "metrics.jsonl").read_text("utf-8").splitlines(keepends=True)
        self._write("metrics.jsonl", "".join(rows[:epoch]))

    def keep(self, state: Mapping[str, Any]) -> None:
        """Replace the state by that of a later epoch."""
        # Not straight to the file: where the disk is full, torch would not say so.
        content = BytesIO()
        torch.save(dict(state), content)
        with replacing(self.state_path) as temporary:
            temporary.write_bytes(content.getbuffer())

    def log(self, row: Mapping[str, float]) -> None:
        with (self.folder / "metrics.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def finish(self, kept: str, result: str) -> Path:
        """Make kept weights the result."""
        with replacing(self.weights(result)) as temporary:
            shutil.copyfile(self.weights(kept), temporary)
        return self.weights(result)

    def finish_early(self, result: str) -> Path | None:
        """As `finish`, with the best weights there are, or else the latest; None without any."""
        kept = next((name for name in ("best", "last") if self.weights(name).exists()), None)
        return self.finish(kept, result) if kept else None

    def _check_same(self, config: Mapping[str, Any]) -> None:
        before = json.loads((self.folder / "config.json").read_text("utf-8"))
        other = [k for k in config if before.get(k) != config[k] and k not in _FREE]
        if other:
            raise ValueError(f"{self.folder} was begun with another {', '.join(other)}")

    def _write(self, name: str, text: str) -> None:
        with replacing(self.folder / name) as temporary:
            temporary.write_text(text, "utf-8")


def _as_json(config: Any) -> str:
    return json.dumps(asdict(config), indent=1)
