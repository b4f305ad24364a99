"""What was said of a skeleton is said again for the same skeleton, and for no other."""

from pathlib import Path

import pytest

from core.errors import FormatError
from core.joints.memory import remember, remembered
from core.skeleton import KINECT1, KINECT2, Skeleton

ROLES = (("Head", ("Neck",)), ("SpineMid", ()))


def test_roles_are_remembered_by_skeleton(tmp_path: Path) -> None:
    file = tmp_path / "new" / "joints.json"
    assert remembered(file, KINECT2) == ()
    remember(file, KINECT2, ROLES)
    remember(file, KINECT1, (("Head", ("Spine",)),))
    assert remembered(file, KINECT2) == ROLES
    flat = Skeleton(KINECT2.joint_names, (-1,) * 25)
    assert remembered(file, flat) == ()
    remember(file, KINECT2, ())
    assert remembered(file, KINECT2) == ()
    assert remembered(file, KINECT1) == (("Head", ("Spine",)),)


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}', '{"a": {"b": 1}}'])
def test_a_damaged_memory_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "joints.json"
    file.write_text(content)
    with pytest.raises(FormatError, match="is damaged"):
        remembered(file, KINECT1)
