import torch
from torch import nn

from training.contrast.momentum import follow, follower


def test_a_follower_is_a_copy_that_does_not_learn() -> None:
    query = nn.Linear(2, 2)
    key = follower(query)
    assert torch.equal(key.weight, query.weight)
    assert key.weight is not query.weight
    assert query.weight.requires_grad
    assert not key.weight.requires_grad


def test_it_moves_by_the_rest_of_the_momentum() -> None:
    query = nn.Linear(2, 2)
    key = follower(query)
    before = key.weight.clone()
    with torch.no_grad():
        query.weight.add_(1)
    for step in range(1, 4):
        follow(key, query, 0.9)
        torch.testing.assert_close(key.weight, before + 1 - 0.9**step)
