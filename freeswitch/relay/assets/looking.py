"""Looks at one uploaded file: fetches it, has it put into its one form, stores that under its hash."""

import base64
import hashlib
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from freeswitch.relay.assets.limits import WALL_SECONDS
from freeswitch.relay.assets.order import LookOrder, LookResult, Reencoded
from freeswitch.relay.finishing.bucket import is_taken, make_client
from functions.shared.assets.asset import MOST_BYTES

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

# Where Python finds the program.
ROOT: Final = Path(__file__).parents[3]
# Of the 20 s that it may have: whoever has had so much and is not ready has had a fair try.
ENOUGH_CPU_SECONDS: Final = 5.0
_CHUNK: Final = 256 * 1024
_GONE: Final = frozenset({"404", "NoSuchKey", "403", "AccessDenied"})
_TYPES: Final = {"picture": "image/png", "sound": "audio/wav", "font": "font/ttf"}


def look(order: LookOrder) -> LookResult:
    """Do all of it; what is wrong with the file, or with the bucket, is in the answer."""
    client = make_client(order.region)
    with tempfile.TemporaryDirectory(prefix="asset-") as folder:
        source, target = Path(folder, "uploaded"), Path(folder, "made")
        try:
            if (made := _fetch(client, order, source)) is not None:
                return LookResult(made=made)
            made = reencoded(order.kind, source, target)
            if made is None:
                return LookResult(unavailable="this node had no processor to spare for it")
            if made.problem:
                return LookResult(made=made)
            content = target.read_bytes()
            digest = hashlib.sha256(content)
            _store(client, order, content, digest.digest())
        except (BotoCoreError, ClientError) as problem:
            return LookResult(unavailable=str(problem)[:500])
    return LookResult(made=made, sha256=digest.hexdigest(), bytes=len(content))


def reencoded(
    kind: str, source: Path, target: Path, *, seconds: float = WALL_SECONDS, used: "Callable[[], float] | None" = None
) -> Reencoded | None:
    """Have it done by a process that has no key, and may break; None where the machine gave it no time.

    Args:
        used: seconds of a processor that our children have had.
    """
    used = used or _used_by_children
    before = used()
    command = [sys.executable, "-m", "freeswitch.relay.assets.reencoding", kind, str(source), str(target)]
    try:
        # No shell, and all words are ours; an empty environment: nobody's keys are in it.
        done = subprocess.run(command, cwd=ROOT, env={}, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds)  # noqa: S603, PLW1510
    except subprocess.TimeoutExpired:
        # What hangs has had its share; what was held up says nothing about the file.
        if used() - before < ENOUGH_CPU_SECONDS:
            return None
        return Reencoded(problem="took_too_long", detail=f"to read it took longer than {seconds:g} s")
    try:
        made = msgspec.json.decode(done.stdout, type=Reencoded)
    except ValueError:
        # Ended by the kernel (time, memory), or broken by what it read.
        said = done.stderr.decode("utf-8", "replace").strip()[-300:]
        return Reencoded(problem="broke", detail=f"what reads it ended with the status {done.returncode}: {said}")
    if not made.problem and not target.is_file():
        return Reencoded(problem="broke", detail="nothing was made of it")
    return made


def _used_by_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _fetch(client: "S3Client", order: LookOrder, source: Path) -> Reencoded | None:
    """None once the file is here; it is as long as was said, and not longer than any may be."""
    try:
        body = client.get_object(Bucket=order.bucket, Key=order.uploaded)["Body"]
    except ClientError as problem:
        if problem.response.get("Error", {}).get("Code") not in _GONE:
            raise
        return Reencoded(problem="not_uploaded", detail="there is no file under the address that was given for it")
    most, got = min(order.bytes, MOST_BYTES[order.kind]), 0
    with source.open("wb") as file:
        for chunk in body.iter_chunks(_CHUNK):
            got += len(chunk)
            if got > most:
                return Reencoded(problem="other_size", detail=f"it has more than the {most} bytes that were announced")
            file.write(chunk)
    if got < order.bytes:
        return Reencoded(problem="other_size", detail=f"it has {got} bytes, and {order.bytes} were announced")
    return None


def _store(client: "S3Client", order: LookOrder, content: bytes, digest: bytes) -> None:
    try:
        client.put_object(
            Bucket=order.bucket,
            Key=order.stored.format(sha256=digest.hex()),
            Body=content,
            ContentType=_TYPES[order.kind],
            ChecksumSHA256=base64.b64encode(digest).decode(),
            IfNoneMatch="*",
        )
    except ClientError as problem:
        # An earlier try stored it: its name is its hash.
        if not is_taken(problem):
            raise
