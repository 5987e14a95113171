"""What each of the relay's child processes does: run at low priority, end with the relay, report that it is alive.

Never monkey-patched, and imports nothing of the relay's: that would take longer to load than some of the work takes.
"""

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import msgspec

PR_SET_PDEATHSIG = 1
NICER = 19
# A tenth of the share that a call's process has (kernel/sched/core.c, sched_prio_to_weight).
AFTER_CALLS = 10
# More often says no more.
ALIVE_SECONDS = 1.0
# Of a traceback the end says what it was.
LONGEST_TRACE = 4000

Alive = Callable[[], None]


def nobody() -> None:
    """Nobody waits for a sign of life."""


def live(
    arguments: list[str],
    work: Callable[[Path, Alive], msgspec.Struct],
    *,
    urgent: bool = False,
    awaited: bool = False,
) -> int:
    """Do the work that an order file describes, and answer with the last line on standard output.

    Args:
        arguments: the program's name, the paper, the relay's process.
        work: imports only then what is slow to load: it is to be loaded in the time that is left over.
        urgent: somebody waits for it, and it takes tenths of a second.
        awaited: somebody waits for it, and it may take seconds: it comes after calls, but not after everything else.
    """
    if len(arguments) != 3:
        print(f"usage: {arguments[0]} PAPER.json RELAY_PID", file=sys.stderr)  # noqa: T201  # to whoever typed it
        return 2
    end_with_parent(int(arguments[2]))
    if awaited:
        os.nice(AFTER_CALLS)
    elif not urgent:
        step_back()
    try:
        answer = work(Path(arguments[1]), signs_of_life())
    except Exception:  # noqa: BLE001  # the relay tells it in its log
        _say(msgspec.json.encode({"broke": traceback.format_exc()[-LONGEST_TRACE:]}))
        return 1
    _say(msgspec.json.encode({"answer": answer}))
    return 0


def step_back() -> None:
    """Calls and commands come first: beside a process that is merely nice, a command waits several times as long."""
    os.nice(NICER)
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def end_with_parent(parent: int) -> None:
    """A relay that was killed takes this process with it: the next one begins it again."""
    if sys.platform == "linux" and parent:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)


def signs_of_life() -> Alive:
    """Make what is called whenever the work has advanced: it writes an empty line now and then."""
    told = time.monotonic()

    def alive() -> None:
        nonlocal told
        if (now := time.monotonic()) - told >= ALIVE_SECONDS:
            told = now
            _say(b"")

    return alive


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
