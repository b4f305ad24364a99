"""How it stands with a job. Knows no folder."""

from dataclasses import asdict, dataclass

from core.checked import Json
from core.journal import now
from core.processes import Process

QUEUED, RUNNING, PAUSED, DONE, FAILED, STOPPED, DISCARDED, INTERRUPTED = STATES = (
    *("queued", "running", "paused", "done"),
    *("failed", "stopped", "discarded", "interrupted"),
)


@dataclass(frozen=True)
class State:
    """What a job is doing, or how it ended.

    Parameters
    ----------
    name
        One of `STATES`. Stopped: ended early by a person, and what was best is kept. Interrupted:
        its process is gone without a word, so it was killed or the machine went down.
    message
        Why it failed, in a sentence.
    process
        Which process does it, as long as it runs or pauses.
    since
        Since when, in ISO 8601.
    """

    name: str = QUEUED
    message: str = ""
    process: Process | None = None
    since: str = ""

    def __post_init__(self) -> None:
        if self.name not in STATES:
            raise ValueError(f"{self.name!r} is no state of a job")
        if not self.since:
            object.__setattr__(self, "since", now())

    @property
    def active(self) -> bool:
        """Whether a process is busy with it, or waits to go on."""
        return self.name in (RUNNING, PAUSED)

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it unless somebody asks for it."""
        return not self.active and self.name != QUEUED

    def as_json(self) -> Json:
        """What `state_from_json` reads."""
        return asdict(self)


def state_from_json(content: Json) -> State:
    """The state as it is now: one whose process is gone has been interrupted."""
    process = Process(**content["process"]) if content["process"] else None
    state = State(content["name"], content["message"], process, content["since"])
    if state.active and not (process and process.lives):
        return State(INTERRUPTED, "its process ended without a word", since=state.since)
    return state
