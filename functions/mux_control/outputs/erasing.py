"""Erases a recording: every version of its object in S3, or none where one may not go yet; then its row."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from botocore.exceptions import BotoCoreError, ClientError
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.outputs import output_rows
from functions.mux_control.outputs.recording_files import s3_client
from functions.shared.api.auditing import after, before, entry_of
from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.tokens import Grant
from functions.shared.audit.entry import Result
from functions.shared.grammars.moments import rfc3339
from functions.shared.outputs.jobs import RecordingRow
from functions.shared.outputs.life import OVER, RUNNING
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.erasures import wish_erasure
from functions.shared.tables.conferences.outputs import forget_output, write_output
from functions.shared.told.outputs import tell_forgotten

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

# How often an erasure is decided anew because the relay has just written the row.
ERASE_TRIES = 4
# Of a legal hold: until somebody takes it away.
NO_END = datetime.max.replace(tzinfo=UTC)


async def delete_recording(request: Request, grant: Grant) -> Response | None:
    """Erase one that is over; None where it runs and must be stopped first."""
    row = output_rows.find(request, grant, "recording")
    if row is None or row.state.state in RUNNING:
        return None
    if row.state.state not in OVER:
        raise Problem("wrong_state", "the recording is being worked on; delete it when it is ready")
    if row.is_hidden:
        raise output_rows.not_found(request, "recording")
    if row.job.erase:
        return Response(status_code=204)
    entry = entry_of(request, grant, "begun")
    before(entry)
    try:
        done = _erase(row, request, grant)
    except Problem as problem:
        result: Result = "refused" if problem.code == "recording_retained" else "failed"
        after(entry, result, problem.reason or problem.code)
        raise
    except TablesUnavailable:
        after(entry, "failed", "unavailable")
        raise
    after(entry, done)
    return Response(status_code=204)


def _erase(row: RecordingRow, request: Request, grant: Grant) -> Result:
    """Erase one that is over, whatever its relay writes meanwhile."""
    found: RecordingRow | None = row
    for _ in range(ERASE_TRIES):
        if found is None:
            return "done"
        if found.job.erase or _erased(found):
            return "accepted" if found.job.leftovers or found.state.stored != "s3" else "done"
        # Its relay has written it meanwhile, or our own answer was lost: what was decided may be wrong by now.
        found = output_rows.find(request, grant, "recording")
    raise unavailable("the recording is being changed; ask again")


def _erased(row: RecordingRow) -> bool:
    """Erase one that is over; False if somebody has written its row since it was read."""
    if row.state.stored == "s3":
        _remove_object(row)
    if row.job.leftovers or row.state.stored != "s3":
        # The file lies on the node: its relay erases it and then forgets the row, however long that takes. It takes no
        # row's word for that, for other relays write rows, too.
        wish_erasure(row, now=time.time())
        erased = msgspec.structs.replace(row, job=msgspec.structs.replace(row.job, erase=True))
        if not write_output(erased, over=row.version):
            return False
        # Its relay tells it once more when it forgets the row, if we die here.
        tell_forgotten(row, now=time.time())
        return True
    # The file is gone. Told before the row is: whoever dies in between is asked once more, and twice is once.
    tell_forgotten(row, now=time.time())
    return forget_output(row, over=row.version)


def _remove_object(row: RecordingRow) -> None:
    """Erase the file.

    Raises:
        Problem: 409 with `retained_until` where the bucket keeps a version of it; 503 where S3 does not answer.
    """
    bucket, key = row.job.bucket, row.job.key
    try:
        s3 = s3_client()
        found = _versions(s3, bucket, key)
        # First all of them: a film of which the newest version is gone would be neither there nor erased.
        kept = [until for version in found if version.is_film and (until := _held(s3, bucket, key, version))]
        if kept:
            raise _retained(max(kept))
        for version in found:
            s3.delete_object(Bucket=bucket, Key=key, VersionId=version.id)
    except (BotoCoreError, ClientError) as error:
        raise unavailable("the file could not be erased now; ask again") from error


@dataclass(frozen=True)
class _Version:
    id: str
    is_latest: bool
    # Otherwise it is only the mark of a deletion.
    is_film: bool


def _versions(s3: "S3Client", bucket: str, key: str) -> list[_Version]:
    """Every version of the object; without versioning there is one, `null`."""
    found: list[_Version] = []
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=key):
        films = [one for one in page.get("Versions", []) if one["Key"] == key]
        marks = [one for one in page.get("DeleteMarkers", []) if one["Key"] == key]
        found += [_Version(one["VersionId"], one["IsLatest"], is_film=True) for one in films]
        found += [_Version(one["VersionId"], one["IsLatest"], is_film=False) for one in marks]
    return found


def _held(s3: "S3Client", bucket: str, key: str, version: _Version) -> datetime | None:
    """Until when the version may not be deleted; None where it may."""
    if version.is_latest:
        head = s3.head_object(Bucket=bucket, Key=key)
    else:
        head = s3.head_object(Bucket=bucket, Key=key, VersionId=version.id)
    if head.get("ObjectLockLegalHoldStatus") == "ON":
        return NO_END
    until = head.get("ObjectLockRetainUntilDate")
    return until if until is not None and until > datetime.now(UTC) else None


def _retained(until: datetime) -> Problem:
    if until == NO_END:
        detail = "the recording is under a legal hold; nothing was erased"
        return Problem("recording_retained", detail, reason="legal_hold")
    told = rfc3339(until.timestamp())
    detail = f"the bucket keeps the recording until {told}; nothing was erased"
    return Problem("recording_retained", detail, retained_until=told)
