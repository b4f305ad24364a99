"""Everything that a pretraining run depends on but the data."""

from dataclasses import dataclass, field

from core.model.config import PAPER_ENCODER, EncoderConfig
from training.contrast.matching import MATCHINGS
from training.contrast.snippets import SnippetConfig
from training.hosts import HOSTS

OPTIMISERS = ("adamw", "sgd")
SCHEDULES = ("cosine", "steps")
LOOKS = ("ours", "paper")


@dataclass(frozen=True)
class PretrainConfig:
    """The defaults suit a machine without a graphics card; `PAPER` has the paper's settings."""

    name: str = "encoder"  # what the encoder will be called
    licence: str = ""  # terms of the weights
    made_on: str = ""  # date for the card
    command: str = ""  # command for the card
    host: str = "skeletonclr"  # one of HOSTS: how whole clips are contrasted
    snippets: bool = True  # whether snippets are contrasted too
    snippet: SnippetConfig = field(default_factory=SnippetConfig)  # see there
    snippet_weight: float = 1.5  # lambda: weight of the snippet loss beside the host's
    encoder: EncoderConfig = field(default_factory=EncoderConfig)  # see there
    looks: str = "ours"  # one of LOOKS: how views are drawn
    n_frames: int = 256  # frames of a view
    n_dims: int = 128  # length of the vectors that are compared
    tau: float = 0.1  # temperature of every contrast
    queue: int = 256  # keys that each queue holds, but at most half as many as an epoch has clips
    momentum: float = 0.99  # share of itself that the key side keeps in a step
    mining_from: float = 1.0  # share of the run after which neighbours count as positives
    initial_deviation: float = 0.0  # of all weights; 0 leaves them as torch makes them
    epochs: int = 100  # passes over about all frames
    batch_size: int = 16  # clips of a step, of all processes together
    optimiser: str = "adamw"  # one of OPTIMISERS
    learning_rate: float = 1e-3  # peak of the schedule
    schedule: str = "cosine"  # one of SCHEDULES; cosine warms up, then falls to zero
    weight_decay: float = 1e-4  # of the optimiser
    gradient_clip: float = 5.0  # largest norm of a step's gradient; 0 for none
    paper_code: bool = (
        False  # reproduce what the published code does by mistake, see docs/method.md
    )
    bfloat16: bool = False  # run encoders in bfloat16
    held: int = 512  # recordings kept in memory once read
    time_limit: float = float("inf")  # seconds; the schedule is shortened to end by then
    device: str = "auto"  # auto, cpu or cuda
    seed: int = 0  # of initial weights, clips, views and dropout

    def __post_init__(self) -> None:
        for field_name, known in (
            ("host", HOSTS),
            ("looks", LOOKS),
            ("optimiser", OPTIMISERS),
            ("schedule", SCHEDULES),
        ):
            if (value := getattr(self, field_name)) not in known:
                raise ValueError(f"there is no {field_name} {value!r}; known: {', '.join(known)}")
        if self.snippet.matching not in MATCHINGS:
            raise ValueError(f"there is no matching {self.snippet.matching!r}")
        if self.n_frames < 16:
            raise ValueError(
                f"a view of {self.n_frames} frames is too short; at least 16 are needed"
            )
        if self.batch_size < 2:
            raise ValueError(f"a batch of {self.batch_size} has nothing to contrast")


PAPER = PretrainConfig(
    host="rvtclr",
    snippet=SnippetConfig(n_snippets=19, matching="similarity", batch_negatives=False),
    encoder=PAPER_ENCODER,
    looks="paper",
    n_frames=300,
    tau=0.07,
    queue=32_768,
    momentum=0.999,
    mining_from=1 / 3,
    initial_deviation=0.02,
    epochs=600,
    batch_size=128,
    optimiser="sgd",
    learning_rate=0.1,
    schedule="steps",
    gradient_clip=0,
)
"""The settings of Cheng et al. 2025, without the mistakes of their code unless asked for."""
