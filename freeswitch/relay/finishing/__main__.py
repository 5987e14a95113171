"""`python -m freeswitch.relay.finishing ORDER.json RELAY_PID`: finish one recording, say how it went."""

import fcntl
import sys
from pathlib import Path

import msgspec

from freeswitch.relay.children.child_life import Alive, live
from freeswitch.relay.finishing.order import Finished, FinishOrder


def work(paper: Path, alive: Alive) -> Finished:
    # Only now: libav and boto3 take half a second of CPU to load.
    from freeswitch.relay.finishing.finish import finish  # noqa: PLC0415

    order = msgspec.json.decode(paper.read_bytes(), type=FinishOrder)
    with paper.open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return Finished(state="later", reason="busy", detail="another process works on it")
        return finish(order, alive)


if __name__ == "__main__":
    sys.exit(live(sys.argv, work))
