"""Puts a still into its bucket."""

import base64
import hashlib

from botocore.exceptions import BotoCoreError, ClientError

from freeswitch.relay.finishing.bucket import make_client
from freeswitch.relay.stills.order import StoreOrder, StoreResult
from functions.shared.outputs.stills import MEDIA_TYPE


def put(order: StoreOrder, content: bytes) -> StoreResult:
    """Put the picture there; S3 itself compares it with the hash that was taken when it was written."""
    digest = hashlib.sha256(content).digest()
    if digest.hex() != order.row.state.sha256:
        return StoreResult(stored=False, detail="the file is not the one that was taken")
    try:
        make_client(order.region).put_object(
            Bucket=order.row.bucket,
            Key=order.row.key,
            Body=content,
            ContentType=MEDIA_TYPE,
            ChecksumSHA256=base64.b64encode(digest).decode(),
        )
    except (BotoCoreError, ClientError) as problem:
        return StoreResult(stored=False, detail=str(problem))
    return StoreResult(stored=True)
