"""Who is trained on and who validates, and the line that a run leaves behind: for all benchmarks.

Cross-subject: performances whose number is a multiple of five validate, all others train.
Cross-view: the middle camera validates, the ones beside it train.
"""

import argparse
import json
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from core.labels import LabelTrack
from core.progress import Progress
from training.datasets.interactions import (
    interactions,
    is_cross_view_training,
    is_cross_view_validation,
    is_training,
    is_validation,
)
from training.datasets.labelled import LabelledRecording
from training.datasets.split import share_of

PROTOCOLS = {
    "cross-subject": (is_training, is_validation),
    "cross-view": (is_cross_view_training, is_cross_view_validation),
}


@dataclass(frozen=True, eq=False)
class Data:
    """The parts of a corpus and the names of its classes.

    Of ``unlabelled``, what is left of the training part, no label can be seen.
    """

    training: list[LabelledRecording]
    unlabelled: list[LabelledRecording]
    validation: list[LabelledRecording]
    classes: tuple[str, ...]


def parser(description: str, method: str) -> argparse.ArgumentParser:
    """The options that all benchmarks on two people share."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("file", type=Path)
    made.add_argument("--protocol", choices=PROTOCOLS, default="cross-subject")
    made.add_argument("--share", type=float, default=1.0, help="of the training performances")
    made.add_argument("--seed", type=int, default=0)
    made.add_argument("--method", default=method, help="what tables call this run (%(default)s)")
    made.add_argument("--log", type=Path, help="JSON-lines file that gets the figures as well")
    return made


def data(arguments: argparse.Namespace) -> Data:
    """What the options ask for; the share of performances is drawn by the seed."""
    training, validation = PROTOCOLS[arguments.protocol]
    labelled, classes = interactions(arguments.file, training)
    chosen = share_of(labelled, arguments.share, arguments.seed)
    rest = [
        replace(one, track=LabelTrack("hidden", one.track.n_frames))
        for one in labelled
        if one not in chosen
    ]
    return Data(chosen, rest, interactions(arguments.file, validation)[0], classes)


class Record:
    """What a run did, from its beginning to its figures."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        self._started = time.monotonic()
        # Now: the checkout may move on while a run takes its time.
        self._commit = _commit()

    def close(self, figures: dict[str, float]) -> None:
        """Print one line of JSON, and append it to the log if there is one."""
        arguments = self._arguments
        about = {name: getattr(arguments, name) for name in ("method", "protocol", "share", "seed")}
        line = json.dumps(
            about
            | figures
            | {
                "seconds": round(time.monotonic() - self._started),
                "threads": torch.get_num_threads(),
                "commit": self._commit,
                "command": shlex.join(["python", *sys.argv]),
            }
        )
        print(line)
        if arguments.log:
            with arguments.log.open("a", encoding="utf-8") as file:
                file.write(line + "\n")


def report(progress: Progress) -> None:
    """Show on standard error how far a run is."""
    print(
        f"\r{progress.done:7.2f} of {progress.total} {progress.doing}",
        end="",
        file=sys.stderr,
        flush=True,
    )


def _commit() -> str:
    """Of the checkout that runs, with ``-dirty`` where files differ; empty outside of one."""
    command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
