"""What every host owes, and the terms that are peculiar to one."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from core.model.config import EncoderConfig
from training.clips import Clips
from training.contrast.encoded import Encoded
from training.contrast.pretext import Pretext
from training.draws import Draws
from training.features import View, view
from training.hosts import HOSTS, build_host
from training.hosts.aimclr import without_best
from training.hosts.base import imitation
from training.hosts.rvtclr import RVTCLR
from training.looks import our_looks, paper_looks
from training.pretrain_config import PretrainConfig

ENCODER = EncoderConfig(width=4, relation=False, dropout=0)
CONFIG = PretrainConfig(encoder=ENCODER, n_frames=32, queue=64, n_dims=16)


def clips(n: int = 4, n_frames: int = 48, seed: int = 0) -> Clips:
    """Two bodies, of whom the second is there for the first half."""
    generator = torch.Generator().manual_seed(seed)
    steps = 0.05 * torch.randn(n, n_frames, 2, 25, 3, generator=generator)
    positions = torch.randn(n, 1, 2, 25, 3, generator=generator) + steps.cumsum(dim=1)
    valid = torch.ones(n, n_frames, 2, 25, dtype=torch.bool)
    valid[:, n_frames // 2 :, 1] = False
    instants = torch.arange(n_frames).float().repeat(n, 1)
    return Clips(positions * valid[..., None], valid, instants)


def views(host: str, seed: int = 0, **config: Any) -> dict[str, View]:
    wanted = build_host(host, tau=0.1).views(
        clips(), our_looks(32), Draws(torch.device("cpu"), seed)
    )
    return {name: view(one, ENCODER, **config) for name, one in wanted.items()}


@pytest.mark.parametrize("snippets", [False, True])
@pytest.mark.parametrize("paper_code", [False, True])
@pytest.mark.parametrize("mining", [False, True])
@pytest.mark.parametrize("host", HOSTS)
def test_every_weight_of_every_host_learns(
    host: str, mining: bool, paper_code: bool, snippets: bool
) -> None:
    torch.manual_seed(0)
    pretext = Pretext(replace(CONFIG, host=host, paper_code=paper_code, snippets=snippets))
    result = pretext(views(host, masked=not paper_code), mining)
    result.loss.backward()
    assert torch.isfinite(result.loss)
    assert [name for name, p in pretext.query.named_parameters() if p.grad is None] == []
    pretext.learn(result)
    assert all(torch.isfinite(p).all() for p in pretext.parameters())


@pytest.mark.parametrize("host", HOSTS)
def test_padding_changes_no_loss(host: str) -> None:
    torch.manual_seed(0)
    pretext = Pretext(replace(CONFIG, host=host)).eval()
    plain = views(host)
    # Another body that never appears, and noise wherever nobody is.
    padded = {
        name: View(
            torch.cat(
                [
                    one.features.where(
                        one.present[..., None, None], torch.randn_like(one.features)
                    ),
                    torch.randn_like(one.features[:, :, :1]),
                ],
                dim=2,
            ),
            torch.cat([one.present, torch.zeros_like(one.present[:, :, :1])], dim=2),
            one.instants,
        )
        for name, one in plain.items()
    }
    losses = []
    for seen in (plain, padded):
        torch.manual_seed(1)
        losses.append(pretext(seen, False).loss)
    # What is dropped is drawn for steps that nobody is in, too, but those are the same in both.
    torch.testing.assert_close(*losses, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("looks", [our_looks, paper_looks])
def test_views_follow_from_the_seed(host: str, looks: Any) -> None:
    def drawn(seed: int) -> dict[str, Clips]:
        draws = Draws(torch.device("cpu"), seed)
        return build_host(host, tau=0.1).views(clips(), looks(32), draws)

    one, same, other = drawn(0), drawn(0), drawn(1)
    for name in one:
        assert torch.equal(one[name].positions, same[name].positions)
        assert not torch.equal(one[name].positions, other[name].positions)
        assert one[name].positions[~one[name].valid].abs().sum() == 0


def test_an_unknown_host_is_refused() -> None:
    with pytest.raises(ValueError, match="no host 'simclr'; known: skeletonclr, aimclr, rvtclr"):
        build_host("simclr", tau=0.1)


def test_half_of_the_clips_are_queried_slowly_and_keys_come_at_both_tempos() -> None:
    wanted = RVTCLR(0.1).views(clips(8), our_looks(32), Draws(torch.device("cpu"), 0))
    pace = {name: one.instants.diff(dim=1).mean(dim=1) for name, one in wanted.items()}
    assert all(wanted[name].n_frames == 16 for name in ("query", "same", "other"))
    assert wanted["parts"].n_frames == 32
    ratio = pace["same"] / pace["other"]
    assert sorted(ratio.round(decimals=3).tolist()) == [0.5] * 4 + [2.0] * 4
    assert ((pace["query"] > 1.25) == (ratio > 1)).sum() >= 6  # tempos vary by a quarter


def test_ranking_is_satisfied_by_a_margin() -> None:
    host, counts = RVTCLR(tau=0.5), torch.ones(1, dtype=torch.bool)
    x, y = torch.eye(2)[:1], torch.eye(2)[1:]
    assert host._ranking(x, x, y, counts) == 0  # leads by 2
    assert host._ranking(x, y, y, counts) == 1
    assert host._ranking(x, y, x, counts) == 3


def test_imitation_is_least_for_the_same_distribution_and_teaches_one_way() -> None:
    teacher = torch.randn(3, 5).requires_grad_()
    counts = torch.ones(3, dtype=torch.bool)
    p = teacher.detach().softmax(dim=1)
    entropy = -(p * p.log()).sum(dim=1).mean()
    torch.testing.assert_close(imitation(teacher.detach(), teacher, counts), entropy)
    student = torch.zeros(3, 5, requires_grad=True)
    loss = imitation(student, teacher, counts)
    assert loss > entropy
    loss.backward()
    assert teacher.grad is None
    assert student.grad is not None


def test_attention_decides_what_is_dropped() -> None:
    torch.manual_seed(0)
    features = torch.full((400, 4, 6, 25), 0.01)
    features[:, :, :, 7] = 30.0
    whole = Encoded(
        features, torch.ones(400, 6, dtype=torch.bool), torch.arange(400), torch.zeros(400, 6)
    )
    dropped = without_best(whole)
    lost = ~dropped.features.any(dim=1)  # (N, T, V)
    lost_joints = lost.all(dim=1).float().mean(dim=0)
    others = torch.cat([lost_joints[:7], lost_joints[8:]])
    assert lost_joints[7] > 0.9
    assert others.max() < 0.05
    lost_steps = lost.all(dim=2).float().mean()
    assert lost_steps.item() == pytest.approx(0.1, abs=0.03)
