"""What a page says of the model: its card, in words."""

from collections.abc import Mapping

from core.model.card import Card

_HASH = 12
"""Characters of a hash that are enough to tell two apart."""


def about_model(card: Card) -> dict[str, str]:
    """The card's entries that say anything."""
    rows = {
        "model": card.name,
        "made on": card.made_on,
        "licence": card.licence,
        "classes": ", ".join(card.classes),
        "trained by": card.recipe,
        "command": card.command,
        "seed": str(card.seed),
        "settings": _listed(card.settings),
        "begun with model": card.parent[:_HASH],
        "hash of its recordings": card.data_hash[:_HASH],
        "hash of its labels": card.label_hash[:_HASH],
        "figures on its card": _listed(card.figures),
    }
    return {name: value for name, value in rows.items() if value}


def _listed(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())
