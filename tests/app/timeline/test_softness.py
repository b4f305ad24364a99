"""Edges are as soft as the model is unsure, and never softer than half a segment."""

import numpy as np

from app.timeline.softness import soft_edges
from core.labels import Segment
from core.prediction import Prediction


def softness(*probability: float) -> tuple[int, int]:
    one = np.array(probability, dtype=np.float32)
    both = np.stack([one, 1 - one], axis=1)
    segment = Segment(0, len(one), "walk")
    start, stop = soft_edges(Prediction(both, ("walk",), "a model", (segment,)))[0].tolist()
    return start, stop


def test_a_sure_segment_has_hard_edges() -> None:
    assert softness(1, 1, 1, 1) == (0, 0)


def test_each_edge_is_soft_until_the_model_is_sure() -> None:
    assert softness(0.5, 0.7, 0.9, 0.3, 0.9, 0.9, 0.6) == (2, 1)


def test_never_softer_than_half() -> None:
    assert softness(0.5, 0.5, 0.5, 0.5, 0.9) == (2, 0)


def test_a_segment_never_sure_is_soft_all_over() -> None:
    assert softness(0.5, 0.5, 0.5, 0.5) == (2, 2)
