"""Processes are told apart by more than their numbers."""

import subprocess
import sys
from dataclasses import replace

from core.processes import Process, started


def test_this_process_lives() -> None:
    us = Process.this()
    assert us.lives
    assert us == Process.this()
    assert not replace(us, started="long ago").lives
    assert not replace(us, machine="another").lives


def test_a_process_that_ended_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as popen:
        process = Process.of(popen.pid)
        assert process.lives
        assert process != Process.this()
    assert not process.lives
    assert started(popen.pid) == ""


def test_what_is_gone_is_not_killed_again() -> None:
    Process.of(2**22 + 1).kill()
