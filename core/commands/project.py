"""``project``: makes a project, adds recordings and labels, and says what is wrong with it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core.commands.console import fail, shown, tell


def add_arguments(parser: ArgumentParser) -> None:
    """Declare ``new``, ``add`` and ``check``."""
    does = parser.add_subparsers(dest="does", required=True, metavar="new|add|check")
    _declare_new(does.add_parser("new", description="Make an empty project."))
    _declare_add(does.add_parser("add", description="Add recordings and their labels."))
    _declare_check(does.add_parser("check", description="Say what is wrong with a project."))


def run(options: Namespace) -> int:
    return int(options.run(options))


def _declare_new(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--classes", required=True, metavar="a,b,c", help="names, with commas")
    parser.set_defaults(run=_new)


def _declare_add(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", type=Path, metavar="DIR")
    add("recordings", type=Path, nargs="+", metavar="REC")
    add("--labels", type=Path, nargs="+", default=(), metavar="FILE",
        help="called as the recordings are")  # fmt: skip
    add("--from", dest="label_format", metavar="FMT", help="format of the labels, if not obvious")
    add("--reviewed", choices=("all", "labelled"),
        help="what somebody has looked at: all frames, so that those without a label are "
        "background, or only those with one")  # fmt: skip
    add("--copy", action="store_true", help="copy the recordings into the project")
    parser.set_defaults(run=_add)


def _declare_check(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.set_defaults(run=_check)


def _new(options: Namespace) -> int:
    from core.classes import ClassList
    from core.project import Project
    from core.store import new_project

    names = (name.strip() for name in options.classes.split(","))
    classes = ClassList.of(name for name in names if name)
    new_project(Project(options.folder.absolute(), classes))
    return 0


def _add(options: Namespace) -> int:
    from core.commands.project_add import Options, add

    return add(
        options.folder.absolute(),
        options.recordings,
        Options(tuple(options.labels), options.label_format, options.reviewed or "", options.copy),
    )


def _check(options: Namespace) -> int:
    from core.check import checking

    findings = shown(checking(options.folder.absolute()))
    if options.json:
        listed = [
            {"path": str(one.path), "where": one.where, "why": one.why, "remedy": one.remedy}
            for one in findings
        ]
        tell({"project": str(options.folder), "findings": listed}, as_json=True)
    else:
        for finding in findings:
            fail(finding)
    return 1 if findings else 0
