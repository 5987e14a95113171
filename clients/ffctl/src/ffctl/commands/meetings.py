"""Meetings that were."""

from typing import Annotated

import typer
from msgspec import structs

from ffctl.arguments import From, Most, To
from ffctl.desk import Desk, desk_of
from freeswitch_functions_client.schemas import MeetingView

app = typer.Typer(no_args_is_help=True, help="Meetings that were.")
Meeting = Annotated[str, typer.Argument(metavar="UUID", help="The meeting's uuid, as the list shows it.")]
Of = Annotated[str | None, typer.Option("--conference", help="Only those of this name.")]
COLUMNS = ("conference", "from", "to", "seconds", "reason", "peak", "stays", "node", "uuid")


@app.command("list")
def list_(context: typer.Context, conference: Of = None, from_: From = None, to: To = None, most: Most = 200) -> None:
    """Which there were, the latest first."""
    desk_of(context).show_all(
        lambda api: api.all_meetings(conference=conference, from_=from_, to=to), COLUMNS, most=most
    )


@app.command()
def get(context: typer.Context, meeting: Meeting) -> None:
    """One of them: who came and went, what was recorded; all pages of it."""
    desk = desk_of(context)
    view = _page(desk, meeting)
    while view.next is not None:
        more = _page(desk, meeting, view.next)
        view = structs.replace(view, members=[*view.members, *more.members], next=more.next)
    if view.next_messages is not None:
        messages = list(desk.ask(lambda api: api.all_meeting_messages(meeting)))
        view = structs.replace(view, messages=messages, next_messages=None)
    desk.show(lambda _: view)


@app.command()
def messages(context: typer.Context, meeting: Meeting) -> None:
    """What was written there."""
    columns = ("at", "name", "sender", "text", "deleted_at", "id")
    desk_of(context).show_all(lambda api: api.all_meeting_messages(meeting), columns)


def _page(desk: Desk, meeting: str, cursor: str | None = None) -> MeetingView:
    return desk.ask(lambda api: api.get_meeting(meeting, cursor=cursor))
