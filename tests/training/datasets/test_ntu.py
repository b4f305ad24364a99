"""NTU RGB+D: what names say, and the official parts."""

from pathlib import Path

import pytest

from core.naming import attributes_in
from tests.core.formats.files import body
from tests.core.formats.files import ntu as skeleton_text
from training.datasets.ntu import (
    TRAINING_PERFORMERS,
    is_cross_subject_training,
    is_cross_view_training,
    ntu,
)


def test_what_names_say() -> None:
    assert attributes_in("S001C002P003R004A013") == {
        "setup": "001",
        "camera": "002",
        "performer": "003",
        "repetition": "004",
        "class": "013",
    }
    assert attributes_in("0005-L") == {"performance": "0005", "view": "L"}
    assert attributes_in("86_01") == {"subject": "86", "trial": "01"}
    assert attributes_in("S001C002") == attributes_in("my walk") == {}


def test_the_official_parts(tmp_path: Path) -> None:
    for camera, performer in ((1, 1), (2, 3), (3, 38)):
        path = tmp_path / f"S001C00{camera}P{performer:03}R001A001.skeleton"
        path.write_text(skeleton_text(body(1, 1)))
    (tmp_path / "notes.skeleton").write_text("none of them")
    by_subject = [one.attributes["performer"] for one in ntu(tmp_path, is_cross_subject_training)]
    assert by_subject == ["001", "038"]
    by_view = [one.attributes["camera"] for one in ntu(tmp_path, is_cross_view_training)]
    assert by_view == ["002", "003"]
    assert len(TRAINING_PERFORMERS) == 20
    with pytest.raises(ValueError, match="no recordings"):
        ntu(tmp_path, lambda name: False)


def test_real_samples(shared: Path) -> None:
    assert len(ntu(shared / "samples" / "ntu", is_cross_subject_training)) == 3
