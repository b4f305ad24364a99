"""Labels as a person would keep them on squared paper: one number per frame. Slow and obvious.

Every edit is done frame by frame, with none of the arithmetic of ranges that it checks.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

FREE = 0
CLASSES = ("a", "b", "c")


@dataclass
class Squares:
    """``owner``: number of the segment in each frame; ``name``: its class."""

    owner: np.ndarray
    name: np.ndarray
    reviewed: np.ndarray

    @classmethod
    def empty(cls, n_frames: int) -> "Squares":
        return cls(*(np.zeros(n_frames, dtype=kind) for kind in (int, "U1", bool)))

    def copy(self) -> "Squares":
        return Squares(self.owner.copy(), self.name.copy(), self.reviewed.copy())

    def segments(self) -> list[tuple[int, int, str]]:
        edges = np.flatnonzero(np.diff(self.owner)) + 1
        bounds = [0, *edges.tolist(), len(self.owner)]
        return [(a, b, str(self.name[a])) for a, b in pairwise(bounds) if self.owner[a] != FREE]

    def renumber(self) -> None:
        """Pieces of what was one segment become segments of their own."""
        for number, (start, stop, _) in enumerate(self.segments()):
            self.owner[start:stop] = -1 - number
        np.negative(self.owner, out=self.owner)

    def put(self, frames: list[int], name: str) -> None:
        new = int(self.owner.max()) + 1
        for frame in frames:
            if 0 <= frame < len(self.owner):
                self.owner[frame], self.name[frame] = new, name

    def frames_of(self, number: int) -> list[int]:
        return np.flatnonzero(self.owner == number).tolist()

    def create(self, start: int, stop: int, name: str) -> None:
        self.put(list(range(start, stop)), name)

    def paint(self, start: int, stop: int, name: str) -> None:
        near = range(max(start - 1, 0), min(stop + 1, len(self.owner)))
        same = {self.owner[f] for f in near if self.owner[f] != FREE and self.name[f] == name}
        joined = [frame for number in same for frame in self.frames_of(number)]
        self.put([*joined, *range(start, stop)], name)

    def erase(self, start: int, stop: int) -> None:
        self.owner[max(start, 0) : max(stop, 0)] = FREE

    def paste(self, copied: list[tuple[int, int, str]], frame: int) -> None:
        for start, stop, name in copied:
            shift = frame - copied[0][0]
            self.put(list(range(start + shift, stop + shift)), name)

    def move(self, number: int, start: int) -> None:
        """A frame at a time, until it is there or something is in the way."""
        while (step := int(np.sign(start - self.frames_of(number)[0]))) != 0:
            frames = self.frames_of(number)
            ahead, behind = (frames[-1], frames[0]) if step > 0 else (frames[0], frames[-1])
            if not self._is_free(ahead + step):
                return
            self.owner[ahead + step], self.name[ahead + step] = number, self.name[ahead]
            self.owner[behind] = FREE

    def move_edge(self, number: int, side: str, frame: int, linked: bool) -> None:
        """A frame at a time; what is given up goes to the neighbour that shares the edge."""
        frames = self.frames_of(number)
        out = -1 if side == "start" else 1
        beside = (frames[0] if out < 0 else frames[-1]) + out
        in_range = 0 <= beside < len(self.owner)
        rolled = int(self.owner[beside]) if linked and in_range else FREE
        while (step := int(np.sign(frame - self._edge(number, side)))) != 0:
            frames = self.frames_of(number)
            outermost = frames[0] if out < 0 else frames[-1]
            if step == out and not self._take(number, outermost + out, rolled):
                return
            if step != out and not self._give(frames, outermost, rolled):
                return

    def split(self, frame: int) -> None:
        if self.owner[frame] == FREE:
            return
        rest = [f for f in self.frames_of(self.owner[frame]) if f >= frame]
        self.put(rest, str(self.name[frame]))

    def merge(self, numbers: list[int]) -> None:
        """Walk through all frames; an owner that is not chosen ends what is being joined."""
        group: list[int] = []
        for owner in [*dict.fromkeys(o for o in self.owner.tolist() if o != FREE), -1]:
            if owner in numbers:
                group.append(owner)
            elif group:
                self._join(group)
                group = []

    def fill_gap(self, frame: int) -> None:
        left, right = frame, frame
        while self._is_free(left):
            left -= 1
        while self._is_free(right):
            right += 1
        if left == frame or left < 0 or right >= len(self.owner):
            return
        if self.name[left] == self.name[right]:
            self._join([int(self.owner[left]), int(self.owner[right])])
        else:
            for between in range(left + 1, right):
                self.owner[between], self.name[between] = self.owner[left], self.name[left]

    def delete(self, numbers: list[int]) -> None:
        self.owner[np.isin(self.owner, numbers)] = FREE

    def relabel(self, numbers: list[int], name: str) -> None:
        self.name[np.isin(self.owner, numbers)] = name

    def accept(self, start: int, stop: int, name: str) -> None:
        self.put([f for f in range(start, stop) if self._is_free(f)], name)

    def accept_all(self, predicted: list[tuple[int, int, str]]) -> None:
        known = (self.owner != FREE) | self.reviewed
        for start, stop, name in predicted:
            if 2 * (~known[start:stop]).sum() > stop - start:
                self.put([f for f in range(start, stop) if not known[f]], name)

    def look(self, start: int, stop: int, reviewed: bool) -> None:
        self.reviewed[max(start, 0) : max(stop, 0)] = reviewed

    def _is_free(self, frame: int) -> bool:
        return 0 <= frame < len(self.owner) and self.owner[frame] == FREE

    def _edge(self, number: int, side: str) -> int:
        frames = self.frames_of(number)
        return frames[0] if side == "start" else frames[-1] + 1

    def _take(self, number: int, frame: int, rolled: int) -> bool:
        neighbour = self.frames_of(rolled) if rolled != FREE else []
        rollable = frame in neighbour and len(neighbour) > 1
        if not self._is_free(frame) and not rollable:
            return False
        mine = self.frames_of(number)[0]
        self.owner[frame], self.name[frame] = number, self.name[mine]
        return True

    def _give(self, frames: list[int], frame: int, rolled: int) -> bool:
        if len(frames) == 1:
            return False
        if rolled != FREE:
            self.name[frame] = self.name[self.frames_of(rolled)[0]]
        self.owner[frame] = rolled
        return True

    def _join(self, numbers: list[int]) -> None:
        if len(numbers) < 2:
            return
        longest = max(numbers, key=lambda number: len(self.frames_of(number)))
        name = str(self.name[self.frames_of(longest)[0]])
        frames = [frame for number in numbers for frame in self.frames_of(number)]
        self.put(list(range(min(frames), max(frames) + 1)), name)
