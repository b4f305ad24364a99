"""How long from ``python main.py REC`` to a painted window and to predictions: medians of five.

``python -m benchmarks.start [REC]``. The reference is the same interpreter importing PySide6 and
showing an empty window: below that nobody can get.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 5

# Runs what `main.py REC` runs, and prints the wall clock when the window has painted itself and
# when the prediction is on the timeline.
OURS = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer

import main
from app import application

class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.UpdateRequest and not self.painted:
            self.painted = True
            QTimer.singleShot(0, lambda: print("painted", time.time(), flush=True))
        return False

def watched_run(path):
    program = application.Kinescribe()
    watch = Watch()
    program.window.installEventFilter(watch)
    program.window.session.opened.connect(
        lambda: QTimer.singleShot(0, lambda: print("opened", time.time(), flush=True)))
    program.window.session.predicted.connect(lambda: QTimer.singleShot(0, done))
    def done():
        program.window.timeline.repaint()
        print("predicted", time.time(), flush=True)
        program.window.close()
    return program.run(path)

application.run = watched_run
sys.exit(main.main(sys.argv[1:]))
"""

EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, lambda: (window.repaint(), print("painted", time.time()), window.close()))
application.exec()
"""


def main(recording: Path) -> None:
    _run(OURS, recording)  # once for the disk's sake
    ours = [_run(OURS, recording) for _ in range(RUNS)]
    empty = [_run(EMPTY)["painted"] for _ in range(RUNS)]
    reference = statistics.median(empty)
    print(f"| from the command to … ({recording.name}) | median s | × empty Qt window |")
    print("|---|---|---|")
    print(f"| an empty Qt window | {reference:.2f} | 1.0 |")
    for moment in ("painted", "opened", "predicted"):
        median = statistics.median(run[moment] for run in ours)
        print(f"| {moment} | {median:.2f} | {median / reference:.1f} |")


def _run(code: str, *arguments: Path) -> dict[str, float]:
    """Seconds from starting the process to each line that it prints."""
    started = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    words = (line.split() for line in done.stdout.splitlines())
    return {name: float(moment) - started for name, moment in words}


if __name__ == "__main__":
    demo = ROOT / "resources" / "demo" / "recordings" / "Seq1_11.csv"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else demo)
