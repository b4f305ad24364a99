"""``models``: those of a project, or of the user, with their cards."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.commands.console import note, tell
from core.model.card import Card
from core.models import Kept, Models, bundled
from core.project import Project
from core.user_folder import user_folder

_SHOWN = ("name", "recipe", "made_on", "licence", "classes", "figures", "settings", "command")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare ``list``, ``show``, ``export`` and ``import``."""
    does = parser.add_subparsers(dest="does", required=True, metavar="list|show|export|import")
    for name, run, what in (
        ("list", _list, "List all models; * is the one that predicts."),
        ("show", _show, "Say what is on the card of a model."),
        ("export", _export, "Write a model as one file."),
        ("import", _import, "Keep a model from a file. Nothing in the file is run."),
    ):
        command = does.add_parser(name, description=what)
        command.add_argument("--project", type=Path, metavar="DIR",
            help="whose models; else those of the user")  # fmt: skip
        command.add_argument("--json", action="store_true",
            help="one JSON object on standard output")  # fmt: skip
        command.set_defaults(run=run)
        if name in ("show", "export"):
            command.add_argument("number", type=int, metavar="M", help="as `models list` says")
        if name in ("export", "import"):
            command.add_argument("file", type=Path, metavar="FILE")


def run(options: Namespace) -> int:
    folder = Project.open(options.project).folder if options.project else user_folder()
    options.run(Models(folder), options)
    return 0


def _list(models: Models, options: Namespace) -> None:
    current = models.current()
    kept = [*filter(None, [bundled()]), *models.kept()]
    if options.json:
        listed = [_row(one) | {"current": one == current} for one in kept]
        tell({"models": listed}, as_json=True)
        return
    for one in kept:
        tell({f"{'*' if one == current else ' '} {one.number}": _line(one.card)}, as_json=False)


def _show(models: Models, options: Namespace) -> None:
    one = models.get(options.number)
    parent = models.find(one.card.parent) if one.card.parent else None
    about = {"number": one.number, "path": str(one.path), "sha256": one.digest}
    about["parent"] = str(parent) if parent else one.card.parent
    if options.json:
        tell(asdict(one.card) | about, as_json=True)
    else:
        tell(about | {name: getattr(one.card, name) for name in _SHOWN}, as_json=False)


def _export(models: Models, options: Namespace) -> None:
    models.export(options.number, options.file)
    tell({"file": str(options.file)}, options.json)


def _import(models: Models, options: Namespace) -> None:
    one = models.add(options.file)
    tell(_row(one), options.json)
    if not options.json:
        note("It is kept; it predicts as soon as somebody makes it current.")


def _row(one: Kept) -> dict[str, Any]:
    card = one.card
    return {
        "number": one.number,
        "name": card.name,
        "path": str(one.path),
        "recipe": card.recipe,
        "made_on": card.made_on,
        "parent": card.parent,
        "classes": card.classes,
        "figures": dict(card.figures),
    }


def _line(card: Card) -> str:
    figure = card.figures.get("validation f1@50")
    return "  ".join(
        (
            card.name,
            card.recipe or "trained",
            card.made_on,
            f"{len(card.classes)} classes",
            "" if figure is None else f"F1@50 {figure:.3f} on recordings held out",
        )
    ).rstrip()
