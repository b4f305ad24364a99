"""What is to be done, as a value. Knows no folder and no process."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from core.checked import Json

PREDICT, REFIT, FINETUNE, PRETRAIN, EVALUATE = KINDS = (
    *("predict", "refit", "finetune"),
    *("pretrain", "evaluate"),
)
TEACH = "teach"
"""Setting of a finetuning job: whether what comes of it teaches a second model, which is kept if it
is the better one; see `training.jobs.finetuning`."""
DEVICES = ("auto", "cpu", "cuda")
VERSION = 1


@dataclass(frozen=True)
class Job:
    """Something that a model has to do or to learn.

    Parameters
    ----------
    kind
        One of `KINDS`: predict recordings; train the head of a model on cached features; train all
        of it; pretrain an encoder on recordings without labels; say how good a model is.
    model
        Number of the model to predict with, or to begin with; 0 comes with the program.
    recordings
        Identifiers of recordings, the most urgent first; empty for all of the project. Those that
        are trained on are always all reviewed ones.
    held_out
        Patterns of recordings to validate on and not to train on, see `core.holdout`;
        empty: chosen by themselves, where there are enough.
    settings
        Of the recipe, by field; what is not said is as the recipe has it.
    name
        What people will call the model that comes of it.
    threads
        Cores to compute on; 0 is all but one, which stays free for the window.
    device
        ``"auto"``, ``"cpu"`` or ``"cuda"``.
    """

    kind: str
    model: int = 0
    recordings: tuple[str, ...] = ()
    held_out: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    threads: int = 0
    device: str = "auto"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"there is no job {self.kind!r}; known: {', '.join(KINDS)}")
        if self.device not in DEVICES:
            raise ValueError(f"device must be one of {', '.join(DEVICES)}, not {self.device!r}")
        if self.model < 0 or self.threads < 0:
            raise ValueError(f"model {self.model} and {self.threads} threads cannot be")

    def as_json(self) -> Json:
        """What `job_from_json` reads."""
        return {"kinescribe_job": VERSION} | asdict(self)


def job_from_json(content: Json) -> Job:
    """The job that `Job.as_json` described; a `ValueError`, `KeyError` or `TypeError` else."""
    values = dict(content)
    if (version := values.pop("kinescribe_job")) != VERSION:
        raise ValueError(f"it is of version {version}, not {VERSION}")
    for name in ("recordings", "held_out"):
        values[name] = tuple(map(str, values[name]))
    return Job(**values)
