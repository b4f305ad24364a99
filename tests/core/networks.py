"""Small networks and recordings for tests."""

import numpy as np
import torch

from core.model.card import Card
from core.model.checkpoint import Model
from core.model.config import EncoderConfig, LocalizerConfig
from core.model.localizer import Localizer
from core.recording import Recording
from core.skeleton import KINECT2

# More threads gain nothing on networks of this size, and cost much where others compute too.
torch.set_num_threads(1)


def tiny_model(
    n_classes: int = 3, *, relation: bool = True, head: str = "fusion", context_layers: int = 3
) -> Model:
    """An untrained network whose statistics are not those of a fresh one, so that errors show."""
    torch.manual_seed(0)
    config = LocalizerConfig(
        n_classes, EncoderConfig(width=4, relation=relation), head, context_layers, context_width=8
    )
    network = Localizer(config).eval()
    with torch.no_grad():
        for name, value in network.named_buffers():
            if name.endswith("running_mean"):
                value.normal_(0, 0.1)
            elif name.endswith("running_var"):
                value.uniform_(0.5, 1.5)
    names = tuple(f"class {number}" for number in range(n_classes))
    return Model(Card("tiny", names, config), network)


def wandering(n_frames: int, n_bodies: int = 2, fps: float = 30, seed: int = 0) -> Recording:
    """Bodies of jittering joints; the last one leaves and comes back."""
    rng = np.random.default_rng(seed)
    positions = rng.normal(size=(1, n_bodies, 25, 3)) + np.cumsum(
        rng.normal(size=(n_frames, n_bodies, 25, 3)) * 0.05, axis=0
    )
    valid = np.ones((n_frames, n_bodies, 25), dtype=bool)
    if n_bodies > 1:
        valid[n_frames // 3 : n_frames // 2, -1] = False
    return Recording.measured(positions, KINECT2, fps, name="wandering", valid=valid)
