"""Runs → Markdown."""

import json
from pathlib import Path

import pytest

from benchmarks.table import read, spread, tables


def run(method: str, seed: int, accuracy: float, share: float = 1.0) -> dict[str, object]:
    about = {"protocol": "cross-view", "commit": "abc", "threads": 1, "seconds": 90}
    return about | {"method": method, "seed": seed, "share": share, "accuracy": accuracy}


def test_mean_and_sample_deviation() -> None:
    assert spread([0.5, 0.6, 0.7]) == "0.600 ± 0.100"
    assert spread([0.5]) == "0.500"


def test_a_row_for_each_method_and_a_table_for_each_share() -> None:
    runs = [run("ours", 0, 0.8), run("theirs", 0, 0.5), run("ours", 1, 0.9), run("ours", 0, 0, 0.2)]
    few, every = tables(runs, ["accuracy"])
    assert few.startswith("### cross-view, 20% of the labels")
    assert "| ours |  | 2 | 0.850 ± 0.071 | 1.5 |\n| theirs |  | 1 | 0.500 | 1.5 |" in every
    assert every.endswith("Commits: abc. Threads: 1.")


def test_a_seed_does_not_count_twice() -> None:
    with pytest.raises(ValueError, match="a seed counts twice"):
        tables([run("ours", 0, 0.8), run("ours", 0, 0.9)], ["accuracy"])


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    log = tmp_path / "runs.jsonl"
    log.write_text(json.dumps(run("ours", 0, 0.8)) + "\n{half")
    with pytest.raises(ValueError, match=r"runs\.jsonl, line 2: is not JSON"):
        read(log)
