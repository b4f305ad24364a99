"""Runs of the benchmarks as Markdown: the mean over seeds, and how far they spread.

python benchmarks/table.py LOG… [--figures frame_accuracy f1@50 map@0.5 …]

Each LOG holds what a benchmark appended with ``--log``. A table for each protocol and share of the
labels, a row for each method and number of epochs; spread is the sample standard deviation. Below
each table stands which commits and threads its runs had.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean, stdev
from typing import Any

FIGURES = (
    *("frame_accuracy", "edit", "f1@10", "f1@25", "f1@50"),
    *("map@0.1", "map@0.3", "map@0.5", "map@mean", "argmax_f1@50", "argmax_map@0.5"),
)

Run = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("logs", nargs="+", type=Path, metavar="LOG")
    parser.add_argument("--figures", nargs="+", default=FIGURES)
    arguments = parser.parse_args()
    try:
        runs = [run for log in arguments.logs for run in read(log)]
        print("\n\n".join(tables(runs, arguments.figures)))
    except ValueError as error:
        sys.exit(str(error))
    except KeyError as missing:
        sys.exit(f"a run has no {missing}; its line is of another version or benchmark")


def read(log: Path) -> list[Run]:
    """The runs in a JSON-lines file."""
    runs = []
    for number, line in enumerate(log.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            runs.append(json.loads(line))
        except ValueError as error:
            raise ValueError(f"{log}, line {number}: is not JSON ({error})") from error
    return runs


def tables(runs: Iterable[Run], figures: Sequence[str]) -> list[str]:
    """A table for each protocol and share."""
    by_setting = defaultdict(list)
    for run in runs:
        by_setting[run["protocol"], run["share"]].append(run)
    return [
        f"### {protocol}, {share:.0%} of the labels\n\n{_table(members, figures)}"
        for (protocol, share), members in sorted(by_setting.items(), key=lambda item: item[0])
    ]


def _table(runs: Sequence[Run], figures: Sequence[str]) -> str:
    by_method = defaultdict(list)
    for run in runs:
        by_method[run["method"], run.get("epochs", "")].append(run)
    head = ["method", "epochs", "seeds", *figures, "minutes"]
    rows = [_row(method, epochs, same, figures) for (method, epochs), same in by_method.items()]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), "", _origin(runs)])


def _row(method: str, epochs: object, runs: Sequence[Run], figures: Sequence[str]) -> list[str]:
    seeds = sorted(run["seed"] for run in runs)
    if len(set(seeds)) < len(seeds):
        raise ValueError(f"{method!r}, {epochs} epochs: a seed counts twice among {seeds}")
    cells = [spread([run[figure] for run in runs]) for figure in figures]
    minutes = f"{mean(run['seconds'] for run in runs) / 60:.1f}"
    return [method, str(epochs), str(len(seeds)), *cells, minutes]


def spread(values: Sequence[float]) -> str:
    """Mean ± sample standard deviation; one value stands alone."""
    return f"{mean(values):.3f}" + (f" ± {stdev(values):.3f}" if len(values) > 1 else "")


def _origin(runs: Sequence[Run]) -> str:
    commits = ", ".join(sorted({run["commit"] for run in runs}))
    threads = ", ".join(map(str, sorted({run["threads"] for run in runs})))
    return f"Commits: {commits}. Threads: {threads}."


if __name__ == "__main__":
    main()
