"""A process of its own session gives way to all others."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.giving_way import NICE

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
def test_nice_to_its_session_and_as_a_session() -> None:
    command = [sys.executable, "-c", _PROGRAM]
    said = subprocess.check_output(command, cwd=ROOT, text=True, start_new_session=True)
    nice, autogroup, first_to_go = said.splitlines()
    assert int(nice) == NICE
    assert autogroup in ("", str(NICE))
    assert int(first_to_go) == 500
