"""Every encoder there is, by name."""

from core.model.agcn import AGCN
from core.model.config import EncoderConfig
from core.model.encoder import STGCN

AnyEncoder = STGCN | AGCN


def build_encoder(config: EncoderConfig) -> AnyEncoder:
    """The encoder that a config names."""
    return AGCN(config) if config.name == "agcn" else STGCN(config)
