"""The rows of recordings and streams as the API finds them: of the token's domain only, and as far as can be seen."""

import time
from typing import Literal, TypeVar, overload

from msgspec import structs
from starlette.requests import Request

from functions.shared.api.operation import Context
from functions.shared.api.problems import Problem
from functions.shared.api.sight.output_sight import seen
from functions.shared.api.tokens import Grant, no_conference
from functions.shared.commands import decode_command
from functions.shared.commands.outputs.recordings import StartRecording
from functions.shared.commands.outputs.streams import StartStream
from functions.shared.outputs.jobs import Noun, OutputRow, RecordingRow, StreamRow
from functions.shared.outputs.life import OVER, RUNNING
from functions.shared.stage.wish import APPLY_STAGE
from functions.shared.tables.known.nodes import known_nodes
from functions.shared.tables.own_rows import find_own_command, find_own_conference, find_own_output, own_outputs_of

Row = TypeVar("Row", bound=OutputRow)


@overload
def of_conference(request: Request, grant: Grant, noun: Literal["recording"]) -> list[RecordingRow]: ...
@overload
def of_conference(request: Request, grant: Grant, noun: Literal["stream"]) -> list[StreamRow]: ...
def of_conference(request: Request, grant: Grant, noun: Noun) -> list[RecordingRow] | list[StreamRow]:
    """All outputs under the conference's name; 404 where the domain has no such conference and never had outputs."""
    name = str(request.path_params["conference"])
    if noun == "recording":
        recordings = own_outputs_of(name, "recording", grant.domain)
        if not recordings:
            _require_conference(name, grant)
        return _seen(recordings)
    streams = own_outputs_of(name, "stream", grant.domain)
    if not streams:
        _require_conference(name, grant)
    return _seen(streams)


@overload
def find(request: Request, grant: Grant, noun: Literal["recording"]) -> RecordingRow | None: ...
@overload
def find(request: Request, grant: Grant, noun: Literal["stream"]) -> StreamRow | None: ...
def find(request: Request, grant: Grant, noun: Noun) -> OutputRow | None:
    """The output that the path names, whether its meeting goes on or not."""
    return _named(str(request.path_params["conference"]), noun, str(request.path_params[noun]), grant)


def _named(name: str, noun: Noun, output_id: str, grant: Grant) -> OutputRow | None:
    row: OutputRow | None = (
        find_own_output(name, "recording", output_id, grant.domain)
        if noun == "recording"
        else find_own_output(name, "stream", output_id, grant.domain)
    )
    return _seen([row])[0] if row is not None else None


def running(context: Context, noun: Noun, output_id: str | None = None) -> str:
    """The id in the path or the body, if that output runs or is about to: 404 or 409 otherwise."""
    output_id = context.path(noun) if output_id is None else output_id
    _require_running(context, noun, output_id)
    return output_id


def running_stream(context: Context, stream: str) -> StreamRow | None:
    """The stream's row if it runs; none where it is about to: 404 or 409 otherwise."""
    row = _require_running(context, "stream", stream)
    return row if isinstance(row, StreamRow) else None


def _require_running(context: Context, noun: Noun, output_id: str) -> OutputRow | None:
    row = _named(context.conference.name, noun, output_id, context.grant)
    if row is None and not _is_about_to_start(context, noun, output_id):
        raise no_such(context.conference.name, noun, output_id)
    if row is not None and (row.state.state not in RUNNING or row.conference_uuid != context.conference.uuid):
        raise Problem("wrong_state", f"the {noun} is {row.state.state}: it does not run any more")
    return row


def _is_about_to_start(context: Context, noun: Noun, output_id: str) -> bool:
    """Whether its start is still on the way to the relay."""
    command = find_own_command(output_id, context.grant.domain, now=time.time())
    if command is None or not command.is_open or command.conference_uuid != context.conference.uuid:
        return False
    if command.kind == APPLY_STAGE:
        return False
    kind = StartRecording if noun == "recording" else StartStream
    return isinstance(decode_command(command.body.encode()), kind)


def not_found(request: Request, noun: Noun) -> Problem:
    return no_such(str(request.path_params["conference"]), noun, str(request.path_params[noun]))


def no_such(name: str, noun: Noun, output_id: str) -> Problem:
    detail = f"{name} has no {noun} {output_id[:64]!r}"
    return Problem("recording_not_found" if noun == "recording" else "stream_not_found", detail)


def _seen(rows: list[Row]) -> list[Row]:
    """What has not ended is only as true as its node is there."""
    nodes, now = known_nodes(row.job.node for row in rows if row.state.state not in OVER), time.time()
    return [
        structs.replace(row, state=seen(row.state, nodes[row.job.node], now)) if row.job.node in nodes else row
        for row in rows
    ]


def _require_conference(name: str, grant: Grant) -> None:
    if find_own_conference(name, grant.domain) is None:
        raise no_conference(name)
