"""Numbers as the three kinds of processor write them that C3D files come from.

Intel counts from the small end; DEC does too, but has floating point of its own; SGI (MIPS) counts
from the big end. Specification: The C3D File Format, c3d.org.
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt


class Processor(IntEnum):
    """The kind of a file, as its parameter section has it."""

    INTEL = 84
    DEC = 85
    SGI = 86

    @property
    def _order(self) -> str:
        return ">" if self is Processor.SGI else "<"

    @property
    def word(self) -> np.dtype[np.int16]:
        return np.dtype(f"{self._order}i2")

    @property
    def single(self) -> np.dtype[np.float32]:
        """Four bytes of a fraction; `singles` turns them into numbers."""
        return np.dtype(f"{self._order}f4")

    def words(self, content: bytes | memoryview, signed: bool = False) -> list[int]:
        found = np.frombuffer(content[: len(content) // 2 * 2], self.word)
        return list((found if signed else found.view(f"{self._order}u2")).tolist())

    def singles(self, raw: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The numbers that were meant by fractions read as `single`.

        DEC's have their two words the other way round, an exponent that is two larger, and zero
        whenever the exponent is.
        """
        if self is not Processor.DEC:
            return raw.astype(np.float32)
        bits = np.ascontiguousarray(raw).view("<u4")
        swapped = (bits >> 16) | (bits << 16)
        meant = swapped.view("<f4") * np.float32(0.25)
        return np.where(swapped & 0x7F800000, meant, np.float32(0))
