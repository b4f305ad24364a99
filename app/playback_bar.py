"""Transport buttons, speed, and where the playhead is. Asks `Playback`; holds nothing."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from app.icons import icon
from app.layouts import measured
from app.playback import SPEEDS, Playback
from app.theme import Theme, tabular

_BUTTON = 28


class PlaybackBar(QWidget):
    """Start, step back, play, step forward, end; speed; ``frame i of N · t s``."""

    def __init__(self, playback: Playback, theme: Theme) -> None:
        super().__init__()
        self._playback, self._theme = playback, theme
        self.start = self._button("skip-back", "To the start (Home)", lambda: playback.seek(0))
        self.back = self._button("step-back", "One frame back (←)", lambda: playback.step(-1))
        self.play = self._button("play", "Play (Space)", playback.toggle)
        self.forward = self._button("step-forward", "One frame on (→)", lambda: playback.step(1))
        self.end = self._button("skip-forward", "To the end (End)", self._to_end)
        self.loop = self._button("repeat", "Loop", lambda: None)
        self.loop.setCheckable(True)
        self.loop.toggled.connect(playback.set_loop)
        self.speed = self._speed_button()
        self.position = QLabel()
        self.position.setFont(tabular(self.position.font()))
        self.position.setAccessibleName("Position")
        self._lay_out()
        playback.frame_changed.connect(self._show_position)
        playback.range_changed.connect(self._show_range)
        playback.playing_changed.connect(self._show_playing)
        playback.speed_changed.connect(self._show_speed)
        self._show_range()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for button in self._buttons():
            button.setIcon(icon(button.property("iconName"), theme.text))

    def _button(self, name: str, tip: str, action: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setProperty("iconName", name)
        button.setIcon(icon(name, self._theme.text))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: action())
        return button

    def _buttons(self) -> tuple[QToolButton, ...]:
        return self.start, self.back, self.play, self.forward, self.end, self.loop

    def _speed_button(self) -> QToolButton:
        button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip("Speed (J, K, L)")
        button.setAccessibleName("Speed")
        button.setFixedHeight(_BUTTON)
        button.setMinimumWidth(52)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        for speed in SPEEDS:
            menu.addAction(f"{speed:g}x", partial(self._playback.set_speed, speed))
        button.setMenu(menu)
        button.setText("1x")
        return button

    def _lay_out(self) -> None:
        row = measured(QHBoxLayout(self), 2, (12, 4, 12, 4))
        row.addStretch(1)
        for button in self._buttons():
            row.addWidget(button)
        row.addWidget(self.speed)
        row.addSpacing(12)
        row.addWidget(self.position)
        row.addStretch(1)

    def _to_end(self) -> None:
        self._playback.seek(self._playback.n_frames - 1)

    def _show_range(self) -> None:
        self.setEnabled(self._playback.n_frames > 0)
        last = position_text(self._playback.n_frames - 1, self._playback)
        self.position.setMinimumWidth(self.position.fontMetrics().horizontalAdvance(last) + 16)
        self._show_position(self._playback.frame)

    def _show_position(self, frame: int) -> None:
        self.position.setText(position_text(frame, self._playback))

    def _show_playing(self, playing: bool) -> None:
        self.play.setProperty("iconName", "pause" if playing else "play")
        self.play.setToolTip("Pause (Space)" if playing else "Play (Space)")
        self.play.setIcon(icon(self.play.property("iconName"), self._theme.text))

    def _show_speed(self, speed: float) -> None:
        self.speed.setText(f"{speed:g}x")


def position_text(frame: int, playback: Playback) -> str:
    """``frame 412 of 1,204 · 13.73 s``; frames are counted from 0, as in every file we write."""
    if playback.n_frames == 0:
        return ""
    return f"frame {frame:,} of {playback.n_frames:,} · {frame / playback.fps:.2f} s"
