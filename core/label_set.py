"""All that people say about one recording: its tracks in order, and the classes they speak of."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from core.classes import ClassList
from core.labels import LabelTrack


@dataclass(frozen=True)
class LabelSet:
    """The tracks of a recording, as they are shown from top to bottom, and the class list.

    A class list belongs to a project: each of its recordings has it, as it was when that recording
    was last changed. `ClassList.including` brings them together.
    """

    tracks: tuple[LabelTrack, ...] = ()
    classes: ClassList = field(default=ClassList())

    def __post_init__(self) -> None:
        names = [track.name for track in self.tracks]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two tracks are called {name!r}")
        if len({track.n_frames for track in self.tracks}) > 1:
            raise ValueError(f"the tracks {names} are of different lengths")

    def track(self, name: str) -> LabelTrack:
        """The track of this name; a `ValueError` if there is none."""
        for track in self.tracks:
            if track.name == name:
                return track
        raise ValueError(f"there is no track {name!r}")

    @property
    def truth(self) -> LabelTrack | None:
        """What models learn from and are judged by: the topmost shown track that knows anything.

        None if there is none. To combine what several annotators say is for people.
        """
        shown = (track for track in self.tracks if track.visible)
        return next((track for track in shown if track.segments or track.reviewed), None)

    def replacing(self, name: str, new: LabelTrack) -> "LabelSet":
        """With another track in the place of one."""
        old = self.track(name)
        return replace(self, tracks=tuple(new if one is old else one for one in self.tracks))

    def with_tracks(self, tracks: Iterable[LabelTrack]) -> "LabelSet":
        return replace(self, tracks=tuple(tracks))
