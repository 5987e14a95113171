"""`python -m freeswitch.relay.assets PAPER.json RELAY_PID`: look at one uploaded file, say what came of it."""

import sys
from pathlib import Path

import msgspec

from freeswitch.relay.assets.order import LookOrder, LookResult
from freeswitch.relay.children.child_life import Alive, live


def work(paper: Path, _: Alive) -> LookResult:
    # Only now: boto3 is slow to load.
    from freeswitch.relay.assets.looking import look  # noqa: PLC0415

    return look(msgspec.json.decode(paper.read_bytes(), type=LookOrder))


if __name__ == "__main__":
    sys.exit(live(sys.argv, work, awaited=True))
