"""Streams: jobs with a life, to a service's address with a key that nobody sees again."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.outputs import output_rows
from functions.mux_control.submission.bodies import checked
from functions.mux_control.submission.wishes import Job, read_wish
from functions.shared.api.operation import Context, Operation
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.tokens import Grant
from functions.shared.commands import Command
from functions.shared.commands.outputs.streams import StartStream, StopStream
from functions.shared.grammars.fields import OutputId, RecordingName
from functions.shared.outputs.sealed_keys import CannotSeal, seal_key
from functions.shared.outputs.stream_targets import PRESETS, TargetRefused, check_key, read_target, split_key
from functions.shared.settings import StreamSettings, read
from functions.shared.state import StreamState

STREAMS = "/v1/conferences/{conference}/streams"
STREAM = f"{STREAMS}/{{stream}}"

_settings = read(StreamSettings)


class StreamBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where to send picture and sound: a preset or an address, and the key, which is never shown again."""

    url: Annotated[str, Meta(max_length=1024, description="rtmp:// or rtmps:// address without the key")] | None = None
    key: (
        Annotated[str, Meta(min_length=1, max_length=500, description="the service's stream key; write-only")] | None
    ) = None
    preset: Literal["youtube", "twitch", "facebook", "custom"] | None = None
    name: RecordingName | None = None


class StreamNamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One that runs, or is about to."""

    stream: OutputId


class Streams(msgspec.Struct, frozen=True):
    """The streams of a conference, of its earlier meetings too."""

    items: tuple[StreamState, ...]


def start_stream(raw: object, context: Context) -> Command:
    body = read_wish(raw, StreamBody, StartStream)
    url, key = _address(body)
    try:
        read_target(url)
    except TargetRefused as refusal:
        raise invalid_field("url", refusal.problem, expected="rtmp://host/app or rtmps://host/app") from None
    sealed = {} if key is None else {"sealed_key": _seal(key, context.new_id)}
    named = {} if body.name is None else {"name": body.name}
    return checked({"kind": "start_stream", "stream": context.new_id, "url": url, **named, **sealed}, StartStream)


def stop_stream(_: object, context: Context) -> Command:
    return _stop(context, context.path("stream"))


def _stop_named(raw: object, context: Context) -> Command:
    return _stop(context, read_wish(raw, StreamNamed, StopStream).stream)


def _stop(context: Context, stream: str) -> Command:
    row = output_rows.running_stream(context, stream)
    # The relay knows it by its id; the address is told for whoever reads the command.
    return StopStream(stream=stream, url=row.job.url if row else "rtmp://unknown/")


async def list_streams(request: Request, grant: Grant) -> Response:
    states = tuple(row.state for row in output_rows.of_conference(request, grant, "stream"))
    return Response(msgspec.json.encode(Streams(states)), media_type="application/json")


async def get_stream(request: Request, grant: Grant) -> Response:
    row = output_rows.find(request, grant, "stream")
    if row is None:
        raise output_rows.not_found(request, "stream")
    return Response(msgspec.json.encode(row.state), media_type="application/json")


def _address(body: StreamBody) -> tuple[str, str | None]:
    preset = None if body.preset == "custom" else body.preset
    if (preset is None) == (body.url is None):
        raise invalid_field("url", "needs a preset or an address, one of them", expected=f"one of {', '.join(PRESETS)}")
    if preset is not None and body.key is None:
        raise invalid_field("key", "is missing", expected=f"the stream key that {preset} shows")
    url, key = split_key(PRESETS[preset] if preset else body.url or "", body.key)
    if key is not None:
        try:
            check_key(key)
        except TargetRefused as refusal:
            field = "url" if body.key is None and preset is None else "key"
            raise invalid_field(field, refusal.problem) from None
    return url, key


def _seal(key: str, stream: str) -> str:
    try:
        return seal_key(key, stream=stream, secrets=_settings.key_secrets)
    except CannotSeal:
        detail = "this installation has no STREAM_KEY_SECRET, so it cannot keep a stream key; nothing was done"
        raise Problem("unavailable", detail) from None


JOBS = (Job(StartStream, StreamBody, start_stream), Job(StopStream, StreamNamed, _stop_named))
OPERATIONS = (
    Operation(
        method="GET", path=STREAMS, name="list_streams", tag="streams", answer=Streams,
        read=list_streams, summary="The conference's streams, those of its earlier meetings too.",
    ),
    Operation(
        method="POST", path=STREAMS, name="start_stream", tag="streams", body=StreamBody,
        make=start_stream, summary="Start a stream; its id is the id of this command.",
    ),
    Operation(
        method="GET", path=STREAM, name="get_stream", tag="streams", answer=StreamState,
        read=get_stream, summary="A stream, with its restarts.",
    ),
    Operation(
        method="DELETE", path=STREAM, name="stop_stream", tag="streams", make=stop_stream,
        summary="End the stream, also while it is being started again. A stream cannot be paused.",
    ),
)  # fmt: skip
