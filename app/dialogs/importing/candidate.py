"""A file that may be imported: what it holds, how it is taken, and what is to be said of it."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from core.body_shape import BodyShape
from core.doubts import Doubt, doubts, tallness
from core.importing import Plan
from core.interpretation import Interpretation, Roles
from core.joints.joint_map import seen_by_model
from core.joints.mapping import JointMap
from core.joints.marker_centres import centres_of
from core.joints.memory import fingerprint
from core.previews import Preview
from core.recording import Recording


@dataclass(frozen=True, eq=False)
class Candidate:
    """One file of those that somebody wants to import.

    Parameters
    ----------
    path
        The file.
    preview
        What it holds; None until it is read, or if it cannot be.
    refusal
        Why it will not be imported; empty if it may be.
    meant
        How it is taken.
    takes_layout
        Whether somebody can choose which joints it has.
    layout
        What was chosen.
    """

    path: Path
    preview: Preview | None = None
    refusal: str = ""
    meant: Interpretation = field(default=Interpretation())
    takes_layout: bool = False
    layout: str | None = None

    @property
    def waits(self) -> bool:
        """Whether it has not been read yet."""
        return not (self.preview or self.refusal)

    @property
    def importable(self) -> bool:
        return bool(self.preview) and not self.refusal

    @cached_property
    def recording(self) -> Recording | None:
        """A few frames of it, as it is taken."""
        return self.meant(self.preview.recording) if self.preview else None

    @cached_property
    def _seen(self) -> tuple[Recording, JointMap] | None:
        return seen_by_model(self.recording) if self.recording else None

    @property
    def body(self) -> Recording | None:
        """What the model will see of it: joints, if it has markers that joints can be made of."""
        return self._seen[0] if self._seen else None

    @property
    def joints(self) -> JointMap | None:
        """What the joints of the body are."""
        return self._seen[1] if self._seen else None

    @property
    def same_joints(self) -> str:
        """The same for files whose bodies have the same joints; empty without a body."""
        return fingerprint(self.body.skeleton) if self.body else ""

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """What looks wrong, after all that was said."""
        if self.body is None or self.joints is None:
            return ()
        missing = (Doubt(text) for text in self.joints.warnings)
        return (*missing, *doubts(self.body, self.joints))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What its reader said, and what looks wrong."""
        said = self.preview.recording.warnings if self.preview else ()
        return (*(doubt.text for doubt in self.doubts), *said)

    @cached_property
    def has_markers(self) -> bool:
        """Whether it has markers that joints can be made of."""
        return self.preview is not None and centres_of(self.preview.recording.skeleton) is not None

    @cached_property
    def tallness(self) -> float:
        """Metres; 0 for nobody."""
        return tallness(BodyShape.of(self.recording)) if self.recording else 0.0

    def taken(self, meant: Interpretation) -> "Candidate":
        """The same file taken in another way."""
        return replace(self, meant=meant)

    def with_roles(self, roles: Roles) -> "Candidate":
        """With other joints of the body; markers are given up for them."""
        centres = self.meant.centres or self.body is not self.recording
        return self.taken(replace(self.meant, roles=roles, centres=centres))

    def plan(self, convert: bool, copy: bool) -> Plan:
        """What is to become of it; what was said of it needs a file of its own."""
        convert = convert or bool(self.said)
        return Plan(self.path, self.meant, convert, copy, self.layout)

    @property
    def said(self) -> str:
        """Why it needs a file of its own: what somebody said of it, in words."""
        folder = "a folder of frames" if self.path.is_dir() else ""
        return ", ".join(filter(None, (folder, self.layout, self.meant.said)))
