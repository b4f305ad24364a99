"""The page: everything about an evaluation in one file."""

from pathlib import Path
from string import Template

from core.atomic import replacing
from core.report.confusion import confusion_picture
from core.report.errors import edges_pictures, kinds_table
from core.report.evaluation import Evaluation
from core.report.markup import element, text
from core.report.strips import worst_strips
from core.report.tables import about_table, classes_table, recordings_table, tiles

_FOLDER = Path(__file__).parents[2] / "resources" / "report"


def write_report(evaluation: Evaluation, path: Path) -> None:
    """Write the page.

    Raises
    ------
    FormatError
        If the file cannot be written.
    """
    content = page(evaluation)
    with replacing(path) as temporary:
        temporary.write_text(content, "utf-8")


def page(evaluation: Evaluation) -> str:
    """The page as a text."""
    template = Template((_FOLDER / "page.html").read_text("utf-8"))
    labels = (*evaluation.classes.names, "background")
    return template.substitute(
        style=(_FOLDER / "style.css").read_text("utf-8"),
        title=text(evaluation.title),
        summary=text(_summary(evaluation)),
        tiles=tiles(evaluation),
        classes=classes_table(evaluation),
        confusion=confusion_picture(evaluation.figures["confusion"], labels),
        kinds=kinds_table(evaluation),
        edges=edges_pictures(evaluation),
        worst=worst_strips(evaluation),
        recordings=recordings_table(evaluation),
        about=about_table(evaluation),
        notes="".join(element("li", text(note)) for note in evaluation.notes),
    )


def _summary(evaluation: Evaluation) -> str:
    judged = evaluation.judged
    n_known = sum(one.n_known for one in judged)
    n_frames = sum(one.compared.truth.n_frames for one in judged)
    n_segments = sum(len(one.compared.truth.segments) for one in judged)
    recordings = "1 recording" if len(judged) == 1 else f"{len(judged):,} recordings"
    return (
        f"{evaluation.made_on} · {recordings} · {n_segments:,} true segments · "
        f"{n_known:,} of {n_frames:,} frames are known and count"
    )
