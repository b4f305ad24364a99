"""What a model says about itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QWidget

from app.layouts import measured
from app.theme import tabular
from core.models import Kept


class CardDialog(QDialog):
    """The card of a model, as text that can be copied."""

    def __init__(self, model: Kept, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Model {model}")
        form = measured(QFormLayout(self), 8, (12, 12, 12, 12))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, text in _lines(model):
            label, value = QLabel(name), QLabel(text, wordWrap=True)
            label.setProperty("role", "muted")
            value.setFont(tabular(value.font()))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(label, value)
        self.setMinimumWidth(480)


def _lines(model: Kept) -> list[tuple[str, str]]:
    card = model.card
    figures = {name: value for name, value in card.figures.items() if " of " not in name}
    lines = [
        ("Name", card.name),
        ("Made", " · ".join(filter(None, (card.made_on, card.recipe)))),
        ("Classes", ", ".join(card.classes)),
        ("Figures", "\n".join(f"{name}: {value:.3f}" for name, value in figures.items())),
        ("Settings", ", ".join(f"{name} {value}" for name, value in card.settings.items())),
        ("Learnt from", f"{len(card.trained_on)} recordings" if card.trained_on else ""),
        ("Labels", card.label_hash[:16]),
        ("From the model", card.parent[:16]),
        ("Licence", card.licence),
        ("File", f"{model.path}\nSHA-256 {model.digest}"),
    ]
    return [(name, text or "–") for name, text in lines]
