"""``evaluate``: label files beside each other, or a model on a project."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core.commands.console import shown
from core.commands.evaluate import (
    MODEL_NOTE,
    UNKNOWN_NOTE,
    evaluate_files,
    tell_figures,
    warn,
    write_page,
)
from training.commands.finetune import add_split, chosen_split


def add_arguments(parser: ArgumentParser) -> None:
    """Declare every option; imports no torch."""
    add = parser.add_argument
    add("--truth", type=Path, nargs="+", metavar="FILE", help="what people say")
    add("--pred", type=Path, nargs="+", metavar="FILE", help="what is compared, by file name")
    add("--project", type=Path, metavar="DIR", help="whose reviewed frames are the truth")
    add("--model", type=Path, metavar="M", help="run folder or model file that predicts them")
    add_split(parser)
    add("--device", choices=("auto", "cpu", "cuda"), default="auto")
    add("--report", type=Path, metavar="HTML", help="write a page with pictures as well")
    add("--json", action="store_true", help="one JSON object on standard output")
    parser.set_defaults(wrong=parser.error)


def run(options: Namespace) -> int:
    """Evaluate as the parsed arguments say."""
    files, model = (options.truth, options.pred), (options.project, options.model)
    if all(files) and not any(model):
        return evaluate_files(options.truth, options.pred, options.json, options.report)
    if not all(model) or any(files):
        options.wrong("needs either --truth and --pred, or --project and --model")
    return evaluate_model(options)


def evaluate_model(options: Namespace) -> int:
    """Predict the recordings held out, or those of the split's test part, or all."""
    from core.model.checkpoint import load_model
    from core.project import Project
    from core.report.about import about_model
    from core.report.evaluation import Judged
    from training.datasets.project import labelled_in
    from training.evaluate import full_report
    from training.run import MODEL

    path = options.model
    model = load_model(path / f"{MODEL}.safetensors" if path.is_dir() else path)
    labelled, classes = shown(labelled_in(options.project))
    split = chosen_split(options.split, options.holdout)
    part = "test" if options.split else "validation" if options.holdout else "train"
    chosen = split.part(part, labelled)
    if not chosen:
        raise ValueError(f"{options.split}: the part {part!r} is empty")
    compared, figures = shown(full_report(model, chosen, classes, device=options.device))
    warn(compared)
    if options.report:
        judged = tuple(
            Judged(one, its.recording) for one, its in zip(compared, chosen, strict=True)
        )
        listed = Project.open(options.project).classes.including(figures["per_class"])
        write_page(
            options.report,
            f"{model.card.name} on {options.project.resolve().name}",
            judged,
            figures,
            listed,
            about_model(model.card) | {"evaluated on": _part(options)},
            (UNKNOWN_NOTE, MODEL_NOTE),
        )
    tell_figures(figures, options.json)
    return 0


def _part(options: Namespace) -> str:
    """Which of a project's recordings were evaluated, in words."""
    if options.split:
        return f"the test part of {options.split}"
    if options.holdout:
        return f"what is called {' or '.join(options.holdout)}"
    return "all recordings with labels, also those that the model may have been trained on"
