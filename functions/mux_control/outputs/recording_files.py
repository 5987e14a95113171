"""The file of a finished recording: a link into S3, or the file itself where the API sees the node's disk."""

import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, Response

from functions.mux_control.bucket_client import bucket_client
from functions.shared.api.problems import Problem
from functions.shared.outputs.jobs import RecordingRow
from functions.shared.outputs.own_places import is_own_path
from functions.shared.outputs.retention import seconds_of
from functions.shared.settings import RecordingSettings, read

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MEDIA_TYPES = {"mp4": "video/mp4", "mkv": "video/x-matroska", "wav": "audio/wav"}

_settings = read(RecordingSettings)


@cache
def s3_client() -> "S3Client":
    """Made at the first use: most requests have nothing to do with files."""
    return bucket_client(_settings.region, "path" if _settings.served_root else "auto")


def link(row: RecordingRow, path: str) -> str | None:
    """Where the file can be had: signed by us for a while, or the API's own path; None before it is ready."""
    if row.state.state != "ready" or row.job.erase:
        return None
    if row.state.stored == "s3":
        return s3_client().generate_presigned_url(
            "get_object",
            Params={
                "Bucket": row.job.bucket,
                "Key": row.job.key,
                "ResponseContentDisposition": f'attachment; filename="{file_name(row)}"',
            },
            ExpiresIn=_link_seconds(row),
        )
    return f"{path}/file" if _settings.served_root else None


def _link_seconds(row: RecordingRow) -> int:
    """No longer than the file is there."""
    end = seconds_of(row.state.expires_at)
    return _settings.link_seconds if end is None else max(1, min(_settings.link_seconds, int(end - time.time())))


def file_name(row: RecordingRow) -> str:
    """What the file is called when somebody saves it; names have no quotes."""
    return f"{row.state.name or row.id}.{row.state.format or 'mkv'}"


def local_file(row: RecordingRow) -> Response:
    """The file itself; 409 where only the node has it."""
    root = Path(_settings.served_root).resolve()
    path = (root / row.job.file).resolve()
    is_ours = path.is_relative_to(root) and is_own_path(row.job.file, row.conference)
    if not _settings.served_root or not is_ours or not path.is_file():
        raise Problem("wrong_state", f"the file lies on the node {row.job.node}, where this API cannot read it")
    media_type = MEDIA_TYPES.get(row.state.format or "", "application/octet-stream")
    return FileResponse(path, media_type=media_type, filename=file_name(row))
