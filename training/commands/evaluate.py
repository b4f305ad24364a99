"""``evaluate``: label files beside each other, or a model on a project."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core.commands.console import shown
from core.commands.evaluate import evaluate_files, tell_figures, warn
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
    add("--json", action="store_true", help="one JSON object on standard output")
    parser.set_defaults(wrong=parser.error)


def run(options: Namespace) -> int:
    """Evaluate as the parsed arguments say."""
    files, model = (options.truth, options.pred), (options.project, options.model)
    if all(files) and not any(model):
        return evaluate_files(options.truth, options.pred, options.json)
    if not all(model) or any(files):
        options.wrong("needs either --truth and --pred, or --project and --model")
    return evaluate_model(options)


def evaluate_model(options: Namespace) -> int:
    """Predict the recordings held out, or those of the split's test part, or all."""
    from core.model.checkpoint import load_model
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
    tell_figures(figures, options.json)
    return 0
