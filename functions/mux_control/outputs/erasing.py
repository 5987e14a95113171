"""Erases a recording's object in S3: every version of it, or none where one may not go yet."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from functions.mux_control.commands import rfc3339
from functions.mux_control.outputs.recording_files import s3_client
from functions.shared.api.problems import Problem, unavailable
from functions.shared.outputs.jobs import RecordingRow

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

# Of a legal hold: until somebody takes it away.
NO_END = datetime.max.replace(tzinfo=UTC)


def remove_object(row: RecordingRow) -> None:
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
