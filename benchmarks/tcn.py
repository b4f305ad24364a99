"""What one would use in place of our method: a temporal convolutional network, from scratch.

python benchmarks/tcn.py FILE --out RUN [--inputs strong] [--share 0.2] [--epochs 50] [--seed 0] …

``plain`` sees raw coordinates and velocities as they are; ``strong`` sees bodies relative to
themselves and to each other, and is trained with turned, swapped, faster and slower crops. Scores
are of the last epoch; nothing is selected on what is scored.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from safetensors.torch import save_file

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.baselines.recipe import INPUTS, BaselineConfig, predict, train
from benchmarks.protocol import Record, data, parser, report
from benchmarks.scoring import figures
from core.progress import finish


def main() -> None:
    options = parser(__doc__.splitlines()[0], "")
    options.add_argument("--inputs", choices=INPUTS, default="strong")
    options.add_argument("--epochs", type=int, default=50)
    options.add_argument("--rate", type=float, default=BaselineConfig.learning_rate)
    options.add_argument("--out", type=Path, required=True, help="folder for the run")
    arguments = options.parse_args()
    if (arguments.out / "model.safetensors").exists():
        options.error(f"{arguments.out} already holds a finished run; choose another folder")
    arguments.method = arguments.method or f"{arguments.inputs} TCN"
    record = Record(arguments)
    config = BaselineConfig(
        arguments.inputs, arguments.epochs, learning_rate=arguments.rate, seed=arguments.seed
    )
    parts = data(arguments)
    network = finish(train(parts.training, parts.classes, config), report)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "config.json").write_text(json.dumps(asdict(config), indent=1))
    save_file(network.state_dict(), arguments.out / "model.safetensors")
    predictions = [
        predict(network, INPUTS[config.inputs], one.recording, parts.classes)
        for one in parts.validation
    ]
    about = {"epochs": config.epochs, "recordings": len(parts.training)}
    record.close(figures(predictions, parts.validation) | about)


if __name__ == "__main__":
    main()
