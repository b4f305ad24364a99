"""Kinescribe: the command line, and the way into the window.

Every command imports what it needs and no more, so that ``info`` starts without Qt and torch.
"""

import argparse
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

FAILED, STOPPED = 1, 130

Run = Callable[[Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _command(words)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output has enough; nor may flushing it at the end complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (ValueError, OSError, FloatingPointError, MemoryError, ImportError) as error:
        from core.commands.console import fail

        fail(str(error) or "out of memory")
        return FAILED


def _command(words: Sequence[str]) -> int:
    name = words[0] if words and words[0] in COMMANDS else ""
    if name:
        parser = ArgumentParser(f"kinescribe {name}", description=HELP[name])
        run = COMMANDS[name](parser)
        return run(parser.parse_args(words[1:]))
    parser = ArgumentParser(
        "kinescribe",
        description="See, correct and learn action segments in 3D skeleton recordings.",
        epilog="\n".join(("commands:", *(f"  {word:<10}{does}" for word, does in HELP.items()))),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    run = _window(parser)
    return run(parser.parse_args(words))


def _window(parser: ArgumentParser) -> Run:
    parser.add_argument("path", type=Path, nargs="?", help="recording or project folder to open")

    def run(options: Namespace) -> int:
        from app import application

        return application.run(options.path)

    return run


def _demo(parser: ArgumentParser) -> Run:
    parser.add_argument("--screenshot", type=Path, metavar="PNG", help="save a picture and end")

    def run(options: Namespace) -> int:
        from app import application

        return application.demo(options.screenshot)

    return run


def _info(parser: ArgumentParser) -> Run:
    parser.add_argument("recording", type=Path, metavar="REC")
    _add_layout(parser)
    _add_json(parser)

    def run(options: Namespace) -> int:
        from core.commands.info import info

        return info(options.recording, options.layout, options.json)

    return run


def _convert(parser: ArgumentParser) -> Run:
    parser.add_argument("recording", type=Path, metavar="REC")
    parser.add_argument("output", type=Path, metavar="OUT", help="by suffix .h5, .bvh or .csv")
    parser.add_argument("--fps", type=_rate, help="the right frame rate, if the file's is wrong")
    _add_layout(parser)
    _add_json(parser)

    def run(options: Namespace) -> int:
        from core.commands.convert import convert

        return convert(options.recording, options.output, options.fps, options.layout, options.json)

    return run


def _labels(parser: ArgumentParser) -> Run:
    add = parser.add_argument
    add("source", type=Path, metavar="IN")
    add("target", type=Path, metavar="OUT", help="the suffix says the format: .csv, .eaf, …")
    add("--recording", type=Path, metavar="REC", help="what they are of, for its rate and length")
    add("--from", dest="source_format", metavar="FMT", help="format of IN, if not obvious")
    add("--to", dest="target_format", metavar="FMT", help="format of OUT, if not obvious")
    add("--map", type=Path, metavar="FILE", help="table of two columns: their name, our class")
    _add_json(parser)

    def run(options: Namespace) -> int:
        from core.commands.labels import Options, labels

        formats = (options.source_format, options.target_format)
        asked = Options(options.recording, *formats, options.map, options.json)
        return labels(options.source, options.target, asked)

    return run


def _predict(parser: ArgumentParser) -> Run:
    parser.add_argument("recordings", type=Path, nargs="+", metavar="REC|DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="for the tables")
    parser.add_argument("--model", type=Path, metavar="M", help="default: the one that comes along")
    parser.add_argument(
        "--format", type=_written_format, default="csv", metavar="csv|eaf|…", help="of the segments"
    )
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--probabilities", action="store_true", help="write them too, as .npz")
    _add_json(parser)

    def run(options: Namespace) -> int:
        from core.commands.predict import Options, predict

        return predict(
            options.recordings,
            Options(
                options.out,
                options.model,
                options.device,
                options.probabilities,
                options.json,
                options.format,
            ),
        )

    return run


def _pretrain(parser: ArgumentParser) -> Run:
    from training.commands import pretrain

    pretrain.add_arguments(parser)
    return pretrain.run


def _project(parser: ArgumentParser) -> Run:
    from core.commands import project

    project.add_arguments(parser)
    return project.run


def _finetune(parser: ArgumentParser) -> Run:
    from training.commands import finetune

    finetune.add_arguments(parser)
    return finetune.run


def _evaluate(parser: ArgumentParser) -> Run:
    from training.commands import evaluate

    evaluate.add_arguments(parser)
    return evaluate.run


def _models(parser: ArgumentParser) -> Run:
    from core.commands import models

    models.add_arguments(parser)
    return models.run


def _doctor(parser: ArgumentParser) -> Run:
    _add_json(parser)

    def run(options: Namespace) -> int:
        from app.doctor import doctor

        return doctor(options.json)

    return run


def _add_layout(parser: ArgumentParser) -> None:
    parser.add_argument("--layout", metavar="NAME", help="which joints, if the file does not say")


def _add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def _rate(text: str) -> float:
    fps = float(text)
    if not 0 < fps <= 100_000:
        raise argparse.ArgumentTypeError(f"{text} is not a frame rate")
    return fps


def _written_format(name: str) -> str:
    from core.label_formats import label_writer

    try:
        label_writer(Path(), name)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return name


COMMANDS: dict[str, Callable[[ArgumentParser], Run]] = {
    "demo": _demo,
    "info": _info,
    "convert": _convert,
    "labels": _labels,
    "project": _project,
    "predict": _predict,
    "pretrain": _pretrain,
    "finetune": _finetune,
    "evaluate": _evaluate,
    "models": _models,
    "doctor": _doctor,
}
HELP = {
    "demo": "Open the demo project and predict it.",
    "info": "Say what a recording is.",
    "convert": "Write a recording in another format.",
    "labels": "Write labels in another format, and say what became of them.",
    "project": "Make a project, add recordings and labels to it, or check it.",
    "predict": "Write the segments that a model finds in recordings.",
    "pretrain": "Train an encoder on recordings without labels.",
    "finetune": "Train a model on the reviewed frames of a project.",
    "evaluate": "Say how well predictions agree with labels.",
    "models": "List, show, export or import models.",
    "doctor": "Say what works on this machine, and what does not.",
}

if __name__ == "__main__":
    sys.exit(main())
