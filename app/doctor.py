"""``doctor``: what works on this machine.

Asks about torch and about the window in processes of their own: a broken driver may end the process
that asks, and torch must not enter this one.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from core.commands.console import tell

_PACKAGES = ("numpy", "h5py", "safetensors", "torch", "PySide6-Essentials", "PyOpenGL")
_SECONDS = 60
_LEAST_MEMORY_GB = 2
_ROOT = Path(__file__).parents[1]

_TORCH = """
import json, torch
from core.model.device import choose_device
print(json.dumps({"torch": torch.__version__, "device": choose_device().type}))
"""
_WINDOW = """
import json
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext
application = QGuiApplication([])
application.setApplicationName("Kinescribe")
context, surface = QOpenGLContext(), QOffscreenSurface()
surface.create()
drawn = context.create() and context.makeCurrent(surface)
GL_RENDERER = 0x1F01
print(json.dumps({
    "opengl_renderer": str(context.functions().glGetString(GL_RENDERER)) if drawn else None,
    "qt_platform": application.platformName(),
    "folder": QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation),
}))
context.doneCurrent()
"""

Answers = dict[str, Any]


def doctor(as_json: bool) -> int:
    """Report, and return 0 if the program can work, else 1."""
    report = examine()
    tell(report, as_json)
    return 0 if report["torch"] and report["qt_platform"] and report["writable"] else 1


def examine() -> Answers:
    """What works and, in ``problems``, one sentence for each thing that does not."""
    torch, window, memory = _asked(_TORCH), _asked(_WINDOW, **_platform()), _memory_gb()
    writable = "folder" in window and _is_writable(Path(window["folder"]))
    return {
        "python": platform.python_version(),
        "torch": torch.get("torch"),
        "device": torch.get("device"),
        "cuda_usable": torch.get("device") == "cuda",
        "opengl_renderer": window.get("opengl_renderer"),
        "qt_platform": window.get("qt_platform"),
        "memory_gb": memory,
        "writable": writable,
        "versions": dict(_versions()),
        "problems": list(_problems(torch, window, writable, memory)),
    }


def _problems(
    torch: Answers, window: Answers, writable: bool, memory: float | None
) -> Iterator[str]:
    if "failed" in torch:
        yield f"torch does not work: {torch['failed']}"
    if "failed" in window:
        yield f"no window can be opened: {window['failed']}"
    elif window["qt_platform"] == "offscreen":
        yield "there is no screen: start it under a virtual one (xvfb-run -a ...)"
    elif window["opengl_renderer"] is None:
        yield "there is no OpenGL: bodies are drawn more simply, by the processor"
    if "folder" in window and not writable:
        yield f"settings cannot be saved: {window['folder']} cannot be written to"
    if memory is not None and memory < _LEAST_MEMORY_GB:
        yield f"{memory:.1f} GB of memory is little: keep other programs closed"


def _asked(program: str, **environment: str) -> Answers:
    """What a Python program of its own prints as JSON, or why it did not, as ``failed``."""
    command = [sys.executable, "-c", program]
    try:
        answer = subprocess.run(
            command,
            cwd=_ROOT,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
        return dict(json.loads(answer.stdout))
    except subprocess.TimeoutExpired:
        return {"failed": f"no answer in {_SECONDS} s"}
    except json.JSONDecodeError:
        said = answer.stderr.strip().splitlines() or [f"exit status {answer.returncode}"]
        return {"failed": next((line for line in reversed(said) if "rror" in line), said[0])}


def _platform() -> Mapping[str, str]:
    """Without a screen Qt would end the process that asks, and could answer nothing."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform != "linux" or any(os.environ.get(name) for name in screens):
        return {}
    return {"QT_QPA_PLATFORM": "offscreen"}


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _memory_gb() -> float | None:
    """Memory of the machine; None where the system does not tell."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    except (AttributeError, OSError, ValueError):
        return None


def _versions() -> Iterator[tuple[str, str | None]]:
    for name in _PACKAGES:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, None
