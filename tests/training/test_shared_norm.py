import torch
from torch import nn

from training.shared_norm import SharedNorm, share_norms


def test_alone_it_is_the_normalisation_whose_place_it_takes() -> None:
    original = nn.Sequential(nn.Conv2d(3, 4, 1), nn.Sequential(nn.BatchNorm2d(4)))
    x = torch.randn(5, 3, 6, 7)
    original(x)
    shared = nn.Sequential(nn.Conv2d(3, 4, 1), nn.Sequential(nn.BatchNorm2d(4)))
    shared.load_state_dict(original.state_dict())
    share_norms(shared)
    assert isinstance(shared[1][0], SharedNorm)
    torch.testing.assert_close(shared(x), original(x))
    torch.testing.assert_close(shared.state_dict(), original.state_dict())
    torch.testing.assert_close(shared.eval()(x), original.eval()(x))
