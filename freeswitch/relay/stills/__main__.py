"""`python -m freeswitch.relay.stills STILL.json RELAY_PID`: bring one still to S3, answer with a line of JSON."""

import base64
import hashlib
import sys
from pathlib import Path

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from freeswitch.relay.finishing.__main__ import end_with_parent, step_back
from freeswitch.relay.finishing.bucket import make_client
from freeswitch.relay.stills.order import Order, Result
from functions.shared.stills import MEDIA_TYPE


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print("usage: python -m freeswitch.relay.stills STILL.json RELAY_PID", file=sys.stderr)  # noqa: T201  # to whoever typed it
        return 2
    end_with_parent(int(arguments[1]))
    step_back()
    paper = Path(arguments[0])
    order = msgspec.json.decode(paper.read_bytes(), type=Order)
    result = store(order, paper.with_suffix(".png").read_bytes())
    sys.stdout.write(msgspec.json.encode(result).decode() + "\n")
    return 0


def store(order: Order, content: bytes) -> Result:
    """Put the picture into the bucket; S3 itself compares it with the hash that was taken when it was written."""
    digest = hashlib.sha256(content).digest()
    if digest.hex() != order.row.state.sha256:
        return Result(stored=False, detail="the file is not the one that was taken")
    try:
        make_client(order.region).put_object(
            Bucket=order.row.bucket,
            Key=order.row.key,
            Body=content,
            ContentType=MEDIA_TYPE,
            ChecksumSHA256=base64.b64encode(digest).decode(),
        )
    except (BotoCoreError, ClientError) as problem:
        return Result(stored=False, detail=str(problem))
    return Result(stored=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
