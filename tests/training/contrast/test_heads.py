import torch

from training.contrast.encoded import Encoded
from training.contrast.heads import DenseProjection, GlobalProjection, PartProjection
from training.views import PARTS


def count(module: torch.nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())


def test_projections_have_the_parameters_of_the_papers() -> None:
    assert count(GlobalProjection(256, 128, deep=False)) == 32_896
    assert count(GlobalProjection(256, 128)) == 98_688
    assert count(DenseProjection(256, 128)) == 98_688


def test_global_projections_are_unit_vectors() -> None:
    norms = GlobalProjection(8, 5)(torch.randn(7, 8)).norm(dim=1)
    torch.testing.assert_close(norms, torch.ones(7))


def test_a_snippet_is_projected_whatever_is_beside_it() -> None:
    head, x = DenseProjection(8, 5), torch.randn(2, 8, 6)
    torch.testing.assert_close(head(x)[:, :, 2:4], head(x[:, :, 2:4]))


def test_every_joint_is_in_one_part() -> None:
    assert sorted(joint for part in PARTS for joint in part) == list(range(25))


def test_parts_do_not_see_padding() -> None:
    head = PartProjection(8, 5).eval()
    torch.nn.init.ones_(head.attend.out[1].weight)
    features = torch.randn(3, 8, 6, 25)
    here = torch.tensor([[1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]]).bool()
    scene, instants = torch.tensor([0, 1, 1]), torch.zeros(2, 6)
    noise = torch.where(here[:, None, :, None], features, torch.randn_like(features))
    whole = head(Encoded(features, here, scene, instants))
    assert torch.isfinite(whole).all()
    torch.testing.assert_close(whole, head(Encoded(noise, here, scene, instants)))
    alone = Encoded(features[:1, :, :4], here[:1, :4], scene[:1], instants[:1, :4])
    torch.testing.assert_close(whole[:1], head(alone))
