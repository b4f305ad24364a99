import math

import pytest
import torch

from training.losses import edge_loss, frame_cross_entropy, smoothing
from training.targets import targets_of


def taught(*labels: int, n_classes: int) -> torch.Tensor:
    """``(1, T, n_classes + 1)``."""
    return targets_of(torch.tensor([labels]), n_classes)


def test_cross_entropy_of_flat_scores() -> None:
    targets = taught(0, 3, 8, n_classes=8)
    assert frame_cross_entropy(torch.zeros(1, 3, 9), targets).item() == pytest.approx(math.log(9))


def test_cross_entropy_by_hand_over_known_frames_only() -> None:
    probabilities = torch.tensor([[[0.5, 0.5], [0.25, 0.75], [0.9, 0.1]]])
    loss = frame_cross_entropy(probabilities.log(), taught(0, 1, -1, n_classes=1))
    assert loss.item() == pytest.approx(-(math.log(0.5) + math.log(0.75)) / 2)


def test_beliefs_teach_as_much_as_they_are_held() -> None:
    logits = torch.tensor([[[0.25, 0.75]]]).log()
    loss = frame_cross_entropy(logits, torch.tensor([[[0.6, 0.3]]]))
    assert loss.item() == pytest.approx(-(0.6 * math.log(0.25) + 0.3 * math.log(0.75)))


def test_unknown_frames_get_no_gradient() -> None:
    logits = torch.randn(1, 4, 3, requires_grad=True)
    targets = taught(0, -1, -1, 2, n_classes=2)
    (frame_cross_entropy(logits, targets) + smoothing(logits, targets)).backward()
    assert logits.grad is not None
    assert logits.grad[0, [0, 3]].any()
    assert not logits.grad[0, [1, 2]].any()


@pytest.mark.parametrize("loss", [frame_cross_entropy, smoothing])
def test_nothing_known_costs_nothing(loss: object) -> None:
    assert callable(loss)
    assert loss(torch.randn(2, 3, 4), torch.zeros(2, 3, 4)).item() == 0


def test_smoothing_by_hand() -> None:
    log_p = torch.tensor([[[0.5, 0.5], [0.25, 0.75]]]).log()
    expected = (math.log(2) ** 2 + math.log(1.5) ** 2) / 2
    assert smoothing(log_p, taught(0, 0, n_classes=1)).item() == pytest.approx(expected)


def test_smoothing_is_truncated_at_four() -> None:
    logits = torch.tensor([[[100.0, 0.0], [0.0, 100.0]]])
    assert smoothing(logits, taught(0, 1, n_classes=1)).item() == pytest.approx(16)


def test_edges_by_hand() -> None:
    targets = taught(0, 0, 1, 1, n_classes=1)
    near = [math.exp(-(far**2) / 18) for far in (2, 1, 0, 1)]
    # At logit 0 both answers cost ln 2; that it is an edge counts three times.
    expected = sum(math.log(2) * (3 * x + 1 - x) for x in near) / 4
    assert edge_loss(torch.zeros(1, 4), targets).item() == pytest.approx(expected)


def test_the_right_edges_cost_least() -> None:
    targets = taught(*[0] * 30, *[2] * 30, n_classes=2)
    told = torch.full((1, 60), -8.0)
    told[:, 30] = 8.0
    elsewhere = told.roll(20, dims=1)
    assert edge_loss(told, targets) < edge_loss(elsewhere, targets)


def test_a_belief_that_changes_little_by_little_is_a_soft_edge() -> None:
    jump, glide = (torch.tensor([[[1 - x, x] for x in row]]) for row in ((0, 0, 1), (0, 0.5, 1)))
    early = torch.tensor([[-1.0, 8.0, -1.0]])
    assert edge_loss(early, glide) < edge_loss(early, jump)


def test_where_nobody_looked_there_is_no_edge() -> None:
    known = taught(0, 0, 0, 0, n_classes=2)
    doubtful = taught(0, -1, -1, 2, n_classes=2)
    edges = torch.zeros(1, 4, requires_grad=True)
    assert edge_loss(edges, doubtful).item() == pytest.approx(edge_loss(edges, known).item())
    edge_loss(edges, doubtful).backward()
    assert edges.grad is not None
    assert edges.grad[0].tolist() == [pytest.approx(0.25), 0, 0, pytest.approx(0.25)]
    assert edge_loss(edges, torch.zeros(1, 4, 3)).item() == 0
