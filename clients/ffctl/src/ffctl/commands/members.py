"""Who is in a conference."""

from collections.abc import Mapping
from typing import Annotated

import typer

from ffctl.arguments import BodyFile, Conference, Fields, IfMatch, body
from ffctl.desk import WAIT_SECONDS, desk_of
from ffctl.fields import as_body
from ffctl.persons import member_named
from freeswitch_functions_client.schemas import Call, MemberPatch, Question

app = typer.Typer(no_args_is_help=True, help="Who is in a conference.")
COLUMNS = (
    "number",
    "name",
    "user",
    "muted",
    "video_muted",
    "deaf",
    "on_hold",
    "slot",
    "floor",
    "video_floor",
    "host",
    "uuid",
)
Member = Annotated[str, typer.Argument(help="Uuid; or name, user, invitee or number, if only one has it.")]


@app.command("list")
def list_(context: typer.Context, conference: Conference) -> None:
    """Everybody."""
    desk_of(context).show_all(lambda api: api.list_members(conference).items, COLUMNS)


@app.command()
def get(context: typer.Context, conference: Conference, member: Member) -> None:
    """One of them."""
    desk = desk_of(context)
    uuid = member_named(desk, conference, member)
    desk.show(lambda api: api.get_member(conference, uuid))


@app.command()
def patch(
    context: typer.Context,
    conference: Conference,
    member: Member,
    *,
    fields: Fields = None,
    file: BodyFile = None,
    if_match: IfMatch = None,
) -> None:
    """Change somebody: name=Ada, muted=true, slot=1, banner.text=Ada, volume_in=2, host=true, hand=false and more."""
    desk = desk_of(context)
    uuid = member_named(desk, conference, member)
    wish = body(desk, MemberPatch, fields, file)
    desk.command(lambda api: api.update_member(conference, uuid, wish, wait=WAIT_SECONDS, if_match=if_match))


@app.command()
def mute(context: typer.Context, conference: Conference, member: Member) -> None:
    """Nobody hears them."""
    _should_be(context, conference, member, {"muted": True})


@app.command()
def unmute(context: typer.Context, conference: Conference, member: Member) -> None:
    """They are heard again."""
    _should_be(context, conference, member, {"muted": False})


@app.command("mute-all")
def mute_all(context: typer.Context, conference: Conference) -> None:
    """Mute everybody but the hosts."""
    desk_of(context).command(lambda api: api.mute_all(conference, wait=WAIT_SECONDS))


@app.command("ask-to-unmute")
def ask_to_unmute(context: typer.Context, conference: Conference, member: Member, fields: Fields = None) -> None:
    """Ask somebody to be heard again: language=de."""
    desk = desk_of(context)
    uuid = member_named(desk, conference, member)
    wish = body(desk, Question, fields)
    desk.command(lambda api: api.ask_to_unmute(conference, uuid, wish, wait=WAIT_SECONDS))


@app.command()
def remove(
    context: typer.Context,
    conference: Conference,
    member: Member,
    hangup: Annotated[bool, typer.Option("--hangup", help="End the call.")] = False,
    keep_out: Annotated[bool, typer.Option("--keep-out", help="Until the meeting ends, with all their calls.")] = False,
) -> None:
    """Take somebody out."""
    desk = desk_of(context)
    uuid = member_named(desk, conference, member)
    desk.command(
        lambda api: api.remove_member(
            conference, uuid, hangup=hangup or None, keep_out=keep_out or None, wait=WAIT_SECONDS
        )
    )


@app.command("let-in")
def let_in(
    context: typer.Context,
    conference: Conference,
    person: Annotated[str, typer.Argument(help="A person of the conference's standings.")],
) -> None:
    """Let somebody in again who is kept out."""
    desk_of(context).command(lambda api: api.let_in(conference, person, wait=WAIT_SECONDS))


@app.command()
def call(context: typer.Context, conference: Conference, fields: Fields = None) -> None:
    """Call somebody in: user=1001, or gateway=trunk number=+4930123456."""
    desk = desk_of(context)
    wish = body(desk, Call, fields)
    desk.command(lambda api: api.make_call(conference, wish, wait=WAIT_SECONDS))


def _should_be(context: typer.Context, conference: str, member: str, wish: Mapping[str, object]) -> None:
    desk = desk_of(context)
    uuid = member_named(desk, conference, member)
    patched = as_body(MemberPatch, wish)
    desk.command(lambda api: api.update_member(conference, uuid, patched, wait=WAIT_SECONDS))
