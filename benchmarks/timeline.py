"""How long the timeline takes for what hands do, beside a pyqtgraph region for each segment.

    python -m benchmarks.timeline    # without a screen: xvfb-run -a -s "-screen 0 1920x1200x24" ...

A million frames, 4 tracks, and 60 classes of probabilities. Milliseconds from the event to the
painted picture, as median and 95th percentile, with half of the recording in sight, nearly the
most to paint, and with a twentieth: ``seek`` moves the playhead, ``drag`` is a step of a segment or
its edge, ``edit`` what comes at its release (without the disk), ``repaint`` all lanes anew;
``CPU`` is the median of the time of the window's thread, which others on the machine hardly change.
pyqtgraph is shown a tenth of the segments, and has no lanes, names or probabilities to paint.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from time import perf_counter, thread_time

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app import theme
from app.document import Document
from app.editor import Editor
from app.playback import Playback
from app.settings import Settings
from app.signals.chosen import ChosenSignals
from app.timeline.canvas import Canvas
from app.timeline.lanes import Kind
from app.timeline.timeline import Timeline
from core.classes import ClassList
from core.edits.move import Side
from core.history import History
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment
from core.prediction import Prediction
from core.recording import Recording
from core.skeleton import KINECT1

N_FRAMES, N_TRACKS, N_CLASSES = 1_000_000, 4, 60
WIDTH = 1280
REPEATS = 60
CLASSES = tuple(f"class {number}" for number in range(N_CLASSES))
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton

Act = Callable[[int], object]


def main() -> None:
    application = QApplication([])
    theme.apply(theme.DARK)
    prediction = _prediction()
    print(f"{'':24}{'p50':>9}{'p95':>9}{'CPU':>9}  ms")
    for n_segments in (10_000, 100_000):
        print(f"{n_segments:,} segments")
        timeline, document = _opened(application, n_segments, prediction)
        for name, act in _acts(timeline, document):
            _print_row(name, _times(act))
        timeline.close()
    _compare(application, 1_000)


def _opened(
    application: QApplication, n_segments: int, prediction: Prediction
) -> tuple[Timeline, Document]:
    document, playback = Document(), Playback()
    editor = Editor(document, playback)
    timeline = Timeline(document, playback, editor, ChosenSignals(document, Settings()), theme.DARK)
    timeline.seek_requested.connect(playback.seek)
    timeline.resize(WIDTH, timeline.needed_height)
    recording = Recording.measured(np.ones((N_FRAMES, 1, 20, 3), np.float32), KINECT1, 30)
    tracks = [_track(number, n_segments // N_TRACKS) for number in range(N_TRACKS)]
    document.open(
        Path("long.h5"), recording, History(LabelSet(tuple(tracks), ClassList.of(CLASSES)))
    )
    playback.set_range(N_FRAMES, 30)
    document.set_prediction(prediction)
    timeline.resize(WIDTH, timeline.needed_height)
    timeline.show()
    while timeline.canvas.sheet._digester.digest is None:
        application.processEvents()
    return timeline, document


def _track(seed: int, n_segments: int) -> LabelTrack:
    """Segments of random lengths, some touching, over the whole recording."""
    draw = np.random.default_rng(seed)
    edges = np.sort(draw.choice(N_FRAMES, 2 * n_segments, replace=False)).tolist()
    classes = draw.integers(N_CLASSES, size=n_segments).tolist()
    pairs = zip(edges[::2], edges[1::2], classes, strict=True)
    return LabelTrack(
        f"track {seed}", N_FRAMES, tuple(Segment(a, b, CLASSES[c]) for a, b, c in pairs)
    )


def _prediction() -> Prediction:
    probabilities = np.random.default_rng(7).random((N_FRAMES, N_CLASSES + 1), dtype=np.float32)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    return Prediction(probabilities, CLASSES, "random", tuple(_track(9, 2_500).segments))


def _acts(timeline: Timeline, document: Document) -> Iterator[tuple[str, Act]]:
    whole = timeline.scale
    close = whole.zoomed(WIDTH / 2, 20)
    for name, scale in (("half in sight", whole.zoomed(0, 2)), ("a twentieth", close)):
        timeline.set_scale(scale)
        yield f"pan, {name}", lambda n, s=scale: timeline.set_scale(s.scrolled(3 * n))
        yield f"zoom, {name}", lambda n, s=scale: timeline.set_scale(s.zoomed(600, 1.02**n))
        timeline.set_scale(scale)
        yield f"seek, {name}", lambda n, s=scale: timeline.seek_requested.emit(int(s.first) + n)
        with _Held(timeline.canvas, document) as held:
            yield f"drag, {name}", held.step
        yield f"edit, {name}", _nudging(timeline, document)
    timeline.set_scale(whole)
    yield "repaint", lambda n: _forget(timeline.canvas)


def _forget(canvas: Canvas) -> None:
    canvas.sheet.forget()
    canvas.update()


class _Held:
    """An edge in the middle of the canvas, held by the mouse."""

    def __init__(self, canvas: Canvas, document: Document) -> None:
        self._canvas = canvas
        middle = canvas.scale.frame_at(WIDTH / 2)
        segments = document.active.segments_in(middle, N_FRAMES)
        # The widest near it, or its body would be grabbed.
        self._segment = max(segments[:40], key=lambda segment: segment.n_frames)
        lane = next(lane for lane in canvas.lanes if lane.kind is Kind.LABELS)
        self._place = QPointF(canvas.scale.x_of(self._segment.stop) - 1, lane.top + 12)

    def __enter__(self) -> "_Held":
        self._send(QEvent.Type.MouseButtonPress, self._place)
        return self

    def __exit__(self, *error: object) -> None:
        self._canvas.hand.cancel()
        self._send(QEvent.Type.MouseButtonRelease, self._place)

    def step(self, number: int) -> None:
        self._send(QEvent.Type.MouseMove, self._place - QPointF(4 + number % 7, 0))

    def _send(self, kind: QEvent.Type, place: QPointF) -> None:
        where = self._canvas.mapToGlobal(place)
        keys = Qt.KeyboardModifier.NoModifier
        button = _NONE if kind is QEvent.Type.MouseMove else _LEFT
        QApplication.sendEvent(self._canvas, QMouseEvent(kind, place, where, button, _LEFT, keys))


def _nudging(timeline: Timeline, document: Document) -> Act:
    middle = timeline.scale.frame_at(WIDTH / 2)
    near = document.active.segments_in(middle, N_FRAMES)[:40]
    start = max(near, key=lambda segment: segment.n_frames).start

    def nudge(number: int) -> None:
        segment = document.active.segment_at(start)
        assert segment is not None
        stop = segment.stop + (-1 if number % 2 == 0 else 1)
        timeline.canvas._editor.move_edge(segment, Side.STOP, stop, linked=False)

    return nudge


def _times(act: Act) -> npt.NDArray[np.float64]:
    """``(n, 2)``: until all that it asks for is painted, on the clock and of this thread."""
    times = []
    for number in range(REPEATS + 5):
        start, busy = perf_counter(), thread_time()
        act(number)
        QApplication.processEvents()
        times.append((perf_counter() - start, thread_time() - busy))
    return 1000 * np.array(times[5:])


def _compare(application: QApplication, n_segments: int) -> None:
    """The same moves with a region item for each segment, as one would build it from parts."""
    import pyqtgraph

    plot = pyqtgraph.PlotWidget()
    plot.resize(WIDTH, 300)
    plot.setXRange(0, N_FRAMES, padding=0)
    segments = [
        s for number in range(N_TRACKS) for s in _track(number, n_segments // N_TRACKS).segments
    ]
    regions = [pyqtgraph.LinearRegionItem((s.start, s.stop)) for s in segments]
    for region in regions:
        plot.addItem(region, ignoreBounds=True)
    plot.show()
    application.processEvents()
    print(f"pyqtgraph, {n_segments:,} regions")
    held, first = regions[0], segments[0]
    steps = count()
    for name, act in (
        ("pan", lambda n: plot.setXRange(100 * n, N_FRAMES + 100 * n, padding=0)),
        ("zoom", lambda n: plot.setXRange(0, N_FRAMES / 1.02**n, padding=0)),
        ("drag an edge", lambda n: held.setRegion((first.start, first.stop + next(steps)))),
    ):
        _print_row(name, _times(act))
    plot.close()


def _print_row(name: str, times: npt.NDArray[np.float64]) -> None:
    (median, cpu), (slow, _) = np.percentile(times, (50, 95), axis=0)
    print(f"  {name:22}{median:9.2f}{slow:9.2f}{cpu:9.2f}", flush=True)


if __name__ == "__main__":
    main()
