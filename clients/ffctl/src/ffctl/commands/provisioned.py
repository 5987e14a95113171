"""What is provisioned: users, rooms, groups, gateways and invitees have the same words."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Protocol, TypeVar

import typer

from ffctl.arguments import BodyFile, Fields, IfMatch, Name, Prefix, body
from ffctl.desk import desk_of
from freeswitch_functions_client import Operations
from freeswitch_functions_client.schemas import GatewayBody, InviteeBody, RoomBody, UserBody, UserGroupBody

Body_contra = TypeVar("Body_contra", contravariant=True)
Wish = TypeVar("Wish")
SECRETS_HELP = "A secret that the server makes is in this one answer."


class Put(Protocol[Body_contra]):
    def __call__(
        self, api: Operations, name: str, body: Body_contra, /, *, if_match: int | str | None = None
    ) -> object: ...


class Delete(Protocol):
    def __call__(self, api: Operations, name: str, /, *, if_match: int | str | None = None) -> None: ...


class All(Protocol):
    def __call__(self, api: Operations, /, *, prefix: str | None = None) -> Iterable[object]: ...


def noun(
    words: str,
    kind: type[Wish],
    columns: Sequence[str],
    *,
    all_of: All | None,
    get: Callable[[Operations, str], object],
    put: Put[Wish],
    patch: Put[Wish],
    delete: Delete,
) -> typer.Typer:
    """Return the commands of one kind of thing.

    Args:
        kind: the body of a change.
        all_of: what lists them; None where the list is another one.
    """
    app = typer.Typer(no_args_is_help=True, help=words)

    if all_of is not None:

        @app.command("list")
        def list_(context: typer.Context, prefix: Prefix = None) -> None:
            """All of the domain."""
            desk_of(context).show_all(lambda api: all_of(api, prefix=prefix), columns)

    @app.command("get")
    def get_(context: typer.Context, name: Name) -> None:
        """One of them, without its secrets."""
        desk_of(context).show(lambda api: get(api, name))

    @app.command("put", epilog=SECRETS_HELP)
    def put_(
        context: typer.Context, name: Name, fields: Fields = None, file: BodyFile = None, if_match: IfMatch = None
    ) -> None:
        """Make one, or put it in the place of the one that is there."""
        desk = desk_of(context)
        wish = body(desk, kind, fields, file)
        desk.show(lambda api: put(api, name, wish, if_match=if_match))

    @app.command("patch", epilog=SECRETS_HELP)
    def patch_(
        context: typer.Context, name: Name, fields: Fields = None, file: BodyFile = None, if_match: IfMatch = None
    ) -> None:
        """Change some fields; name:=null is the default."""
        desk = desk_of(context)
        wish = body(desk, kind, fields, file)
        desk.show(lambda api: patch(api, name, wish, if_match=if_match))

    @app.command("delete")
    def delete_(context: typer.Context, name: Name, if_match: IfMatch = None) -> None:
        """Remove one."""
        desk_of(context).do(lambda api: delete(api, name, if_match=if_match), f"{name} is gone")

    return app


users = noun(
    "The domain's users.", UserBody,
    ("id", "name", "number", "enabled", "may_register", "alias", "made_by", "revision"),
    all_of=Operations.all_users, get=Operations.get_user, put=Operations.put_user, patch=Operations.patch_user,
    delete=Operations.delete_user,
)  # fmt: skip
rooms = noun(
    "The domain's rooms.", RoomBody,
    ("name", "conference", "number", "open", "lobby", "max_members", "made_by", "revision"),
    all_of=Operations.all_rooms, get=Operations.get_room, put=Operations.put_room, patch=Operations.patch_room,
    delete=Operations.delete_room,
)  # fmt: skip
groups = noun(
    "Users that are called together.", UserGroupBody, ("name", "members", "made_by", "revision"),
    all_of=Operations.all_groups, get=Operations.get_group, put=Operations.put_group, patch=Operations.patch_group,
    delete=Operations.delete_group,
)  # fmt: skip
gateways = noun(
    "The domain's trunks.", GatewayBody, (),
    all_of=None, get=Operations.get_gateway, put=Operations.put_gateway, patch=Operations.patch_gateway,
    delete=Operations.delete_gateway,
)  # fmt: skip
NOUNS = {"rooms": rooms, "users": users, "groups": groups, "gateways": gateways}
Invitee = Annotated[str, typer.Argument(help="The person with a PIN of their own.")]


@rooms.command("dial-in-numbers")
def dial_in_numbers(context: typer.Context) -> None:
    """What telephones dial before a room's id."""
    desk_of(context).show_all(lambda api: api.list_dial_in_numbers().items, ("number", "language"))


@rooms.command("invitees")
def invitees(context: typer.Context, room: Name) -> None:
    """Who has a PIN of their own."""
    desk_of(context).show_all(lambda api: api.list_invitees(room).items, ("id", "name", "slot", "moderator", "made_by"))


@rooms.command("put-invitee", epilog=SECRETS_HELP)
def put_invitee(
    context: typer.Context, room: Name, invitee: Invitee, fields: Fields = None, file: BodyFile = None
) -> None:
    """Give somebody a PIN of their own: name=Ada, moderator=true; pin:=null makes a new one."""
    desk = desk_of(context)
    wish = body(desk, InviteeBody, fields, file)
    desk.show(lambda api: api.put_invitee(room, invitee, wish))


@rooms.command("delete-invitee")
def delete_invitee(context: typer.Context, room: Name, invitee: Invitee) -> None:
    """Their PIN opens nothing any more."""
    desk_of(context).do(lambda api: api.delete_invitee(room, invitee), f"{invitee} is gone")


@gateways.command("list")
def list_gateways(context: typer.Context) -> None:
    """All of the domain, and how each is on every node."""
    desk_of(context).show_all(lambda api: api.list_gateways().items, ("name", "profile", "nodes"))
