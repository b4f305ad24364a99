"""A process of its own session gives way to all others."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.giving_way import NICE, VARIABLE

ROOT = Path(__file__).parents[2]
_PROGRAM = """
import os
from pathlib import Path
from core.giving_way import give_way
give_way()
print(os.nice(0))
for name in ("autogroup", "oom_score_adj"):
    path = Path("/proc/self", name)
    print(path.read_text().split()[-1] if os.access(path, os.W_OK) else "")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="there are sessions that share cores")
@pytest.mark.parametrize("wanted", [None, 3])
def test_nice_to_its_session_and_as_a_session(
    wanted: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    if wanted is not None:
        monkeypatch.setenv(VARIABLE, str(wanted))
    command = [sys.executable, "-c", _PROGRAM]
    said = subprocess.check_output(command, cwd=ROOT, text=True, start_new_session=True)
    nice, autogroup, first_to_go = said.splitlines()
    assert int(nice) == (NICE if wanted is None else wanted)
    assert autogroup in ("", nice)
    assert int(first_to_go) == 500
