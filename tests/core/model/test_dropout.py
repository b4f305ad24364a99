import torch

from core.model.dropout import Dropout


def test_keeps_the_share_asked_for_and_the_mean() -> None:
    torch.manual_seed(0)
    x = torch.ones(200, 16, 31, 25)
    dropped = Dropout(0.2)(x)
    assert abs((dropped == 0).float().mean().item() - 0.2) < 0.003
    assert abs(dropped.mean().item() - 1) < 0.003
    assert len(dropped.unique()) == 2


def test_every_place_is_decided_by_itself() -> None:
    torch.manual_seed(0)
    # An order in memory that is not the order of the axes, as features have it.
    x = torch.ones(8, 12, 25, 16).permute(0, 3, 1, 2)
    dropped = (Dropout(0.5)(x) == 0).float()
    for axis in range(4):
        share = dropped.mean(dim=[a for a in range(4) if a != axis])
        assert ((share - 0.5).abs() < 0.1).all()
    neighbours = torch.corrcoef(torch.stack([dropped[:, :-1].flatten(), dropped[:, 1:].flatten()]))
    assert neighbours[0, 1].abs() < 0.03


def test_same_seed_same_decisions() -> None:
    x = torch.ones(3, 5, 7)
    torch.manual_seed(3)
    first = Dropout(0.3)(x)
    torch.manual_seed(3)
    assert torch.equal(first, Dropout(0.3)(x))


def test_silent_in_evaluation_and_at_zero() -> None:
    x = torch.randn(4, 5)
    assert torch.equal(Dropout(0.5).eval()(x), x)
    assert torch.equal(Dropout(0.0)(x), x)
