"""Files with a checksum, for people and programs."""

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checked import decoded, encoded, on_one_line, read_checked, write_checked
from core.errors import FormatError

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
KEYS = st.text(string.ascii_lowercase, min_size=1).filter(lambda key: key != "checksum")


@given(content=st.dictionaries(KEYS, values, min_size=1))
def test_anything_comes_back(content: dict[str, Any]) -> None:
    assert decoded(encoded(content), Path("a.json")) == (content, False)
    assert json.loads(on_one_line(content)) == content
    assert "\n" not in on_one_line(content)


def test_people_can_read_and_merge_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_checked(path, {"n": 1, "tracks": [{"name": "ü", "rows": [[0, 1, "a"], [1, 2, "b"]]}]})
    head, checksum, *rest = path.read_text("utf-8").splitlines()
    assert (head, checksum[:13]) == ("{", ' "checksum": ')
    assert rest == [
        ' "n": 1,',
        ' "tracks": [',
        "  {",
        '   "name": "ü",',
        '   "rows": [',
        '    [0, 1, "a"],',
        '    [1, 2, "b"]',
        "   ]",
        "  }",
        " ]",
        "}",
    ]
    path.write_text("\n".join((head, *rest)).replace('"b"', '"c"'), "utf-8")
    content, by_hand = read_checked(path)
    assert by_hand
    assert content["tracks"][0]["rows"][1] == [1, 2, "c"]


def test_other_line_ends_are_no_change(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_checked(path, {"n": 1})
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_checked(path) == ({"n": 1}, False)


def test_whatever_is_changed_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_checked(path, {"number": 1, "list": [1, 2]})
    data = path.read_bytes()
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :])
        try:
            content, by_hand = read_checked(path)
        except FormatError:
            continue
        # The name of the checksum itself: the reader of the content does not know it.
        assert by_hand
        assert len(content) == 3


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "line 1: is not JSON"),
        (b'{"a": 1,\n}', "line 2: is not JSON"),
        (b"[1]", "is not a JSON object"),
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b'{\n "checksum": "00000000",\n "a": 1\n}\n', "line 2: the content does not match"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    with pytest.raises(FormatError, match=r"a\.json") as error:
        read_checked(path)
    assert why in str(error.value)
