from dataclasses import replace

import numpy as np
import pytest
import torch

from core.inference import predict
from core.model.device import choose_device
from core.prediction import Prediction
from core.progress import finish
from core.recording import Recording
from core.skeleton import KINECT2, Skeleton
from tests.core.networks import tiny_model, wandering


def predicted(of: Recording, chunk: int = 1 << 20) -> Prediction:
    return finish(predict(tiny_model(), of, device="cpu", chunk=chunk))


@pytest.mark.parametrize("n_bodies", [1, 2])
@pytest.mark.parametrize(("n_frames", "chunk"), [(300, 8), (701, 64), (701, 250), (703, 699)])
def test_stitched_chunks_are_one_pass(n_frames: int, n_bodies: int, chunk: int) -> None:
    one = wandering(n_frames, n_bodies)
    whole = predicted(one).probabilities
    np.testing.assert_allclose(predicted(one, chunk).probabilities, whole, atol=1e-4)
    # Otherwise agreement would mean nothing.
    assert np.abs(np.diff(whole, axis=0)).max() > 1e-3


def test_chunks_of_a_linear_head_are_one_pass() -> None:
    model, one = tiny_model(head="linear"), wandering(300)
    whole, stitched = (
        finish(predict(model, one, device="cpu", chunk=chunk)).probabilities for chunk in (512, 40)
    )
    np.testing.assert_allclose(stitched, whole, atol=1e-4)


@pytest.mark.parametrize("n_frames", [1, 2, 9, 100])
def test_shorter_than_the_view_of_the_network(n_frames: int) -> None:
    result = predicted(wandering(n_frames))
    assert result.probabilities.shape == (n_frames, 4)
    np.testing.assert_allclose(result.probabilities.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("head", ["fusion", "linear"])
@pytest.mark.parametrize("chunk", [64, 250])
def test_stitched_chunks_are_one_pass_where_everybody_comes_and_goes(head: str, chunk: int) -> None:
    one, rng = wandering(1500), np.random.default_rng(0)
    here = np.repeat(rng.random(100) < 0.4, rng.integers(1, 120, 100))[:1500]
    assert len(here) == 1500
    one = replace(one, valid=one.valid & here[:, None, None])
    model = tiny_model(head=head)
    whole, stitched = (
        finish(predict(model, one, device="cpu", chunk=n)).probabilities for n in (1500, chunk)
    )
    np.testing.assert_allclose(stitched, whole, atol=1e-4)


def test_people_out_of_sight_for_a_moment_go_on_with_what_they_do() -> None:
    one = wandering(400)
    lost = one.valid.copy()
    lost[100:160] = lost[250:390] = False
    probabilities = predicted(replace(one, valid=lost)).probabilities
    assert (probabilities[100:160, -1] < 1).all()
    np.testing.assert_array_equal(probabilities[252:388], [[0, 0, 0, 1]] * 136)


def test_where_nobody_is_nothing_happens() -> None:
    nobody = Recording.measured(np.zeros((50, 2, 25, 3)), KINECT2, 30)
    np.testing.assert_array_equal(predicted(nobody).probabilities, [[0, 0, 0, 1]] * 50)


@pytest.mark.parametrize("times", [2, 4])
def test_a_faster_camera_sees_the_same(times: int) -> None:
    slow = wandering(60)
    # In between, the bodies move in straight lines.
    instants = np.arange(59 * times + 1) / times
    before, share = np.floor(instants).astype(int), (instants % 1)[:, None, None, None]
    after = np.minimum(before + 1, 59)
    positions = slow.positions[before] * (1 - share) + slow.positions[after] * share
    valid = slow.valid[before] & slow.valid[after]
    fast = Recording.measured(positions, KINECT2, 30 * times, valid=valid)
    result = predicted(fast).probabilities
    assert len(result) == fast.n_frames
    # The frames in between have a say in where the median hip axis points.
    np.testing.assert_allclose(result[::times], predicted(slow).probabilities, atol=0.01)


def test_it_tells_how_far_it_is() -> None:
    seen = [(p.done, p.total) for p in predict(tiny_model(), wandering(100), chunk=40)]
    assert seen == [(0, 100), (40, 100), (80, 100), (100, 100)]


def test_nothing_of_inference_mode_is_left_behind_between_steps() -> None:
    steps = predict(tiny_model(), wandering(50), chunk=8)
    next(steps)
    next(steps)
    assert not torch.is_inference_mode_enabled()
    assert torch.is_grad_enabled()


def test_a_skeleton_that_cannot_be_retargeted() -> None:
    table = Recording.measured(np.ones((5, 1, 2, 3)), Skeleton(("leg", "top"), (-1, 0)), 30)
    with pytest.raises(ValueError, match="no left hip, right hip"):
        predicted(table)


def test_devices() -> None:
    assert choose_device("cpu") == torch.device("cpu")
    assert choose_device("auto").type in ("cpu", "cuda")
    with pytest.raises(ValueError, match="auto, cpu or cuda"):
        choose_device("toaster")
    if not torch.cuda.is_available():
        with pytest.raises(ValueError, match="CUDA cannot be used"):
            choose_device("cuda")
