import math

import pytest
import torch

from training.losses import edge_loss, frame_cross_entropy, smoothing


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


def test_edges_by_hand() -> None:
    labels = torch.tensor([[0, 0, 1, 1]])
    near = [math.exp(-(far**2) / 18) for far in (2, 1, 0, 1)]
    # At logit 0 both answers cost ln 2; that it is an edge counts three times.
    expected = sum(math.log(2) * (3 * x + 1 - x) for x in near) / 4
    assert edge_loss(torch.zeros(1, 4), labels).item() == pytest.approx(expected)


def test_the_right_edges_cost_least() -> None:
    labels = torch.zeros(1, 60, dtype=torch.long)
    labels[:, 30:] = 2
    told = torch.full((1, 60), -8.0)
    told[:, 30] = 8.0
    elsewhere = told.roll(20, dims=1)
    assert edge_loss(told, labels) < edge_loss(elsewhere, labels)


def test_where_nobody_looked_there_is_no_edge() -> None:
    known, doubtful = torch.tensor([[0, 0, 0, 0]]), torch.tensor([[0, -1, -1, 2]])
    edges = torch.zeros(1, 4, requires_grad=True)
    assert edge_loss(edges, doubtful).item() == pytest.approx(edge_loss(edges, known).item())
    edge_loss(edges, doubtful).backward()
    assert edges.grad is not None
    assert edges.grad[0].tolist() == [pytest.approx(0.25), 0, 0, pytest.approx(0.25)]
    assert edge_loss(edges, torch.full((1, 4), -1)).item() == 0
