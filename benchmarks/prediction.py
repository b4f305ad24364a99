"""Predicting an hour of two people at 30 frames a second, beside windows that slide over it.

    python benchmarks/prediction.py [--model M] [--threads 2]

*dense* is what the program does: long chunks, each frame computed once. *windows of 300* classifies
windows of 300 frames every 150; *windows of 16* looks at 16 frames around every single frame, as
the common transfer protocol on PKU-MMD does. Windows are timed on a part of the hour and
extrapolated; all three use the same network. Every way runs in a process of its own, whose peak
memory is given, that of the part for windows.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.allocator import ALLOCATOR

HOUR = 108_000
PART = {"dense": HOUR, "windows of 300": 12_000, "windows of 16": 600}
MODEL = Path(__file__).parents[1] / "resources" / "models"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=max(MODEL.glob("*.safetensors")))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--way", choices=PART)
    arguments = parser.parse_args()
    if arguments.way:
        _measure(arguments)
        return
    print(f"{'an hour, two people':22}{'wall s':>9}{'CPU s':>9}{'frames/s':>10}{'peak MB':>9}")
    for way in PART:
        wall, cpu, memory = _in_a_process(way)
        print(f"{way:22}{wall:9.1f}{cpu:9.1f}{HOUR / wall:10.0f}{memory:9.0f}")


def _in_a_process(way: str) -> list[float]:
    command = [sys.executable, __file__, *sys.argv[1:], "--way", way]
    done = subprocess.run(
        command, env=os.environ | ALLOCATOR, capture_output=True, text=True, check=True
    )
    return [float(word) for word in done.stdout.split()]


def _measure(arguments: argparse.Namespace) -> None:
    """Print wall and processor seconds for the hour, and the peak of memory in MB."""
    import torch

    from core.model.checkpoint import load_model
    from tests.core.networks import wandering

    torch.set_num_threads(arguments.threads)
    model, recording = load_model(arguments.model), wandering(PART[arguments.way], 2)
    run = _ways(model, recording)[arguments.way]
    wall, cpu = perf_counter(), process_time()
    run()
    more = HOUR / PART[arguments.way]
    wall, cpu = perf_counter() - wall, process_time() - cpu
    print(wall * more, cpu * more, getrusage(RUSAGE_SELF).ru_maxrss / 1000)


def _ways(model, recording) -> dict[str, Callable[[], object]]:  # type: ignore[no-untyped-def]
    from core.inference import predict
    from core.progress import finish

    return {
        "dense": lambda: finish(predict(model, recording, device="cpu")),
        "windows of 300": lambda: _slide(model, recording, 300, 150),
        "windows of 16": lambda: _slide(model, recording, 16, 1),
    }


def _slide(model, recording, length: int, stride: int, batch: int = 16) -> None:  # type: ignore[no-untyped-def]
    """Classify windows in batches; what would be kept of each plays no part in the time."""
    import numpy as np
    import torch

    from core.features import Features

    features = Features(recording, relation=model.network.config.encoder.relation)
    values, present = features.window(0, features.n_frames)
    starts = np.arange(0, features.n_frames - length + 1, stride)
    for first in range(0, len(starts), batch):
        frames = starts[first : first + batch, None] + np.arange(length)
        with torch.inference_mode():
            model.network(torch.from_numpy(values[frames]), torch.from_numpy(present[frames]))


if __name__ == "__main__":
    main()
