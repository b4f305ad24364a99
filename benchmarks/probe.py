"""What a frozen encoder knows of two people: a linear and a kNN probe of its features.

python benchmarks/probe.py FILE --encoder FILE [--share 0.2] [--seed 0] …

The encoder is one that ``main.py pretrain`` wrote; nothing of it is trained, not even statistics.
Both probes learn from the training part and are scored on validation, a line each.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.protocol import Record, data, parser, report
from benchmarks.scoring import figures
from core.model.pretrained import load_encoder
from core.progress import finish
from training.probe import LinearProbe, NeighbourProbe, Probe, encoded, known, probed


def main() -> None:
    options = parser(__doc__.splitlines()[0], "pretrained")
    options.add_argument("--encoder", type=Path, required=True)
    arguments = options.parse_args()
    name = arguments.method
    encoder, parts = load_encoder(arguments.encoder), data(arguments)
    features, labels = known(finish(encoded(encoder, parts.training, parts.classes), report))
    frames = finish(encoded(encoder, parts.validation, parts.classes), report)
    about = {"recordings": len(parts.training), "frames": len(labels)}
    kinds: dict[str, Callable[..., Probe]] = {
        "linear": LinearProbe,
        "kNN": partial(NeighbourProbe, seed=arguments.seed),
    }
    for kind, fit in kinds.items():
        arguments.method = f"{name}, {kind} probe"
        record = Record(arguments)
        probe = fit(features, labels, len(parts.classes) + 1)
        predictions = [
            probed(probe, each, one.recording, parts.classes)
            for each, one in zip(frames, parts.validation, strict=True)
        ]
        record.close(figures(predictions, parts.validation) | about)


if __name__ == "__main__":
    main()
