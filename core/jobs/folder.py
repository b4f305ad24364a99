"""The folder of a job: what it is to do, how far it is, and what came of it.

``job.json``
    what is to be done; never changed once it is begun;
``state.json``
    how it stands. While its process lives, nobody else writes it;
``wish.json``
    what a person wants of the process: to go on, to pause, or to stop and keep what is best;
``progress.json``
    how far it is;
``labels.json``
    a frozen copy of the labels that it learns from, or is measured by;
``run/``
    the training run, with ``metrics.jsonl``, one line per point of its curves;
``result.json``
    what came of it;
``log.txt``
    what the process printed.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from core.checked import Json, read_checked, write_checked
from core.errors import FormatError
from core.jobs.job import Job, job_from_json
from core.jobs.state import QUEUED, State, state_from_json
from core.progress import Progress

GO, PAUSE, STOP = WISHES = ("go", "pause", "stop")
_LOG_BYTES = 64 * 1024

TAUGHT = "taught"
"""Within the folder of a run: a second one, which the model that came of the first has taught."""

T = TypeVar("T")


def _rows(path: Path) -> list[dict[str, float]]:
    try:
        lines = path.read_text("utf-8").splitlines(keepends=True)
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines if line.endswith("\n")]


@dataclass(frozen=True)
class Standing:
    """How far a job is, and how many seconds it will take still; None if that is not known."""

    progress: Progress
    seconds_left: float | None = None


@dataclass(frozen=True)
class JobFolder:
    """A job and its files. Nothing that is read here is remembered."""

    path: Path

    @property
    def number(self) -> int:
        return int(self.path.name.partition("-")[0])

    @property
    def run(self) -> Path:
        """The folder of the training run."""
        return self.path / "run"

    @property
    def labels(self) -> Path:
        return self.path / "labels.json"

    @property
    def log_path(self) -> Path:
        return self.path / "log.txt"

    def write(self, job: Job) -> None:
        """Begin: from here on there is something to be done."""
        self.ask_for(job)
        self.enter(State())

    def ask_for(self, job: Job) -> None:
        """Say what is to be done, as long as it is not `begun`."""
        write_checked(self.path / "job.json", job.as_json())

    @property
    def begun(self) -> bool:
        """Whether a process does it or has done some of it: then its labels are frozen."""
        return self.state.name != QUEUED or self.labels.exists()

    @property
    def job(self) -> Job:
        """What is to be done; a `FormatError` if that cannot be read."""
        return self._read("job.json", job_from_json)

    @property
    def state(self) -> State:
        """How it stands now."""
        return self._read("state.json", state_from_json)

    def enter(self, state: State) -> None:
        """Say how it stands from now on."""
        write_checked(self.path / "state.json", state.as_json())

    @property
    def wish(self) -> str:
        """One of `WISHES`."""
        try:
            return self._read("wish.json", lambda content: str(content["wish"]))
        except FileNotFoundError:
            return GO

    def want(self, wish: str) -> None:
        """Ask the process for something; it looks after every step."""
        if wish not in WISHES:
            raise ValueError(f"a job cannot be asked to {wish!r}")
        write_checked(self.path / "wish.json", {"wish": wish})

    @property
    def standing(self) -> Standing | None:
        """How far it is; None before the beginning."""
        try:
            content = json.loads((self.path / "progress.json").read_text("utf-8"))
            progress = Progress(content["done"], content["total"], content["doing"])
            return Standing(progress, content["seconds_left"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def tell(self, standing: Standing) -> None:
        """Say how far it is. Not flushed to disk, nor missed on a full one: a newer one follows."""
        progress, left = standing.progress, standing.seconds_left
        content = {"done": progress.done, "total": progress.total, "doing": progress.doing}
        path = self.path / "progress.json"
        temporary = path.with_name(".progress.json")
        with suppress(OSError):
            temporary.write_text(json.dumps(content | {"seconds_left": left}), "utf-8")
            temporary.replace(path)

    def drop_progress(self) -> None:
        """Forget how far it is, so that even a full disk has room to say how it ended."""
        (self.path / "progress.json").unlink(missing_ok=True)

    def metrics(self, skip: int = 0) -> list[dict[str, float]]:
        """Points of its curves, without the first ``skip``; a line being written is left out.

        The epochs of a second training go on counting after those of the first.
        """
        first = _rows(self.run / "metrics.jsonl")
        second = _rows(self.run / TAUGHT / "metrics.jsonl")
        later = [row | {"epoch": row["epoch"] + len(first)} for row in second]
        return [*first, *later][skip:]

    @property
    def result(self) -> Json:
        """What came of it: ``model`` (its number), ``figures``, ``notes`` …; empty before."""
        try:
            return self._read("result.json", dict)
        except FileNotFoundError:
            return {}

    def keep_result(self, result: Mapping[str, Any]) -> None:
        write_checked(self.path / "result.json", {"kinescribe_result": 1} | dict(result))

    @property
    def log(self) -> str:
        """The end of what the process printed."""
        try:
            with self.log_path.open("rb") as file:
                file.seek(max(self.log_path.stat().st_size - _LOG_BYTES, 0))
                return file.read().decode("utf-8", "replace")
        except FileNotFoundError:
            return ""

    def drop_run(self) -> None:
        """Remove what was trained, which is large; the rest stays to be looked at."""
        shutil.rmtree(self.run, ignore_errors=True)

    def _read(self, name: str, read: Callable[[Json], T]) -> T:
        path = self.path / name
        content = read_checked(path).content
        try:
            return read(content)
        except (ValueError, KeyError, TypeError) as error:
            raise FormatError(path, "", f"is damaged: {error!r}") from error
