"""Which joints are limbs, told by the tree of a skeleton and the lengths of its bones; no names.

Legs and arms are the two longest pairs of equally built branches, and the legs are the pair that
ends lower. In a limb the hip or shoulder begins the two bones in a row that are the longest ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from core.body_shape import BodyShape

Path = tuple[int, ...]
"""Joints, each the parent of the next."""

_ALIKE = 1.25
"""Ratio up to which the lengths of a left and a right limb are the same."""
_AS_LONG = 0.8
"""Share of the longest pair of bones that counts as being as long."""


@dataclass(frozen=True)
class Limbs:
    """Two legs and two arms, sides untold; joints from hip to toe, from shoulder to finger.

    Parameters
    ----------
    legs, arms
        Two paths each.
    trunk
        The joint that the legs hang on.
    head
        The joint at the top, if there is one.
    """

    legs: tuple[Path, Path]
    arms: tuple[Path, Path]
    trunk: int
    head: int | None


def limbs_of(parents: Sequence[int], shape: BodyShape) -> Limbs | None:
    """The limbs of a skeleton; None if there are not two pairs that could be legs and arms."""
    tree = Tree(tuple(parents), shape)
    pairs = sorted(tree.pairs(), key=lambda pair: -tree.reach(pair[0]))[:2]
    if len(pairs) < 2:
        return None
    pairs.sort(key=lambda pair: sum(shape.heights[path[-1]] for path in pair))
    legs, arms = ((tree.bent(a), tree.bent(b)) for a, b in pairs)
    trunk = parents[pairs[0][0][0]]
    return Limbs(legs, arms, trunk, tree.head(parents[pairs[1][0][0]], {p[0] for p in pairs[1]}))


@dataclass(frozen=True, eq=False)
class Tree:
    """A tree of joints with lengths."""

    parents: tuple[int, ...]
    shape: BodyShape

    @cached_property
    def children(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {joint: [] for joint in range(-1, len(self.parents))}
        for joint, parent in enumerate(self.parents):
            found[parent].append(joint)
        return found

    @cached_property
    def bones(self) -> list[float]:
        """The length of the bone that ends in each joint; 0 for a root, or if it never was seen."""
        lengths = (
            self.shape.distance(parent, joint) if parent >= 0 else 0.0
            for joint, parent in enumerate(self.parents)
        )
        return [length if length > 0 else 0.0 for length in lengths]

    @cached_property
    def below(self) -> list[float]:
        """How far the end is, along the bones, that is farthest from each joint."""
        order = list(self.children[-1])
        for joint in order:
            order += self.children[joint]
        below = [0.0] * len(self.parents)
        for joint in reversed(order):
            if (parent := self.parents[joint]) >= 0:
                below[parent] = max(below[parent], self.bones[joint] + below[joint])
        return below

    def path(self, joint: int) -> Path:
        """From a joint to the end of its branch that is farthest along the bones."""
        path = [joint]
        while children := self.children[path[-1]]:
            path.append(max(children, key=lambda child: self.bones[child] + self.below[child]))
        return tuple(path)

    def reach(self, path: Path) -> float:
        """The length of a branch, with the bone that it hangs on."""
        return self.bones[path[0]] + self.below[path[0]]

    def pairs(self) -> Iterator[tuple[Path, Path]]:
        """Branches of three joints and more that are built alike, outermost first."""
        open_joints = list(self.children[-1])
        for joint in open_joints:
            taken: set[int] = set()
            for one, other in combinations(self._branches(joint), 2):
                if not {one[0], other[0]} & taken and self._alike(one, other):
                    taken |= {one[0], other[0]}
                    yield one, other
            open_joints += [child for child in self.children[joint] if child not in taken]

    def _branches(self, joint: int) -> list[Path]:
        """The branches of three joints and more, where there are several that could be."""
        children = self.children[joint]
        paths = (self.path(child) for child in children) if len(children) > 1 else ()
        return [path for path in paths if len(path) > 2]

    def _alike(self, one: Path, other: Path) -> bool:
        shorter, longer = sorted((self.reach(one), self.reach(other)))
        return len(one) == len(other) and 0 < longer <= _ALIKE * shorter

    def bent(self, path: Path) -> Path:
        """A limb from its hip or shoulder on."""
        bones = [self.bones[joint] for joint in path[1:]]
        both = [upper * lower for upper, lower in pairwise(bones)]
        # A long collar bone makes a good upper arm; a hand never makes a good forearm.
        return path[max(n for n, size in enumerate(both) if size >= _AS_LONG * max(both)) :]

    def head(self, chest: int, arms: set[int]) -> int | None:
        """What is highest on the branches of the chest that are no arms; not the end of a bone."""
        rest = [child for child in self.children[chest] if child not in arms]
        paths = [self.path(child) for child in rest]
        path = max(paths, key=lambda path: float(self.shape.heights[path[-1]]), default=())
        if not path:
            return None
        return path[-2] if len(path) > 2 else path[-1]
