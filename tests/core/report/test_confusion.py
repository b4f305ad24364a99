from xml.etree import ElementTree

import pytest

from core.report.confusion import confusion_picture


def test_cells_say_shares_of_their_row_and_frames() -> None:
    root = ElementTree.fromstring(confusion_picture([[3, 1], [0, 0]], ["run", "background"]))
    titles = [title.text for title in root.iter("title")]
    assert titles == [
        "run taken for run: 75 %, 3 of 4 frames",
        "run taken for background: 25 %, 1 of 4 frames",
    ]
    assert len([one for one in root.iter("rect") if one.attrib["class"] == "empty"]) == 2


@pytest.mark.parametrize("n_labels", [2, 9, 53])
def test_cells_lie_inside_and_apart(n_labels: int) -> None:
    counts = [[1] * n_labels] * n_labels
    root = ElementTree.fromstring(
        confusion_picture(counts, [f"class {n}" for n in range(n_labels)])
    )
    corners = {(cell.attrib["x"], cell.attrib["y"]) for cell in root.iter("rect")}
    assert len(corners) == n_labels**2
