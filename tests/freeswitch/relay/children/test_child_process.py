"""A program beside the relay: an answer, or an end all the same."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import gevent
import pytest

from freeswitch.relay.children.child_process import ROOT, ChildProcesses, Limits, NoAnswer, Stopped, seconds_held_up
from tests.freeswitch.relay.children.programs import Told
from tests.freeswitch.relay.play import until

MODULE = "tests.freeswitch.relay.children.programs"
PATIENT = Limits(quiet=30.0, most=60.0)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "paper"


@pytest.fixture
def enough(tmp_path: Path) -> Path:
    """A pipe that nobody opens until somebody has had enough."""
    pipe = tmp_path / "enough"
    os.mkfifo(pipe)
    return pipe


def run(paper: Path, says: str, limits: Limits = PATIENT, processes: ChildProcesses | None = None) -> Told:
    paper.write_text(says)
    return (processes or ChildProcesses(MODULE)).run(paper, Told, limits)


def test_it_answers_with_one_line_and_has_stepped_back(paper: Path) -> None:
    assert run(paper, "noisy") == Told("done", min(19, os.nice(0) + 19))


@pytest.mark.parametrize(
    ("says", "limits", "words"),
    [
        ("hang", Limits(quiet=0.5, most=60.0), "hung for 0.5 s and was killed"),
        ("tick", Limits(quiet=30.0, most=1.0), "took longer than 1 s and was killed"),
        ("break", PATIENT, "ValueError: what was this?"),
        ("die", PATIENT, "status -11"),
        ("garbage", PATIENT, "without an answer"),
    ],
)
def test_whatever_it_does_there_is_an_end(paper: Path, says: str, limits: Limits, words: str) -> None:
    processes = ChildProcesses(MODULE)

    with pytest.raises(NoAnswer, match=words):
        run(paper, says, limits, processes)

    assert processes.running == set()


def test_one_that_shows_that_it_lives_may_take_its_time(paper: Path, enough: Path) -> None:
    processes = ChildProcesses(MODULE)
    one = gevent.spawn(run, paper, f"until {enough}", Limits(quiet=8.0, most=60.0), processes)
    until(lambda: processes.running, 10)
    # Longer than it may be quiet: it tells once a second that it lives.
    over = time.monotonic() + 9
    until(lambda: time.monotonic() > over, 10)
    enough.write_text("enough")

    assert one.get(timeout=20).text == "done"


def test_one_that_gets_no_processor_is_waited_for_until_it_hangs_or_takes_too_long(paper: Path) -> None:
    """Twice it was held up while it was quiet, the third time it was not."""
    waited = iter([0.4, 0.8, 0.8])
    processes = ChildProcesses(MODULE, held_up=lambda _: next(waited))
    began = time.monotonic()

    with pytest.raises(NoAnswer, match=r"hung for 0\.5 s"):
        run(paper, "hang", Limits(quiet=0.5, most=60.0), processes)
    assert time.monotonic() - began >= 1.5

    held_up = ChildProcesses(MODULE, held_up=lambda _: time.monotonic())
    with pytest.raises(NoAnswer, match="took longer than 2 s"):
        run(paper, "hang", Limits(quiet=0.5, most=2.0), held_up)


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="this kernel does not tell who waits")
def test_two_that_share_a_processor_hold_each_other_up() -> None:
    cpu = min(os.sched_getaffinity(0))
    spin = f"import os\nos.sched_setaffinity(0, [{cpu}])\nwhile True: pass"
    both = [subprocess.Popen([sys.executable, "-c", spin]) for _ in range(2)]
    try:
        until(lambda: all(seconds_held_up(one.pid) > 0.2 for one in both), 30)
    finally:
        for one in both:
            one.kill()
            one.wait(10)

    assert seconds_held_up(both[0].pid) == 0.0


def test_one_that_was_ended_is_no_failure(paper: Path) -> None:
    processes = ChildProcesses(MODULE)
    paper.write_text("hang")
    one = gevent.spawn(processes.run, paper, Told, PATIENT)
    until(lambda: processes.running, 10)
    processes.stop()

    with pytest.raises(Stopped):
        one.get(timeout=10)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells a process that its parent has died")
def test_it_ends_with_the_relay(paper: Path, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    paper.write_text(f"note {note}")
    program = f"""
import sys
from pathlib import Path
from freeswitch.relay.children.child_process import ChildProcesses, Limits
from tests.freeswitch.relay.children.programs import Told
ChildProcesses({MODULE!r}).run(Path({str(paper)!r}), Told, Limits(60, 60))
"""
    relay = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    try:
        until(lambda: note.exists() and note.read_text(), 30)
        child = int(note.read_text())
    finally:
        relay.send_signal(signal.SIGKILL)
        relay.wait(10)

    until(lambda: not is_running(child), 10)
    assert not processes_of(paper)


def processes_of(paper: Path) -> list[str]:
    """The programs that work on the paper."""
    return [
        line.name
        for line in Path("/proc").glob("[0-9]*")
        if str(paper).encode() in _words(line) and MODULE.encode() in _words(line)
    ]


def _words(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        # It has ended meanwhile.
        return []


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # One that has died and was not fetched yet is no more.
    return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def test_the_others_go_on_while_one_runs(paper: Path, enough: Path) -> None:
    processes = ChildProcesses(MODULE)
    one = gevent.spawn(run, paper, f"until {enough}", PATIENT, processes)
    # It can be seen here that it runs, so it holds nobody up.
    until(lambda: processes.running, 10)
    assert not one.ready()
    enough.write_text("enough")

    assert one.get(timeout=30).text == "done"
