"""Links into a room, each for one person."""

from typing import Annotated

import typer

from ffctl.arguments import BodyFile, Fields, Id, body
from ffctl.desk import desk_of
from freeswitch_functions_client.schemas import EntryBody

app = typer.Typer(no_args_is_help=True, help="Links into a room, each for one person, without an account.")
Room = Annotated[str, typer.Argument(help="The room's name.")]
COLUMNS = ("id", "name", "role", "slot", "state", "used", "uses", "from", "until")


@app.command("list")
def list_(context: typer.Context, room: Room) -> None:
    """All of a room; the links themselves are not kept."""
    desk_of(context).show_all(lambda api: api.all_entries(room), COLUMNS)


@app.command()
def create(context: typer.Context, room: Room, fields: Fields = None, file: BodyFile = None) -> None:
    """Make one: name=Grace role=moderator until=2026-05-04T12:00:00Z uses=1. It is shown this once."""
    desk = desk_of(context)
    wish = body(desk, EntryBody, fields, file)
    desk.show(lambda api: api.create_entry(room, wish))


@app.command()
def revoke(context: typer.Context, room: Room, entry: Id) -> None:
    """Let nobody in by it any more: its call ends."""
    desk_of(context).do(lambda api: api.revoke_entry(room, entry), f"{entry} lets nobody in any more")
