"""The folder of a pretraining run. Crash-only: kill it at any time, and resume.

``config.json``
    what it was asked to do;
``metrics.jsonl``
    one line per epoch;
``state.pt``
    everything after the latest epoch, so that the rest goes on as if nothing had happened;
``encoder.safetensors``
    the result. While it is missing, the run is not finished.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from core.atomic import replacing
from core.errors import FormatError
from core.model.pretrained import PretrainedEncoder, save_encoder

# What may differ when a run goes on: how it is computed and described, not what comes out.
_FREE = ("device", "time_limit", "held", "made_on", "command")


class PretrainRun:
    """A run folder; only one process of several may write to it.

    Raises
    ------
    FileExistsError
        If the folder holds a finished run already.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if self.encoder_path.exists():
            raise FileExistsError(f"{folder} already holds a finished run; choose another folder")
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def encoder_path(self) -> Path:
        return self.folder / "encoder.safetensors"

    @property
    def state_path(self) -> Path:
        return self.folder / "state.pt"

    def begin(self, config: Any) -> None:
        """Write down a dataclass of settings; an unfinished attempt is forgotten."""
        self.state_path.unlink(missing_ok=True)
        (self.folder / "metrics.jsonl").write_text("")
        (self.folder / "config.json").write_text(_as_json(config))

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
        path = self.folder / "metrics.jsonl"
        rows = path.read_text().splitlines(keepends=True)
        with replacing(path) as temporary:
            temporary.write_text("".join(rows[:epoch]))

    def keep(self, state: Mapping[str, Any]) -> None:
        """Replace the state by that of a later epoch."""
        with replacing(self.state_path) as temporary:
            torch.save(dict(state), temporary)

    def log(self, row: Mapping[str, float]) -> None:
        with (self.folder / "metrics.jsonl").open("a") as file:
            file.write(json.dumps(row) + "\n")

    def finish(self, encoder: PretrainedEncoder) -> Path:
        """Write the result."""
        save_encoder(encoder, self.encoder_path)
        return self.encoder_path

    def _check_same(self, config: Mapping[str, Any]) -> None:
        before = json.loads((self.folder / "config.json").read_text())
        other = [k for k in config if before.get(k) != config[k] and k not in _FREE]
        if other:
            raise ValueError(f"{self.folder} was begun with another {', '.join(other)}")


def _as_json(config: Any) -> str:
    return json.dumps(asdict(config), indent=1)
