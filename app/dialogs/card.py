"""What a model says about itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QWidget

from app.layouts import measured
from app.theme import tabular
from core.models import Kept

_FIGURES = {
    "validation frame_accuracy": "frames that are right",
    "validation edit": "order of segments (edit score)",
    **{f"validation f1@{n}": f"F1, segments that overlap by {n} %" for n in (10, 25, 50)},
}
"""How people call them; others are called what they are."""


class CardDialog(QDialog):
    """The card of a model, as text that can be copied.

    Parameters
    ----------
    origin
        The model that it began with, as people know it; empty if they do not.
    """

    def __init__(self, model: Kept, origin: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Model {model}")
        form = measured(QFormLayout(self), 8, (12, 12, 12, 12))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, text in _lines(model, origin):
            label, value = QLabel(name), QLabel(text, wordWrap=True)
            label.setProperty("role", "muted")
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            value.setFont(tabular(value.font()))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(label, value)
        self.setMinimumWidth(480)


def _lines(model: Kept, origin: str) -> list[tuple[str, str]]:
    card = model.card
    figures = [
        f"{_FIGURES.get(name, name)}: {value:.3f}"
        for name, value in card.figures.items()
        if " of " not in name
    ]
    lines = [
        ("Name", card.name),
        ("Made", " · ".join(filter(None, (card.made_on, card.recipe)))),
        ("Classes", ", ".join(card.classes)),
        ("On what was held out", "\n".join(figures)),
        ("Settings", ", ".join(f"{name} {value}" for name, value in card.settings.items())),
        ("Learnt from", f"{len(card.trained_on)} recordings" if card.trained_on else ""),
        ("Hash of labels", card.label_hash[:16]),
        ("From model", origin or card.parent[:16]),
        ("Licence", card.licence),
        ("File", f"{model.path}\nSHA-256 {model.digest}"),
    ]
    return [(name, text or "–") for name, text in lines]
