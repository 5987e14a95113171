"""`python -m freeswitch.relay.assets.reencoding KIND SOURCE TARGET`: put a stranger's file into its one form.

A process of its own, without the relay's environment and so without its keys, within the limits of `limits.py`. It is
what a hostile file may break.
"""

import sys
from pathlib import Path

import msgspec

from freeswitch.relay.assets.limits import NotUsable, limit_this_process
from freeswitch.relay.assets.order import Reencoded


def reencode(kind: str, source: Path, target: Path) -> Reencoded:
    """Do it; what is wrong with the file is said in the answer."""
    # Only now, under the limits: each of them is large.
    match kind:
        case "picture":
            from freeswitch.relay.assets.pictures import reencode as work  # noqa: PLC0415
        case "sound":
            from freeswitch.relay.assets.sounds import reencode as work  # noqa: PLC0415
        case _:
            from freeswitch.relay.assets.fonts import reencode as work  # noqa: PLC0415
    try:
        return work(source, target)
    except NotUsable as problem:
        return Reencoded(problem=problem.reason, detail=str(problem)[:500])


if __name__ == "__main__":
    limit_this_process()
    sys.stdout.buffer.write(msgspec.json.encode(reencode(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))) + b"\n")
