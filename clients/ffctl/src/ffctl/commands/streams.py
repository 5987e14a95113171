"""Streams to other services."""

import typer

from ffctl.arguments import BodyFile, Conference, Fields, Id, body
from ffctl.desk import WAIT_SECONDS, desk_of
from freeswitch_functions_client.schemas import StreamBody

app = typer.Typer(no_args_is_help=True, help="Streams to other services; their keys are never shown.")
COLUMNS = ("id", "name", "state", "reason", "url", "started_at", "retries", "last_retry_at")


@app.command("list")
def list_(context: typer.Context, conference: Conference) -> None:
    """All of them."""
    desk_of(context).show_all(lambda api: api.list_streams(conference).items, COLUMNS)


@app.command()
def start(context: typer.Context, conference: Conference, fields: Fields = None, file: BodyFile = None) -> None:
    """Begin one: preset=youtube key=?, or url=rtmps://host/app key=@FILE; the command's id is the stream's."""
    desk = desk_of(context)
    wish = body(desk, StreamBody, fields, file)
    desk.command(lambda api: api.start_stream(conference, wish, wait=WAIT_SECONDS))


@app.command()
def get(context: typer.Context, conference: Conference, stream: Id) -> None:
    """One of them."""
    desk_of(context).show(lambda api: api.get_stream(conference, stream))


@app.command()
def stop(context: typer.Context, conference: Conference, stream: Id) -> None:
    """End it."""
    desk_of(context).command(lambda api: api.stop_stream(conference, stream, wait=WAIT_SECONDS))
