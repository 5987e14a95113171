"""`python -m freeswitch.relay.stills STILL.json RELAY_PID`: bring one still to S3, say how it went."""

import sys
from pathlib import Path

import msgspec

from freeswitch.relay.children.child_life import Alive, live
from freeswitch.relay.stills.order import StoreOrder, StoreResult


def work(paper: Path, _: Alive) -> StoreResult:
    # Only now: boto3 is slow to load.
    from freeswitch.relay.stills.put import put  # noqa: PLC0415

    order = msgspec.json.decode(paper.read_bytes(), type=StoreOrder)
    try:
        content = paper.with_suffix(".png").read_bytes()
    except FileNotFoundError as problem:
        return StoreResult(stored=False, detail=str(problem))
    return put(order, content)


if __name__ == "__main__":
    sys.exit(live(sys.argv, work, awaited=True))
