"""Everything that a refit depends on but the data."""

from dataclasses import dataclass

from core.model.localizer import FRAME_MULTIPLE


@dataclass(frozen=True)
class RefitConfig:
    """The defaults take two or three seconds on one core, however much was reviewed."""

    steps: int = 48  # of the optimiser
    crop: int = 256  # frames of a crop
    batch_size: int = 8  # crops of a step
    learning_rate: float = 2e-3  # peak of the one-cycle schedule
    weight_decay: float = 0.01  # of AdamW
    gradient_clip: float = 5.0  # largest norm of a step's gradient
    smoothing: float = 0.15  # weight of the smoothing loss
    memory: float = 1.0  # weight of what the model said before, where nobody has looked
    remembered: float = 0.4  # share of the crops where nobody looked, if a class may be forgotten
    balance: float = 0.5  # share of the other crops that are drawn by class and not by frame
    seed: int = 0  # of new weights, crops and dropout

    def __post_init__(self) -> None:
        for name in ("steps", "batch_size"):
            if (number := getattr(self, name)) < 1:
                raise ValueError(f"{name.replace('_', ' ')} must be at least 1, not {number}")
        if self.crop < FRAME_MULTIPLE or self.crop % FRAME_MULTIPLE:
            raise ValueError(f"a crop must be a multiple of {FRAME_MULTIPLE}, not {self.crop}")
        if not self.learning_rate > 0:
            raise ValueError(f"the learning rate must be above 0, not {self.learning_rate}")
        for share in (self.remembered, self.balance):
            if not 0 <= share <= 1:
                raise ValueError(f"a share must be between 0 and 1, not {share}")
