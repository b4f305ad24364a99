"""Everything that a finetuning run depends on but the data."""

from dataclasses import dataclass, field

from core.model.config import LocalizerConfig
from training.augment import Augmentation


@dataclass(frozen=True)
class FinetuneConfig:
    """The defaults suit a machine without a graphics card and recordings of some minutes."""

    name: str = "model"  # what the model will be called
    licence: str = ""  # terms of the weights; those of a pretrained encoder are added
    made_on: str = ""  # date for the card
    command: str = ""  # command for the card
    network: LocalizerConfig = field(default_factory=LocalizerConfig)  # classes are counted anew
    encoder: str = ""  # run or file with an encoder to start from; its settings replace network's
    warm: bool = False  # begin with the head of that model file too, and the classes that it knows
    encoder_rate: float = 1.0  # its share of the learning rate; 0 freezes it, statistics and all
    teachers: tuple[str, ...] = ()  # runs or files of models that teach frames nobody reviewed
    augmentation: Augmentation = field(default_factory=Augmentation)  # see there
    fraction: float = 1.0  # share of the performers whose recordings are trained on
    epochs: int = 50  # passes over all frames
    crop: int = 256  # frames of a crop
    batch_size: int = 8  # crops of a step
    learning_rate: float = 4e-3  # peak of the one-cycle schedule
    weight_decay: float = 0.01  # of AdamW
    gradient_clip: float = 5.0  # largest norm of a step's gradient
    smoothing: float = 0.15  # weight of the smoothing loss
    edges: float = 0.3  # weight of telling where labels change
    validate_every: int = 1  # epochs between two validations
    time_limit: float = float("inf")  # seconds; the schedule is shortened to end by then
    bfloat16: bool = False  # compute in bfloat16 where that is safe
    device: str = "auto"  # auto, cpu or cuda
    seed: int = 0  # of initial weights, recordings, crops, augmentation and dropout

    def __post_init__(self) -> None:
        for name in ("epochs", "crop", "batch_size", "validate_every"):
            if (number := getattr(self, name)) < 1:
                raise ValueError(f"{name.replace('_', ' ')} must be at least 1, not {number}")
        for name in ("learning_rate", "time_limit"):
            if not (value := getattr(self, name)) > 0:
                raise ValueError(f"the {name.replace('_', ' ')} must be above 0, not {value}")
        if not 0 < self.fraction <= 1:
            raise ValueError(f"the fraction must be above 0 and at most 1, not {self.fraction}")
        if not self.encoder_rate >= 0:
            raise ValueError(f"the encoder's rate must not be below 0, as {self.encoder_rate} is")
