"""`python -m freeswitch.relay.finishing ORDER.json`: finish one recording, say how it went as one line of JSON."""

import ctypes
import fcntl
import os
import signal
import sys
from pathlib import Path

import msgspec

from freeswitch.relay.finishing.order import LATER, Order, Result

PR_SET_PDEATHSIG = 1
NICER = 19


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print("usage: python -m freeswitch.relay.finishing ORDER.json RELAY_PID", file=sys.stderr)  # noqa: T201  # to whoever typed it
        return 2
    end_with_parent(int(arguments[1]))
    step_back()
    # Only now: libav and boto3 take half a second of CPU to load.
    from freeswitch.relay.finishing.finish import finish  # noqa: PLC0415

    order = msgspec.json.decode(Path(arguments[0]).read_bytes(), type=Order)
    with Path(arguments[0]).open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return tell(Result(state="later", reason="busy", detail="another process works on it"))
        return tell(finish(order))


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


def tell(result: Result) -> int:
    sys.stdout.write(msgspec.json.encode(result).decode() + "\n")
    sys.stdout.flush()
    return LATER if result.state == "later" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
