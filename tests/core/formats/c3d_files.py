"""C3D files made by hand, byte by byte, for each kind of processor."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from core.formats.c3d_numbers import Processor

BLOCK = 512


@dataclass
class C3d:
    """A file to be written.

    Parameters
    ----------
    points
        ``(n_frames, n_points, 4)``: x, y, z as people read them, and the residual.
    """

    points: npt.NDArray[np.float64]
    labels: Sequence[str] = ()
    processor: Processor = Processor.INTEL
    scale: float = -0.1
    fps: float = 100.0
    first_frame: int = 1
    signals: int = 0
    more: Mapping[str, object] = field(default_factory=dict)

    def content(self) -> bytes:
        parameters = self._parameters()
        blocks = -(-len(parameters) // BLOCK)
        data_start = 2 + blocks
        start = bytes([0, 0, blocks, self.processor])
        section = start + self._parameters(data_start)[4:]
        return self._header(data_start) + section.ljust(blocks * BLOCK, b"\0") + self._frames()

    def _header(self, data_start: int) -> bytes:
        last = (self.first_frame + len(self.points) - 1) % 65536
        words = [len(self.points[0]), self.signals, self.first_frame, last, 10]
        head = bytes([2, 0x50]) + self._words(*words) + self._single(self.scale)
        return (head + self._words(data_start, 1) + self._single(self.fps)).ljust(BLOCK, b"\0")

    def _parameters(self, data_start: int = 0) -> bytes:
        values: dict[str, object] = {
            "POINT:USED": [len(self.points[0])],
            "POINT:FRAMES": [min(len(self.points), 65535)],
            "POINT:SCALE": self.scale,
            "POINT:RATE": self.fps,
            "POINT:DATA_START": [data_start],
            "POINT:LABELS": list(self.labels),
            "POINT:UNITS": ["mm"],
            "POINT:Y_SCREEN": ["+Z"],
            **self.more,
        }
        numbers: dict[str, int] = {}
        records = b""
        for name, value in values.items():
            if value is None:
                continue
            group, _, own = name.partition(":")
            if group not in numbers:
                numbers[group] = len(numbers) + 1
                records += self._record(group, -numbers[group], b"\0")
            records += self._record(own, numbers[group], self._value(value) + b"\0")
        return b"\0" * 4 + records + b"\0" * 2

    def _record(self, name: str, group: int, content: bytes) -> bytes:
        begin = bytes([len(name), group % 256]) + name.encode()
        return begin + self._words(2 + len(content)) + content

    def _value(self, value: object) -> bytes:
        if isinstance(value, float):
            return bytes([4, 0]) + self._single(value)
        assert isinstance(value, list)
        if value and isinstance(value[0], float):
            fractions = b"".join(map(self._single, value))
            return bytes([4, 2, 2, len(value) // 2]) + fractions
        if value and isinstance(value[0], int):
            return bytes([2, 1, len(value)]) + self._words(*value)
        longest = max(map(len, value), default=0)
        return (
            bytes([255, 2, longest, len(value)])
            + "".join(text.ljust(longest) for text in value).encode()
        )

    def _frames(self) -> bytes:
        values = np.array(self.points)
        if self.scale > 0:
            values[..., :3] /= self.scale
        frames = values.reshape(len(values), -1)
        frames = np.concatenate([frames, np.full((len(frames), self.signals), 7.0)], axis=1)
        if self.scale < 0:
            return b"".join(map(self._single, frames.ravel().tolist()))
        return self._words(*np.round(frames).astype(int).ravel().tolist())

    def _words(self, *values: int) -> bytes:
        order = ">" if self.processor is Processor.SGI else "<"
        return struct.pack(f"{order}{len(values)}H", *(value % 65536 for value in values))

    def _single(self, value: float) -> bytes:
        if self.processor is Processor.SGI:
            return struct.pack(">f", value)
        if self.processor is Processor.INTEL:
            return struct.pack("<f", value)
        # VAX F: words of an IEEE number four times as large, the upper one first.
        content = struct.pack(">f", value * 4)
        return content[1::-1] + content[:1:-1]
