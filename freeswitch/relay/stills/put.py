"""Puts a still into its bucket."""

import base64
import hashlib
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from freeswitch.relay.finishing.bucket import is_taken, make_client
from freeswitch.relay.stills.order import StoreOrder, StoreResult
from functions.shared.outputs.stills import MEDIA_TYPE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def put(order: StoreOrder, content: bytes) -> StoreResult:
    """Put the picture there; S3 itself compares it with the hash that was taken when it was written."""
    digest = hashlib.sha256(content).digest()
    if digest.hex() != order.row.state.sha256:
        return StoreResult(stored=False, detail="the file is not the one that was taken")
    client = make_client(order.region)
    bucket, key, checksum = order.row.bucket, order.row.key, base64.b64encode(digest).decode()
    try:
        client.put_object(
            Bucket=bucket, Key=key, Body=content, ContentType=MEDIA_TYPE, ChecksumSHA256=checksum, IfNoneMatch="*"
        )
    except ClientError as problem:
        if not is_taken(problem):
            return StoreResult(stored=False, detail=str(problem))
        return _there(client, bucket, key, checksum)
    except BotoCoreError as problem:
        return StoreResult(stored=False, detail=str(problem))
    return StoreResult(stored=True)


def _there(client: "S3Client", bucket: str, key: str, checksum: str) -> StoreResult:
    """Whether the picture that lies there is this one: then only an answer was lost."""
    try:
        head = client.head_object(Bucket=bucket, Key=key, ChecksumMode="ENABLED")
    except (BotoCoreError, ClientError) as problem:
        return StoreResult(stored=False, detail=str(problem))
    if head.get("ChecksumSHA256") == checksum:
        return StoreResult(stored=True)
    return StoreResult(stored=False, detail="another object has this still's key; it was not overwritten")
