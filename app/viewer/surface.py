"""What the program asks of OpenGL before there is a window. Knows nothing of what is drawn."""

import os

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QSurfaceFormat

CHOICE = "KINESCRIBE_RENDERER"
"""Environment variable for broken drivers: ``painter``, or ``software`` for OpenGL on the CPU."""


def use_default_format() -> None:
    """Ask for OpenGL 3.3 core everywhere; to be called before the application is made.

    No multisampling: the shaders know how much of a pixel a shape covers, which is smoother than
    four samples and a third of their price without a graphics card.
    """
    if wanted_renderer() == "software":
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseSoftwareOpenGL)
        os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
    wanted = QSurfaceFormat()
    wanted.setVersion(3, 3)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setDepthBufferSize(24)
    wanted.setStencilBufferSize(8)
    QSurfaceFormat.setDefaultFormat(wanted)


def wanted_renderer() -> str:
    """What the environment asks for, or an empty string."""
    return os.environ.get(CHOICE, "").strip().lower()
