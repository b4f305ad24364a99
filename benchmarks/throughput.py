"""Pretraining steps a second, beside the same step as it is usually written.

    python benchmarks/throughput.py

The plain step has the same layers, loss and batch, in float32 and with the memory allocator's own
settings: neighbours are gathered kind by kind and concatenated, channels come first in memory,
dropout is torch's, and views are made clip by clip. Both run in turn, each in processes of its own
with one thread; what counts is processor time, which others on the machine hardly change.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.allocator import ALLOCATOR

ROUNDS, STEPS = 3, 6
CLIPS = 16


def main() -> None:
    if len(sys.argv) > 1:
        _measure(plain=sys.argv[1] == "plain")
        return
    found: dict[str, list[tuple[float, float]]] = {"plain": [], "ours": []}
    for _ in range(ROUNDS):
        for which, rates in found.items():
            rates.append(_in_a_process(which))
    print(f"{'clips a second':16}{'of CPU time':>12}{'of wall time':>14}")
    for which, rates in found.items():
        cpu, wall = (median(values) for values in zip(*rates, strict=True))
        print(f"{which:16}{cpu:12.1f}{wall:14.1f}")
    ratios = [ours[0] / plain[0] for plain, ours in zip(*found.values(), strict=True)]
    print(f"ours does {median(ratios):.2f} times as many ({min(ratios):.2f} to {max(ratios):.2f})")


def _in_a_process(which: str) -> tuple[float, float]:
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    environment = {k: v for k, v in environment.items() if k not in ALLOCATOR}
    if which == "ours":
        environment |= ALLOCATOR
    command = [sys.executable, __file__, which]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    cpu, wall = done.stdout.split()
    return float(cpu), float(wall)


def _measure(*, plain: bool) -> None:
    """Print clips per second of processor and of wall time."""
    step = _step(plain=plain)
    step(), step()
    cpu, wall = process_time(), perf_counter()
    for _ in range(STEPS):
        step()
    n_clips = STEPS * CLIPS
    print(n_clips / (process_time() - cpu), n_clips / (perf_counter() - wall))


def _step(*, plain: bool) -> Callable[[], object]:
    """One step of the recipe after another, on clips of two people who wander about."""
    import torch

    from benchmarks.plain import one_by_one, written_plainly
    from tests.core.networks import wandering
    from training.corpus import Corpus
    from training.datasets.unlabelled import held
    from training.distributed import place
    from training.pretrain import Learner, Views, _looks
    from training.pretrain_config import PretrainConfig

    torch.set_num_threads(1)
    config = PretrainConfig(bfloat16=not plain, batch_size=CLIPS, queue=512, device="cpu")
    looks = _looks(config)
    recordings = [held(wandering(1000, 2, seed=seed)) for seed in range(CLIPS)]
    corpus = Corpus(recordings, looks.source_frames, CLIPS, CLIPS)
    learner, views = Learner(config), Views(config, looks, torch.device("cpu"))
    seen = one_by_one(views) if plain else views.of
    if plain:
        for side in (learner.pretext.query, learner.pretext.key):
            written_plainly(side.encoder)
    views.begin_epoch(0)
    _, batch = next(corpus.epoch(0, 0, place()))
    return lambda: learner.step(seen(batch.clips), batch, 0, 0.5)


if __name__ == "__main__":
    main()
