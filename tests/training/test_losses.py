import math

import pytest
import torch

from training.losses import frame_cross_entropy, smoothing


def test_cross_entropy_of_flat_scores() -> None:
    assert frame_cross_entropy(
        torch.zeros(2, 5, 9), torch.zeros(2, 5, dtype=torch.long)
    ).item() == (pytest.approx(math.log(9)))


def test_cross_entropy_by_hand_over_known_frames_only() -> None:
    probabilities = torch.tensor([[[0.5, 0.5], [0.25, 0.75], [0.9, 0.1]]])
    loss = frame_cross_entropy(probabilities.log(), torch.tensor([[0, 1, -1]]))
    assert loss.item() == pytest.approx(-(math.log(0.5) + math.log(0.75)) / 2)


def test_unknown_frames_get_no_gradient() -> None:
    logits = torch.randn(1, 4, 3, requires_grad=True)
    labels = torch.tensor([[0, -1, -1, 2]])
    (frame_cross_entropy(logits, labels) + smoothing(logits, labels)).backward()
    assert logits.grad is not None
    assert logits.grad[0, [0, 3]].any()
    assert not logits.grad[0, [1, 2]].any()


@pytest.mark.parametrize("loss", [frame_cross_entropy, smoothing])
def test_nothing_known_costs_nothing(loss: object) -> None:
    assert callable(loss)
    assert loss(torch.randn(2, 3, 4), torch.full((2, 3), -1)).item() == 0


def test_smoothing_by_hand() -> None:
    log_p = torch.tensor([[[0.5, 0.5], [0.25, 0.75]]]).log()
    expected = (math.log(2) ** 2 + math.log(1.5) ** 2) / 2
    assert smoothing(log_p, torch.tensor([[0, 0]])).item() == pytest.approx(expected)


def test_smoothing_is_truncated_at_four() -> None:
    logits = torch.tensor([[[100.0, 0.0], [0.0, 100.0]]])
    assert smoothing(logits, torch.tensor([[0, 1]])).item() == pytest.approx(16)
