"""Which frame is shown, and how it moves with the clock. Knows nothing of what is shown."""

from collections.abc import Callable
from math import trunc
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal

SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
_TICK_MS = 8


class Playback(QObject):
    """The playhead of one recording.

    While playing, the frame is computed from the time that has passed since play was pressed, at
    the recording's own rate: a slow computer drops frames and never drifts.
    """

    frame_changed = Signal(int)
    playing_changed = Signal(bool)
    speed_changed = Signal(float)
    range_changed = Signal()

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = perf_counter
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._n_frames, self._fps = 0, 30.0
        self._frame, self._speed, self._loop = 0, 1.0, False
        self._since, self._from = 0.0, 0
        self._span: tuple[int, int] | None = None
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def frame(self) -> int:
        return self._frame

    @property
    def n_frames(self) -> int:
        return self._n_frames

    @property
    def fps(self) -> float:
        return self._fps

    @property
    def speed(self) -> float:
        return self._speed

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def set_range(self, n_frames: int, fps: float) -> None:
        """Start anew with a recording of ``n_frames`` at ``fps`` (0 frames for none)."""
        self.pause()
        self._n_frames, self._fps, self._frame = n_frames, fps, 0
        self.range_changed.emit()
        self.frame_changed.emit(0)

    def seek(self, frame: int) -> None:
        """Go to a frame; one outside the recording goes to its nearest end."""
        self._span = None
        self._go(frame)
        self._restart_clock()

    def step(self, n_frames: int) -> None:
        self.pause()
        self.seek(self._frame + n_frames)

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play from here, or from the start if here is the end."""
        if self.playing or self._n_frames == 0:
            return
        if self._frame == self._n_frames - 1 and self._speed > 0 and self._span is None:
            self._go(0)
        self._restart_clock()
        self._timer.start()
        self.playing_changed.emit(True)

    def play_span(self, start: int, stop: int) -> None:
        """Play ``[start, stop)`` forwards, once or in a loop, until something else is asked for."""
        self.set_speed(abs(self._speed))
        self.seek(start)
        self._span = start, min(stop, self._n_frames)
        self.play()

    def pause(self) -> None:
        self._span = None
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def set_speed(self, speed: float) -> None:
        """Times the recording's own rate; negative plays backwards."""
        if speed == 0 or abs(speed) > SPEEDS[-1]:
            raise ValueError(f"cannot play at {speed}x")
        self._speed = speed
        self._restart_clock()
        self.speed_changed.emit(speed)

    def set_loop(self, loop: bool) -> None:
        self._loop = loop

    def shuttle(self, direction: int) -> None:
        """One notch faster in a direction (1 or -1), as J and L do; turns round first."""
        speed = self._speed if self.playing else 0.0
        if speed * direction > 0:
            faster = [s for s in SPEEDS if s > abs(speed)]
            speed = direction * (faster[0] if faster else SPEEDS[-1])
        else:
            speed = float(direction)
        self.set_speed(speed)
        self.play()

    def tick(self) -> None:
        """Move the playhead to where the clock says it is."""
        passed = (self._clock() - self._since) * self._fps * self._speed
        frame = self._from + trunc(passed)
        start, stop = self._span or (0, self._n_frames)
        if self._loop and not start <= frame < stop:
            self._go(start if self._speed > 0 else stop - 1)
            self._restart_clock()
            return
        self._go(max(start, min(frame, stop - 1)))
        if not start <= frame < stop:
            self.pause()

    def _go(self, frame: int) -> None:
        frame = max(0, min(frame, self._n_frames - 1))
        if frame != self._frame:
            self._frame = frame
            self.frame_changed.emit(frame)

    def _restart_clock(self) -> None:
        self._since, self._from = self._clock(), self._frame
