"""The labels that a job learns from: frozen when it begins, so that people may go on."""

from pathlib import Path

from core.checked import read_checked, write_checked
from core.errors import FormatError
from core.label_codec import labels_as_json, labels_from_json
from core.label_set import LabelSet
from core.project import Project

VERSION = 1


def frozen(project: Project, path: Path) -> dict[str, LabelSet]:
    """The labels by identifier, as they are in ``path`` or, if that is not there, as they are now.

    Raises
    ------
    FormatError
        If the copy is damaged or cannot be written, or labels of the project are lost.
    """
    if not path.exists():
        labels = {entry.id: project.labels(entry) for entry in project.recordings}
        content = {name: labels_as_json(one) for name, one in labels.items() if one.tracks}
        write_checked(path, {"kinescribe_snapshot": VERSION, "labels": content})
    content = read_checked(path).content
    try:
        return {name: labels_from_json(one) for name, one in content["labels"].items()}
    except (ValueError, KeyError, AttributeError) as error:
        raise FormatError(path, "", f"is damaged: {error}") from error
