"""Recordings, and what FreeSWITCH asks, which is recorded on the operator's machine."""

import typer

from ffctl.arguments import BodyFile, Conference, Fields, Id, Output, body
from ffctl.commands.elsewhere import requests
from ffctl.desk import WAIT_SECONDS, desk_of
from ffctl.fields import as_body
from freeswitch_functions_client.schemas import RecordingBody, RecordingPatch

app = typer.Typer(no_args_is_help=True, help="Recordings of a conference.")
COLUMNS = ("id", "name", "state", "reason", "paused", "started_at", "duration_seconds", "bytes", "expires_at")


@app.command("list")
def list_(context: typer.Context, conference: Conference) -> None:
    """Those of earlier meetings too."""
    desk_of(context).show_all(lambda api: api.list_recordings(conference).items, COLUMNS)


@app.command()
def start(context: typer.Context, conference: Conference, fields: Fields = None, file: BodyFile = None) -> None:
    """Begin one: name=board, format=mkv …; the command's id is the recording's."""
    desk = desk_of(context)
    wish = body(desk, RecordingBody, fields, file)
    desk.command(lambda api: api.start_recording(conference, wish, wait=WAIT_SECONDS))


@app.command()
def get(context: typer.Context, conference: Conference, recording: Id) -> None:
    """One of them; its address is good for a while, for whoever has it."""
    desk_of(context).show(lambda api: api.get_recording(conference, recording))


@app.command()
def pause(context: typer.Context, conference: Conference, recording: Id) -> None:
    """Leave out what follows."""
    wish = as_body(RecordingPatch, {"paused": True})
    desk_of(context).command(lambda api: api.change_recording(conference, recording, wish, wait=WAIT_SECONDS))


@app.command()
def resume(context: typer.Context, conference: Conference, recording: Id) -> None:
    """Go on."""
    wish = as_body(RecordingPatch, {"paused": False})
    desk_of(context).command(lambda api: api.change_recording(conference, recording, wish, wait=WAIT_SECONDS))


@app.command()
def stop(context: typer.Context, conference: Conference, recording: Id) -> None:
    """End it; its file is ready a while later (get)."""
    wish = as_body(RecordingPatch, {"stopped": True})
    desk_of(context).command(lambda api: api.change_recording(conference, recording, wish, wait=WAIT_SECONDS))


@app.command()
def delete(context: typer.Context, conference: Conference, recording: Id) -> None:
    """Erase one that is over; one that is running is stopped instead."""
    desk_of(context).command(lambda api: api.stop_recording(conference, recording, wait=WAIT_SECONDS))


@app.command()
def file(context: typer.Context, conference: Conference, recording: Id, output: Output) -> None:
    """Write the film to a file; it passes through memory: for hours of film take the address of `get`."""
    desk_of(context).pour(lambda api: api.get_recording_file(conference, recording), output)


app.command("requests")(requests)
