"""Stills of the real canvas: taken by a command, read as data and as the picture itself."""

import time

import msgspec
from botocore.exceptions import BotoCoreError, ClientError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from functions.mux_control.outputs.recording_files import s3_client
from functions.mux_control.picture.drawings import POLICY
from functions.mux_control.submission.wishes import Job, read_wish
from functions.shared.api.auditing import before, entry_of
from functions.shared.api.operation import Context, Operation
from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.sight.output_sight import seen_still
from functions.shared.api.tokens import Grant
from functions.shared.commands import Command
from functions.shared.commands.outputs.stills import TakeStill
from functions.shared.outputs.stills import MEDIA_TYPE, StillRow, StillState, as_of
from functions.shared.settings import RecordingSettings, read
from functions.shared.tables.known.nodes import known_node
from functions.shared.tables.own_rows import find_own_still

STILLS = "/v1/conferences/{conference}/stills"
STILL = f"{STILLS}/{{still}}"
# Lambda answers with 6 MB at most, of which base64 takes a quarter.
LARGEST_ANSWER = 4_000_000

_link_seconds = read(RecordingSettings).link_seconds


class StillView(StillState, frozen=True, kw_only=True):
    """A still; `url` is a link that works for a while without a token, null until the state is ready."""

    url: str | None = None


class StillBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """There is nothing to say of a still: it shows the canvas as it is."""


def take_still(raw: object, context: Context) -> Command:
    read_wish(raw, StillBody, TakeStill)
    return TakeStill(still=context.new_id)


async def get_still(request: Request, grant: Grant) -> Response:
    row = _row(request, grant)
    view = msgspec.convert(row.state, StillView, from_attributes=True)
    if row.state.state == "ready":
        view = msgspec.structs.replace(view, url=_link(row))
        # Whoever has the link has the picture.
        before(entry_of(request, grant, "done"))
    return Response(msgspec.json.encode(view), media_type="application/json")


async def get_picture(request: Request, grant: Grant) -> Response:
    """The PNG itself where it fits into an answer, otherwise the way to it."""
    row = _row(request, grant)
    if row.state.state != "ready":
        headers = {"Retry-After": "1"} if row.state.state == "processing" else {}
        raise Problem("wrong_state", f"the still is {row.state.state}; it can be had when it is ready", headers=headers)
    entry = entry_of(request, grant, "done")
    if row.state.bytes > LARGEST_ANSWER:
        before(entry)
        return RedirectResponse(_link(row), 307, headers={"Cache-Control": "no-store"})
    try:
        content = s3_client().get_object(Bucket=row.bucket, Key=row.key)["Body"].read()
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") in (403, 404):
            raise _not_found(request) from None
        raise unavailable("the storage does not answer; ask again") from error
    except BotoCoreError as error:
        raise unavailable("the storage does not answer; ask again") from error
    before(entry)
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'inline; filename="{row.id}.png"',
    }
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


def _row(request: Request, grant: Grant) -> StillRow:
    conference, still = str(request.path_params["conference"]), str(request.path_params["still"])
    now = time.time()
    row = find_own_still(conference, still, grant.domain, now=now)
    if row is None:
        raise _not_found(request)
    if row.state.state != "processing":
        return row
    row = msgspec.structs.replace(row, state=seen_still(row.state, known_node(row.node), now))
    return as_of(row, now)


def _not_found(request: Request) -> Problem:
    conference, still = str(request.path_params["conference"]), str(request.path_params["still"])
    return Problem("still_not_found", f"{conference} has no still {still[:64]!r}, or not any more")


def _link(row: StillRow) -> str:
    """A link of S3 to this very picture; it ends with the picture at the latest."""
    seconds = max(1, min(_link_seconds, int(row.expires - time.time())))
    parameters = {"Bucket": row.bucket, "Key": row.key, "ResponseContentType": MEDIA_TYPE}
    return s3_client().generate_presigned_url("get_object", Params=parameters, ExpiresIn=seconds)


JOBS = (Job(TakeStill, StillBody, take_still),)
OPERATIONS = (
    Operation(
        method="POST", path=STILLS, name="take_still", tag="picture", make=take_still,
        codes=("still_too_soon",),
        summary="Take a still of the real canvas; its id is the id of this command, and it is kept for a day.",
    ),
    Operation(
        method="GET", path=f"{STILL}.png", name="get_still_picture", tag="picture", media=MEDIA_TYPE,
        read=get_picture, codes=("still_not_found", "wrong_state"),
        summary="The picture of a still; one that is larger than 4 MB is a redirect to where it is stored.",
    ),
    Operation(
        method="GET", path=STILL, name="get_still", tag="picture", answer=StillView, read=get_still,
        codes=("still_not_found",), summary="A still: when it was taken, its size, and where it can be had.",
    ),
)  # fmt: skip
