"""Recordings: jobs with a life; started, paused, stopped here, and read long after their meeting."""

import time
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from functions.mux_control.outputs import output_rows
from functions.mux_control.outputs.erasing import delete_recording
from functions.mux_control.outputs.recording_files import link, local_file
from functions.mux_control.submission.bodies import checked
from functions.mux_control.submission.wishes import Job, read_wish
from functions.shared.api.auditing import before, entry_of
from functions.shared.api.bodies import read_body
from functions.shared.api.operation import Context, Operation
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.tokens import Grant
from functions.shared.commands import Command
from functions.shared.commands.outputs.recordings import PauseRecording, ResumeRecording, StartRecording, StopRecording
from functions.shared.grammars.fields import OutputId, RecordingName, Size
from functions.shared.outputs.jobs import RecordingFormat, RecordingRow
from functions.shared.outputs.life import RUNNING
from functions.shared.outputs.retention import is_gone
from functions.shared.state import RecordingState

RECORDINGS = "/v1/conferences/{conference}/recordings"
RECORDING = f"{RECORDINGS}/{{recording}}"


class RecordingBody(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How to record; the path is made by the server. `wav` is sound only; video is never encoded twice."""

    format: RecordingFormat = "mp4"
    name: RecordingName | None = None
    width: Size | None = None
    height: Size | None = None
    fps: Annotated[int, Meta(ge=1, le=100)] | None = None
    video_kbit: Annotated[int, Meta(ge=32, le=50000)] | None = None
    audio_kbit: Annotated[int, Meta(ge=17, le=512)] | None = None


class RecordingNamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One that runs, or is about to."""

    recording: OutputId


class RecordingPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pause or go on, or stop; one of the two."""

    paused: bool | UnsetType = UNSET
    stopped: Annotated[bool, Meta(description="true stops it; what is stopped does not go on")] | UnsetType = UNSET


class RecordingView(RecordingState, frozen=True, kw_only=True):
    """A recording; `url` is where its file can be had for a while, null until it is ready."""

    url: str | None = None


class Recordings(msgspec.Struct, frozen=True):
    """The recordings of a conference, of its earlier meetings too."""

    items: tuple[RecordingState, ...]


def start_recording(raw: object, context: Context) -> Command:
    body = read_wish(raw, RecordingBody, StartRecording)
    if body.format == "wav" and (body.width or body.height or body.fps or body.video_kbit):
        raise invalid_field(
            "format", "wav has no picture", value="wav", expected="mp4 or mkv, or no size and video rate"
        )
    if (body.width is None) != (body.height is None):
        raise invalid_field(
            "height" if body.height is None else "width", "is missing", expected="both width and height"
        )
    running = [one for one in context.conference.recordings if one.state in RUNNING]
    if body.name is not None and any(one.name == body.name for one in running):
        raise Problem(
            "wrong_state", f"a recording named {body.name!r} is running already; stop it or take another name"
        )
    wish = msgspec.to_builtins(body)
    wish.setdefault("format", body.format)
    return checked({"kind": "start_recording", "recording": context.new_id, **wish}, StartRecording)


def change_recording(raw: object, context: Context) -> Command:
    patch = read_body(raw, RecordingPatch)
    if (patch.paused is UNSET) == (patch.stopped is UNSET) or patch.stopped is False:
        raise invalid_field(
            "", "says nothing to do", expected='{"paused": true}, {"paused": false} or {"stopped": true}'
        )
    recording = _running(context)
    if patch.stopped is not UNSET:
        return StopRecording(recording=recording)
    return PauseRecording(recording=recording) if patch.paused else ResumeRecording(recording=recording)


def stop_recording(_: object, context: Context) -> Command:
    return StopRecording(recording=_running(context))


def _stop_named(raw: object, context: Context) -> Command:
    return StopRecording(recording=_running(context, read_wish(raw, RecordingNamed, StopRecording).recording))


def _pause_named(raw: object, context: Context) -> Command:
    return PauseRecording(recording=_running(context, read_wish(raw, RecordingNamed, PauseRecording).recording))


def _resume_named(raw: object, context: Context) -> Command:
    return ResumeRecording(recording=_running(context, read_wish(raw, RecordingNamed, ResumeRecording).recording))


async def list_recordings(request: Request, grant: Grant) -> Response:
    rows = output_rows.of_conference(request, grant, "recording")
    now = time.time()
    states = tuple(row.state for row in rows if not row.is_hidden and not is_gone(row.state.expires_at, now))
    return Response(msgspec.json.encode(Recordings(states)), media_type="application/json")


async def get_recording(request: Request, grant: Grant) -> Response:
    row = _row(request, grant)
    view = msgspec.convert(row.state, RecordingView, from_attributes=True)
    view = msgspec.structs.replace(view, url=link(row, str(request.url.path)))
    if view.url is not None and row.state.stored == "s3":
        # Whoever has the link has the film.
        before(entry_of(request, grant, "done"))
    return Response(msgspec.json.encode(view), media_type="application/json")


async def get_file(request: Request, grant: Grant) -> Response:
    row = _row(request, grant)
    if row.job.erase:
        raise output_rows.not_found(request, "recording")
    if row.state.state != "ready":
        raise Problem("wrong_state", f"the recording is {row.state.state}; it has a file when it is ready")
    if row.state.stored == "s3":
        answer: Response = RedirectResponse(link(row, "") or "", 307, headers={"Cache-Control": "no-store"})
    else:
        answer = local_file(row)
    before(entry_of(request, grant, "done"))
    return answer


def _row(request: Request, grant: Grant) -> RecordingRow:
    row = output_rows.find(request, grant, "recording")
    if row is None or row.is_hidden:
        raise output_rows.not_found(request, "recording")
    if is_gone(row.state.expires_at, time.time()):
        raise Problem("recording_gone", f"the recording was kept until {row.state.expires_at}, as set for its domain")
    return row


def _running(context: Context, recording: str | None = None) -> str:
    return output_rows.running(context, "recording", recording)


JOBS = (
    Job(StartRecording, RecordingBody, start_recording),
    Job(StopRecording, RecordingNamed, _stop_named),
    Job(PauseRecording, RecordingNamed, _pause_named),
    Job(ResumeRecording, RecordingNamed, _resume_named),
)


OPERATIONS = (
    Operation(
        method="GET", path=RECORDINGS, name="list_recordings", tag="recordings", answer=Recordings,
        read=list_recordings, summary="The conference's recordings, those of its earlier meetings too.",
    ),
    Operation(
        method="POST", path=RECORDINGS, name="start_recording", tag="recordings", body=RecordingBody,
        make=start_recording, summary="Start a recording; its id is the id of this command.",
    ),
    Operation(
        method="GET", path=RECORDING, name="get_recording", tag="recordings", answer=RecordingView,
        read=get_recording, summary="A recording, and where its file can be had.",
    ),
    Operation(
        method="GET", path=f"{RECORDING}/file", name="get_recording_file", tag="recordings",
        read=get_file,
        summary="The file of a recording: a redirect to S3, or the file itself where this machine keeps it.",
    ),
    Operation(
        method="PATCH", path=RECORDING, name="change_recording", tag="recordings",
        body=RecordingPatch, make=change_recording, summary="Pause a recording, go on with it, or stop it.",
    ),
    Operation(
        method="DELETE", path=RECORDING, name="stop_recording", tag="recordings",
        read_first=delete_recording, make=stop_recording, codes=("recording_retained",),
        summary="Stop a recording that runs (its file stays); erase all versions of one that is over (204).",
    ),
)  # fmt: skip
