"""What is shown: a scene, a frame, a camera, how they are lit. Knows nothing of painting."""

from dataclasses import replace
from math import cos, pi, radians, sin

import numpy as np

from app.viewer.camera import Camera, Vectors
from app.viewer.scene import Scene, nice_length
from app.viewer.shapes import NOTHING, Floats, shapes_at
from app.viewer.shot import Shot
from app.viewer.theme import DARK, linear
from app.viewer.trail import trail_at

THREE_QUARTER = radians(28)
EYE_LEVEL = radians(11)
KEY_ASIDE, KEY_HEIGHT = radians(-38), radians(52)
"""The key light, from the side of where bodies look that the first view leaves free."""
SIDES = {"front": (0.0, 0.0), "side": (-pi / 2, 0.0), "top": (0.0, pi / 2)}
"""Azimuth from where bodies look, and elevation; the side is their right one."""
PERSON = 1.75
"""Metres: the size of things while nothing is open."""


class ViewState:
    """The state of a 3D view, in terms that every way of painting shares.

    The camera's target is relative to what it follows, so that following costs no state.
    """

    def __init__(self, aspect: float) -> None:
        self._aspect = aspect
        self._fitted = True
        self.scene: Scene | None = None
        self.frame = 0
        self.colours: list[Floats | None] = []
        self.theme = DARK
        self.follow = True
        self.ground = True
        self.trail = ""
        """The joint whose way through time is shown, by name; none if there is no such."""
        self._camera = Camera().orbited(THREE_QUARTER, EYE_LEVEL)
        self.frame_all()

    @property
    def camera(self) -> Camera:
        """In the world's axes, at this frame."""
        return self._camera.moved(self._anchor())

    @camera.setter
    def camera(self, camera: Camera) -> None:
        self._fitted = False
        self._camera = camera.moved(-self._anchor())

    def open(self, scene: Scene | None) -> None:
        """Show another scene from its first frame and from the front, three-quarter."""
        self.scene, self.frame, self.colours = scene, 0, []
        self._camera = replace(
            self._camera, azimuth=self._facing() + THREE_QUARTER, elevation=EYE_LEVEL
        )
        self.frame_all()

    def seek(self, frame: int) -> None:
        """Go to a frame, or to the nearest that there is."""
        last = self.scene.recording.n_frames - 1 if self.scene else 0
        self.frame = max(0, min(frame, last))

    def resize(self, aspect: float) -> None:
        """A picture of another shape; it stays filled until somebody moves the camera."""
        self._aspect = aspect
        if self._fitted:
            self.frame_all()

    def frame_all(self) -> None:
        """Fill the picture with where bodies are through the whole recording."""
        if self.scene is None:
            points: Vectors = PERSON * np.array(((-0.6, -0.6, 0.0), (0.6, 0.6, 1.0)))
        else:
            points = self.scene.followed_joints if self.follow else self.scene.still_joints
        self._fitted = True
        self._camera = self._camera.framing(points, self._aspect)

    def look_from(self, side: str) -> None:
        """``"front"``, ``"side"`` or ``"top"`` of the bodies."""
        azimuth, elevation = SIDES[side]
        self._camera = replace(self._camera, azimuth=self._facing() + azimuth, elevation=elevation)
        self.resize(self._aspect)

    def toggle_orthographic(self) -> None:
        self._camera = replace(self._camera, orthographic=not self._camera.orthographic)

    def toggle_follow(self) -> None:
        """The picture stays as it is; only what happens to it in other frames changes."""
        before = self._anchor()
        self.follow = not self.follow
        self._camera = self._camera.moved(before - self._anchor())

    def shot(self) -> Shot:
        camera, scene = self.camera, self.scene
        size = scene.size if scene else PERSON
        spread = scene.spread if scene else 0.0
        beneath = scene.followed(self.frame) if scene else np.zeros(3)
        cell = nice_length(0.3 * size)
        bodies = self._bodies(camera.target)
        return Shot(
            camera=camera.moved(-camera.target),
            shapes=np.concatenate((bodies, self._trail(camera.target))),
            n_solid=len(bodies),
            size=size,
            ground=float(beneath[2] - camera.target[2]) if self.ground else None,
            pool=(beneath - camera.target)[:2],
            pool_radius=2.6 * size + spread,
            shadow_radius=0.9 * size + spread,
            cell=cell,
            phase=np.remainder(beneath[:2], 4 * cell),
            key=self._key(),
            theme=self.theme,
        )

    def _bodies(self, origin: Vectors) -> Floats:
        if self.scene is None:
            return NOTHING
        return shapes_at(self.scene, self.frame, self._body_colours(self.scene), origin)

    def _trail(self, origin: Vectors) -> Floats:
        joints = self.scene.recording.skeleton.joint_names if self.scene else ()
        if self.scene is None or self.trail not in joints:
            return NOTHING
        colours, background = self._body_colours(self.scene), linear(self.theme.background)
        joint = joints.index(self.trail)
        return trail_at(self.scene, self.frame, joint, colours, background, origin)

    def _body_colours(self, scene: Scene) -> list[Floats]:
        neutral = linear(self.theme.body)
        given = self.colours[: scene.recording.n_bodies]
        given += [None] * (scene.recording.n_bodies - len(given))
        return [neutral if colour is None else colour for colour in given]

    def _anchor(self) -> Vectors:
        if self.scene is None:
            return np.zeros(3)
        return self.scene.followed(self.frame) if self.follow else self.scene.centre

    def _facing(self) -> float:
        return self.scene.facing if self.scene else -pi / 2

    def _key(self) -> Vectors:
        azimuth = self._facing() + KEY_ASIDE
        flat = cos(KEY_HEIGHT)
        return np.array((flat * cos(azimuth), flat * sin(azimuth), sin(KEY_HEIGHT)))
