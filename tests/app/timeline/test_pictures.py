"""A picture is painted again when it would be another, and only then."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.timeline.pictures import Pictures


class Paints:
    """Fills with a colour and counts how often."""

    def __init__(self) -> None:
        self.colour, self.n_times = "#ff0000", 0

    def __call__(self, painter: QPainter, rect: QRectF) -> None:
        self.n_times += 1
        painter.fillRect(rect, QColor(self.colour))


def drawn(pictures: Pictures, paints: Paints, looks: int = 1, shows: object = None) -> str:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    pictures.draw(painter, QRectF(5, 5, 10, 10), "here", (looks,), (shows,), paints)
    painter.end()
    assert image.pixelColor(4, 4).name() == image.pixelColor(15, 15).name() == "#000000"
    assert image.pixelColor(5, 5) == image.pixelColor(14, 14)
    return image.pixelColor(10, 10).name()


def test_what_shows_the_same_is_painted_once(qapp: object) -> None:
    pictures, paints, shown = Pictures(), Paints(), [1]
    assert [drawn(pictures, paints, shows=shown) for _ in range(3)] == ["#ff0000"] * 3
    assert paints.n_times == 1


def test_other_looks_another_object_and_forgetting_paint_anew(qapp: object) -> None:
    pictures, paints, shown = Pictures(), Paints(), [1]
    drawn(pictures, paints, shows=shown)
    paints.colour = "#00ff00"
    other = [1]
    assert drawn(pictures, paints, shows=other) == "#00ff00"
    paints.colour = "#0000ff"
    assert drawn(pictures, paints, looks=2, shows=other) == "#0000ff"
    paints.colour = "#ffff00"
    pictures.forget("here", "nowhere")
    assert drawn(pictures, paints, looks=2, shows=other) == "#ffff00"
