"""What a network is made of, without torch, so that anyone may read it."""

from dataclasses import dataclass, field

from core.features import N_CHANNELS, OWN_CHANNELS, POSITION_CHANNELS

ENCODERS = ("stgcn", "agcn")
HEADS = ("fusion", "linear")


@dataclass(frozen=True)
class EncoderConfig:
    """The spatio-temporal graph network that looks at one body."""

    name: str = "stgcn"  # which of ENCODERS
    width: int = 16  # channels of its first stage; the later ones have 2 and 4 times as many
    kernel: int = 9  # frames that a temporal convolution spans, odd
    dropout: float = 0.2  # share of features dropped in every unit while training
    relation: bool = True  # whether it sees what a body does to the other one
    movement: bool = True  # whether it sees how joints move, or only where they are

    def __post_init__(self) -> None:
        if self.name not in ENCODERS:
            raise ValueError(f"there is no encoder {self.name!r}; known: {', '.join(ENCODERS)}")
        if not 1 <= self.width <= 1024:
            raise ValueError(f"an encoder cannot be {self.width} channels wide")
        if not (self.kernel % 2 and 1 <= self.kernel <= 99):
            raise ValueError(f"a temporal kernel must be odd and at most 99, not {self.kernel}")
        if self.relation and not self.movement:
            raise ValueError("an encoder that sees relations sees movement too")

    @property
    def n_channels(self) -> int:
        """Input channels per joint."""
        if self.relation:
            return N_CHANNELS
        return OWN_CHANNELS if self.movement else POSITION_CHANNELS


PAPER_ENCODER = EncoderConfig("agcn", width=64, dropout=0, relation=False, movement=False)
"""The encoder of the paper, which sees nothing but where joints are."""


@dataclass(frozen=True)
class LocalizerConfig:
    """The whole network, from features to class scores of every frame."""

    n_classes: int = 1  # classes, without background
    encoder: EncoderConfig = field(default_factory=EncoderConfig)
    head: str = "fusion"  # which of HEADS: all three stages fused, or the last one alone
    context_layers: int = 6  # dilated convolutions at full rate after the fusion; 0 leaves them out
    context_width: int = 64  # their channels
    dropout: float = 0.2  # share of features dropped before every one of them while training

    def __post_init__(self) -> None:
        if not 1 <= self.n_classes <= 10_000:
            raise ValueError(f"a localizer cannot have {self.n_classes} classes")
        if self.head not in HEADS:
            raise ValueError(f"there is no head {self.head!r}; known: {', '.join(HEADS)}")
        if not 0 <= self.context_layers <= 12:
            raise ValueError(f"0 to 12 context layers are possible, not {self.context_layers}")
        if not 1 <= self.context_width <= 4096:
            raise ValueError(f"context layers cannot be {self.context_width} channels wide")
