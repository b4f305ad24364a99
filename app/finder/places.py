"""Places in time as people type them. Pure."""

import re

_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d*)?)")
_SECONDS = re.compile(r"(\d+(?:\.\d*)?)\s*s(?:ec(?:onds?)?)?")
_FRAME = re.compile(r"(?:f(?:rame)?\s*)?([\d,]+)")


def frame_asked(query: str, fps: float, n_frames: int) -> int | None:
    """The frame that ``1:23``, ``0:01:23.5``, ``83 s``, ``frame 500`` or ``500`` is about.

    None if it is no place in time, or not in the recording.
    """
    text = query.strip().casefold()
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (float(part or 0) for part in found.groups())
        frame = int((3600 * hours + 60 * minutes + seconds) * fps)
    elif found := _SECONDS.fullmatch(text):
        frame = int(float(found[1]) * fps)
    elif (found := _FRAME.fullmatch(text)) and found[1].strip(","):
        frame = int(found[1].replace(",", ""))
    else:
        return None
    return frame if frame < n_frames else None
