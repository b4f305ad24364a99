"""What is cached of recordings is what the encoder says, and heads put on it predict the same."""

from pathlib import Path

import numpy as np
import pytest

from core.inference import predict
from core.progress import finish
from tests.core.networks import tiny_model, wandering
from training.feature_cache import FeatureCache
from training.pooled import Pooled, encoder_digest, pooling, predict_pooled

MODEL = tiny_model()


@pytest.mark.parametrize("head", ["fusion", "linear"])
@pytest.mark.parametrize("fps", [30, 50])
def test_predictions_are_those_of_the_whole_network(head: str, fps: float) -> None:
    model, recording = tiny_model(head=head), wandering(150, fps=fps)
    whole = finish(predict(model, recording, device="cpu"))
    pooled = finish(pooling(model.network, recording, device="cpu", chunk=32))
    parts = predict_pooled(model, pooled, recording.n_frames, recording.fps, device="cpu")
    np.testing.assert_allclose(parts.probabilities, whole.probabilities, atol=2e-3)
    assert parts.model == whole.model


def test_the_digest_is_that_of_the_encoder_alone() -> None:
    digest = encoder_digest(MODEL)
    other = tiny_model(n_classes=5)
    other.network.encoder.load_state_dict(MODEL.network.encoder.state_dict())
    assert encoder_digest(other) == digest
    next(other.network.encoder.parameters()).data[0] += 1
    assert encoder_digest(other) != digest
    assert encoder_digest(tiny_model(relation=False)) != digest


def test_stages_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="a stage of 3 steps is not one of 16 frames"):
        Pooled((np.zeros((3, 2), dtype=np.float16),), np.ones(16, dtype=bool))


class TestCache:
    def pooled(self, value: float = 1, n_frames: int = 64) -> Pooled:
        stages = tuple(np.full((n_frames // s, 4), value, np.float16) for s in (1, 4, 8))
        return Pooled(stages, np.ones(n_frames, dtype=bool))

    def test_what_was_put_is_got(self, tmp_path: Path) -> None:
        cache = FeatureCache(tmp_path, "a" * 64)
        assert cache.get("r") is None
        cache.put("r", self.pooled(0.5))
        got = cache.get("r")
        assert got
        for stage, expected in zip(got.stages, self.pooled(0.5).stages, strict=True):
            np.testing.assert_array_equal(stage, expected)
        assert FeatureCache(tmp_path, "b" * 64).get("r") is None

    def test_a_flipped_bit_makes_it_unknown(self, tmp_path: Path) -> None:
        cache = FeatureCache(tmp_path, "a" * 64)
        cache.put("r", self.pooled())
        content = bytearray(cache.path("r").read_bytes())
        place = content.index(np.ones(8, np.float16).tobytes())
        content[place] ^= 1
        cache.path("r").write_bytes(content)
        assert cache.get("r") is None
        cache.path("r").write_bytes(content[:100])
        assert cache.get("r") is None
        cache.put("r", self.pooled())
        assert cache.get("r")

    def test_what_was_not_used_for_longest_goes_first(self, tmp_path: Path) -> None:
        cache = FeatureCache(tmp_path, "a" * 64)
        for name in ("one", "two", "three"):
            cache.put(name, self.pooled())
        size = cache.path("one").stat().st_size
        assert cache.get("one")
        FeatureCache(tmp_path, "b" * 64, limit=3 * size).put("four", self.pooled())
        assert cache.get("two") is None
        assert cache.get("one")
        assert cache.get("three")
