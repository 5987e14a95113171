"""Who waits to be let in."""

from typing import Annotated

import typer

from ffctl.arguments import Conference
from ffctl.desk import WAIT_SECONDS, desk_of
from ffctl.fields import as_body
from freeswitch_functions_client.schemas import AdmitBody, RefuseBody

app = typer.Typer(no_args_is_help=True, help="Who waits to be let in.")
COLUMNS = ("name", "user", "invitee", "video", "since", "uuid")
Uuids = Annotated[list[str] | None, typer.Argument(metavar="[UUID]...", help="Whom; without one everybody who waits.")]


@app.command("list")
def list_(context: typer.Context, conference: Conference) -> None:
    """All of them."""
    desk_of(context).show_all(lambda api: api.list_waiting(conference).items, COLUMNS)


@app.command()
def admit(context: typer.Context, conference: Conference, uuids: Uuids = None) -> None:
    """Let them in."""
    wish = as_body(AdmitBody, {"uuids": uuids} if uuids else {})
    desk_of(context).command(lambda api: api.admit_waiting(conference, wish, wait=WAIT_SECONDS))


@app.command()
def refuse(
    context: typer.Context,
    conference: Conference,
    uuids: Uuids = None,
    words: Annotated[str | None, typer.Option(help="What their pages show.")] = None,
) -> None:
    """Do not let them in: their calls end."""
    wish = as_body(RefuseBody, ({"uuids": uuids} if uuids else {}) | ({} if words is None else {"words": words}))
    desk_of(context).command(lambda api: api.refuse_waiting(conference, wish, wait=WAIT_SECONDS))
