"""Jobs as folders: what is asked of them, and what is said of processes that are gone."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import FormatError
from core.jobs.folder import GO, PAUSE, STOP, JobFolder, Standing
from core.jobs.job import PREDICT, REFIT, Job
from core.jobs.queue import Jobs
from core.jobs.state import DISCARDED, DONE, INTERRUPTED, QUEUED, RUNNING, State
from core.processes import Process
from core.progress import Progress


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    return Jobs(tmp_path)


def running(one: JobFolder, process: Process) -> JobFolder:
    one.enter(State(RUNNING, process=process))
    return one


def test_a_job_is_what_was_asked_for(jobs: Jobs) -> None:
    job = Job(REFIT, 3, ("a", "b"), ("performer=1",), {"steps": 4}, "mine", 2, "cpu")
    one = jobs.add(job)
    assert one.path.name == "0001-refit"
    assert jobs.all() == (one,)
    assert (one.job, one.state.name, one.wish) == (job, QUEUED, GO)
    assert (one.metrics(), one.result, one.standing, one.log) == ([], {}, None, "")
    assert jobs.add(Job(PREDICT)).number == 2


def test_jobs_that_cannot_be() -> None:
    for wrong in ({"kind": "sing"}, {"kind": PREDICT, "device": "toaster"}):
        with pytest.raises(ValueError, match=r"sing|toaster"):
            Job(**wrong)


def test_damaged_jobs_are_named(jobs: Jobs) -> None:
    one = jobs.add(Job(PREDICT))
    (one.path / "job.json").write_text("{}")
    with pytest.raises(FormatError, match=r"job\.json"):
        _ = one.job


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_where_there_is_no_room_nobody_misses_how_far_it_is(jobs: Jobs) -> None:
    from resource import RLIMIT_FSIZE, getrlimit, setrlimit

    one, told = jobs.add(Job(PREDICT)), Standing(Progress(1, 2, "a"))
    one.tell(told)
    before = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (8, before[1]))
    try:
        one.tell(Standing(Progress(2, 2, "b")))
    finally:
        setrlimit(RLIMIT_FSIZE, before)
    assert one.standing == told
    one.drop_progress()
    assert one.standing is None


def test_only_a_living_process_keeps_a_job_running(jobs: Jobs) -> None:
    us = Process.this()
    one = running(jobs.add(Job(PREDICT)), us)
    assert jobs.active == one
    assert jobs.advance() is None
    for gone in (replace(us, started="long ago"), replace(us, machine="another")):
        running(one, gone)
        assert one.state.name == INTERRUPTED
        assert jobs.active is None


def test_how_far_it_is(jobs: Jobs) -> None:
    one = jobs.add(Job(PREDICT))
    one.tell(Standing(Progress(1, 4, "looking"), 3.5))
    assert one.standing == Standing(Progress(1, 4, "looking"), 3.5)
    one.run.mkdir()
    (one.run / "metrics.jsonl").write_text('{"loss": 2}\n{"loss": 1}\n{"lo')
    assert one.metrics() == [{"loss": 2}, {"loss": 1}]
    assert one.metrics(skip=1) == [{"loss": 1}]


def test_wishes(jobs: Jobs) -> None:
    one = running(jobs.add(Job(PREDICT)), Process.this())
    jobs.pause(one)
    assert one.wish == PAUSE
    jobs.go_on(one)
    assert one.wish == GO
    jobs.stop(one)
    assert one.wish == STOP
    assert one.state.name == RUNNING
    with pytest.raises(ValueError, match="cannot be asked to 'dance'"):
        one.want("dance")


def test_what_was_interrupted_can_be_queued_again(jobs: Jobs) -> None:
    one = running(jobs.add(Job(PREDICT)), replace(Process.this(), started="long ago"))
    jobs.go_on(one)
    assert one.state.name == QUEUED


@pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise there")
def test_a_discarded_job_is_gone_with_all_its_processes(jobs: Jobs) -> None:
    program = "import os, time; os.fork(); os.write(1, b'%d\\n' % os.getpid()); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True
    ) as popen:
        assert popen.stdout
        both = [Process.of(int(popen.stdout.readline())) for _ in range(2)]
        one = running(jobs.add(Job(PREDICT)), Process.of(popen.pid))
        one.run.mkdir()
        jobs.discard(one)
        assert one.state.name == DISCARDED
        assert not one.run.exists()
        popen.wait(10)
    deadline = time.monotonic() + 10
    while any(process.lives for process in both):
        assert time.monotonic() < deadline


def test_only_what_is_over_is_forgotten(jobs: Jobs) -> None:
    one = jobs.add(Job(PREDICT))
    with pytest.raises(ValueError, match="is not over"):
        jobs.forget(one)
    one.enter(State(DONE))
    jobs.forget(one)
    assert jobs.all() == ()


def test_it_is_one_processes_turn(jobs: Jobs) -> None:
    jobs.add(Job(PREDICT))
    turn = jobs.turn
    assert turn.take()
    program = (
        "import sys, pathlib; from core.jobs.turn import Turn;"
        "print(Turn(pathlib.Path(sys.argv[1])).take())"
    )
    ask = [sys.executable, "-c", program, jobs.folder / "turn"]
    root = Path(__file__).parents[3]
    assert subprocess.check_output(ask, cwd=root) == b"False\n"
    turn.give_back()
    assert subprocess.check_output(ask, cwd=root) == b"True\n"


def test_at_most_one_of_a_kind_waits_where_one_is_enough(jobs: Jobs) -> None:
    first = jobs.renew(Job(REFIT, 1))
    other = jobs.add(Job(PREDICT, 1))
    assert jobs.renew(Job(REFIT, 2)) == first
    assert first.job == Job(REFIT, 2)
    running(first, Process.this())
    second = jobs.renew(Job(REFIT, 3))
    assert jobs.renew(Job(REFIT, 4)) == second
    assert jobs.all() == (first, other, second)
    assert (first.job.model, other.job.model, second.job.model) == (2, 1, 4)


def test_one_that_was_interrupted_still_knows_only_old_labels(jobs: Jobs) -> None:
    one = running(jobs.add(Job(REFIT, 1)), replace(Process.this(), started="long ago"))
    one.labels.write_text("frozen")
    jobs.go_on(one)
    assert jobs.renew(Job(REFIT, 2)) != one
    assert one.job.model == 1


def test_a_process_that_outlives_its_starter_is_no_trouble(jobs: Jobs) -> None:
    """Python warns of a process that it forgets while that is running."""
    jobs.add(Job(PREDICT))
    program = (
        "import sys, pathlib, warnings; warnings.simplefilter('always');"
        "from core.jobs.queue import Jobs; assert Jobs(pathlib.Path(sys.argv[1])).advance()"
    )
    command = [sys.executable, "-c", program, jobs.folder.parent]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert done.stderr == ""
