"""A recording with what a person said about it: what every recipe trains on."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from core.label_json import as_json
from core.labels import LabelTrack
from core.recording import Recording


@dataclass(frozen=True, eq=False)
class LabelledRecording:
    """A recording, its labels, and whom it shows, so that nobody is both trained and tested on."""

    recording: Recording
    track: LabelTrack
    performer: str = ""

    def __post_init__(self) -> None:
        if self.track.n_frames != self.recording.n_frames:
            raise ValueError(
                f"{self.recording.name!r} has {self.recording.n_frames} frames, "
                f"its labels {self.track.n_frames}"
            )


def labels_as_json(labelled: Iterable[LabelledRecording]) -> str:
    """Names and tracks, to keep beside the weights that were trained on them."""
    return json.dumps(
        [
            {"recording": one.recording.name, "performer": one.performer} | as_json(one.track)
            for one in labelled
        ],
        ensure_ascii=False,
        indent=1,
    )


def data_hash(labelled: Iterable[LabelledRecording]) -> str:
    """SHA-256 over all positions, in order."""
    digest = hashlib.sha256()
    for one in labelled:
        digest.update(one.recording.positions.tobytes())
        digest.update(one.recording.valid.tobytes())
    return digest.hexdigest()
