"""Recordings and streams as plain commands: start, pause, resume, stop; their ids are those of their start commands."""

from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.bodies import checked, read_body
from functions.mux_control.operations import Context, Operation
from functions.mux_control.problems import Problem
from functions.mux_control.submission import living_conference
from functions.mux_control.tokens import Grant
from functions.shared.commands import Command, decode_command
from functions.shared.commands.outputs import (
    PauseRecording,
    RecordingFile,
    ResumeRecording,
    Size,
    StartRecording,
    StartStream,
    StopRecording,
    StopStream,
    StreamTarget,
)
from functions.shared.conference_state import OutputState
from functions.shared.tables.commands import find_command

RECORDINGS = "/v1/conferences/{conference}/recordings"
RECORDING = f"{RECORDINGS}/{{recording}}"
STREAMS = "/v1/conferences/{conference}/streams"
STREAM = f"{STREAMS}/{{stream}}"

Started = TypeVar("Started", RecordingFile, StreamTarget)


class RecordingBody(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How to record; the path is made by the server."""

    format: Literal["mkv", "mp4", "webm", "wav"] = "mkv"
    width: Size | None = None
    height: Size | None = None
    fps: Annotated[int, Meta(ge=1, le=100)] | None = None
    video_kbit: Annotated[int, Meta(ge=32, le=50000)] | None = None
    audio_kbit: Annotated[int, Meta(ge=17, le=512)] | None = None


class RecordingPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the recording pauses."""

    paused: bool


class StreamBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where to send picture and sound."""

    url: Annotated[str, Meta(max_length=512, description="rtmp:// or rtmps:// address without the key")]


class Outputs(msgspec.Struct, frozen=True):
    """The recordings or streams of a conference."""

    items: tuple[OutputState, ...]


def start_recording(raw: object, context: Context) -> Command:
    wish = msgspec.to_builtins(read_body(raw, RecordingBody))
    return checked({"kind": "start_recording", "recording": context.new_id, **wish}, StartRecording)


def pause_recording(raw: object, context: Context) -> Command:
    paused = read_body(raw, RecordingPatch).paused
    started = _started(context, "recording", RecordingFile)
    return _same(started, PauseRecording if paused else ResumeRecording)


def stop_recording(_: object, context: Context) -> Command:
    return _same(_started(context, "recording", RecordingFile), StopRecording)


def start_stream(raw: object, context: Context) -> Command:
    wish = msgspec.to_builtins(read_body(raw, StreamBody))
    return checked({"kind": "start_stream", "stream": context.new_id, **wish}, StartStream)


def stop_stream(_: object, context: Context) -> Command:
    return _same(_started(context, "stream", StreamTarget), StopStream)


async def list_recordings(request: Request, grant: Grant) -> Response:
    conference = living_conference(str(request.path_params["conference"]), grant)
    return Response(msgspec.json.encode(Outputs(conference.recordings)), media_type="application/json")


async def list_streams(request: Request, grant: Grant) -> Response:
    conference = living_conference(str(request.path_params["conference"]), grant)
    return Response(msgspec.json.encode(Outputs(conference.streams)), media_type="application/json")


def _started(context: Context, noun: Literal["recording", "stream"], kind: type[Started]) -> Started:
    """Find what the path names by the command that started it, in this very meeting."""
    output_id = context.path(noun)
    row = find_command(output_id)
    if row is not None and row.conference_uuid == context.conference.uuid:
        command = decode_command(row.body.encode())
        if isinstance(command, kind):
            return command
    detail = f"{context.conference.name} has no {noun} {output_id[:64]!r}"
    raise Problem("recording_not_found" if noun == "recording" else "stream_not_found", detail)


def _same(started: RecordingFile | StreamTarget, kind: type[Command]) -> Command:
    # FreeSWITCH stops and pauses only what is named by the very text that started it.
    return kind(**msgspec.structs.asdict(started))


OPERATIONS = (
    Operation(
        method="GET", path=RECORDINGS, name="list_recordings", tag="recordings", ability="view", answer=Outputs,
        read=list_recordings, summary="The conference's recordings.",
    ),
    Operation(
        method="POST", path=RECORDINGS, name="start_recording", tag="recordings", ability="record", body=RecordingBody,
        make=start_recording, summary="Start a recording; its id is the id of this command.",
    ),
    Operation(
        method="PATCH", path=RECORDING, name="pause_recording", tag="recordings", ability="record", body=RecordingPatch,
        make=pause_recording, summary="Pause a recording or go on with it.",
    ),
    Operation(
        method="DELETE", path=RECORDING, name="stop_recording", tag="recordings", ability="record", make=stop_recording,
        summary="Stop a recording.",
    ),
    Operation(
        method="GET", path=STREAMS, name="list_streams", tag="streams", ability="view", answer=Outputs,
        read=list_streams, summary="The conference's streams.",
    ),
    Operation(
        method="POST", path=STREAMS, name="start_stream", tag="streams", ability="stream", body=StreamBody,
        make=start_stream, summary="Start a stream; its id is the id of this command.",
    ),
    Operation(
        method="DELETE", path=STREAM, name="stop_stream", tag="streams", ability="stream", make=stop_stream,
        summary="Stop a stream.",
    ),
)  # fmt: skip
