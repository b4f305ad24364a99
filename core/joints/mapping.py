"""What the joints of the model are taken from in a skeleton. Knows nothing of how that is found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from core.skeleton import KINECT2, Skeleton

ESSENTIAL = tuple(
    joint + side
    for joint in ("Hip", "Knee", "Ankle", "Shoulder", "Elbow", "Wrist")
    for side in ("Left", "Right")
)
"""The joints of the model that nothing else can stand in for."""


class Evidence(StrEnum):
    """Why a joint is taken for one of the model's, the strongest reason first."""

    HAND = "by hand"
    NAME = "name"
    MARKERS = "markers"
    HIERARCHY = "hierarchy"
    GEOMETRY = "geometry"


@dataclass(frozen=True)
class Source:
    """What a joint of the model is taken from.

    Parameters
    ----------
    joints
        Names; it is in the middle of them.
    evidence
        Why these.
    confidence
        Between 0 and 1; it orders what to look at, and is no probability.
    """

    joints: tuple[str, ...]
    evidence: Evidence
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not self.joints:
            raise ValueError("a joint cannot be taken from no joint")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"a confidence of {self.confidence} is not between 0 and 1")


@dataclass(frozen=True)
class JointMap:
    """A skeleton, and what each joint of the model is taken from in it.

    Parameters
    ----------
    skeleton
        Where the sources are.
    sources
        One per joint of `KINECT2`; None for a joint that is made up of its neighbours.
    """

    skeleton: Skeleton
    sources: tuple[Source | None, ...]

    def __post_init__(self) -> None:
        if len(self.sources) != KINECT2.n_joints:
            raise ValueError(f"{len(self.sources)} sources for {KINECT2.n_joints} joints")
        for source in filter(None, self.sources):
            if unknown := set(source.joints) - set(self.skeleton.joint_names):
                raise ValueError(f"the skeleton has no joint {sorted(unknown)[0]!r}")

    @classmethod
    def of(cls, skeleton: Skeleton, found: Mapping[str, Source]) -> "JointMap":
        """From the sources of the joints that were found, by the model's names."""
        return cls(skeleton, tuple(found.get(joint) for joint in KINECT2.joint_names))

    @property
    def found(self) -> dict[str, Source]:
        """The source of each joint that has one."""
        both = zip(KINECT2.joint_names, self.sources, strict=True)
        return {joint: source for joint, source in both if source}

    @property
    def missing(self) -> tuple[str, ...]:
        """Essential joints without a source: with any, the model cannot see this skeleton."""
        return tuple(joint for joint in ESSENTIAL if joint not in self.found)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences for a person about what is missing."""
        names = ", ".join(spoken(joint) for joint in self.missing)
        return (f"the model cannot see it: no {names}",) if names else ()

    def with_source(self, joint: str, *joints: str) -> "JointMap":
        """With one joint of the model taken, by hand, from the middle of these; or from none."""
        source = Source(joints, Evidence.HAND) if joints else None
        place = KINECT2.joint_names.index(joint)
        return replace(self, sources=(*self.sources[:place], source, *self.sources[place + 1 :]))

    @property
    def roles(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """All of it, as `Skeleton.roles` keeps it; what is made up has no joints."""
        both = zip(KINECT2.joint_names, self.sources, strict=True)
        return tuple((joint, source.joints if source else ()) for joint, source in both)


def spoken(joint: str) -> str:
    """``"HipLeft"`` → ``"left hip"``."""
    for side in ("Left", "Right"):
        joint = f"{side} {joint.removesuffix(side)}" if joint.endswith(side) else joint
    words = "".join(f" {letter}" if letter.isupper() else letter for letter in joint)
    return " ".join(words.lower().split())
