"""Bodies and answers of provisioning over HTTP: the entries of a file, without their name and their secrets."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType, structs

from functions.shared.grammars.moments import Moment
from functions.shared.provisioning.entries import GatewayEntry, GroupEntry, RoomEntry, UserEntry

Field = tuple[str, Any, Any]
Maker = Literal["file", "api"]
Revision = Annotated[int, Meta(description="when it was written last, in milliseconds since 1970; the ETag as well")]
MadeBy = Annotated[Maker, Meta(description="what a file made is written anew whenever the file is applied")]
Made = Annotated[str, Meta(description="only in the answer that made it: nobody can read it later")]
Renewed = Annotated[str | None, Meta(description="write-only; null lets the server make a new one, once in the answer")]


def _fields(kind: type[msgspec.Struct], without: Iterable[str]) -> list[Field]:
    """The fields of a struct as those of another one, each optional."""
    left_out = set(without)
    return [
        (field.name, field.type, msgspec.field(default_factory=field.default_factory))
        if field.default_factory is not msgspec.NODEFAULT
        else (field.name, field.type, None if field.default is msgspec.NODEFAULT else field.default)
        for field in structs.fields(kind)
        if field.name not in left_out
    ]


class InviteeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person with a PIN of their own in a room that telephones enter."""

    pin: Renewed = None
    name: str = ""
    slot: str = ""
    moderator: bool = False


class InviteeView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An invitee; the PIN is told once."""

    id: str
    name: str
    slot: str
    moderator: bool
    made_by: MadeBy
    revision: Revision
    pin: Made = ""


class DialInBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How telephones enter a room: the server makes the id. An empty `pin` or `moderator_pin` is none."""

    id: Annotated[str, Meta(description="as it was answered; it cannot be chosen")] = ""
    pin: Renewed = None
    moderator_pin: Renewed = None
    not_before: Annotated[Moment | None, Meta(description="a moment with its time zone")] = None
    not_after: Annotated[Moment | None, Meta(description="a moment with its time zone")] = None


class DialInView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How telephones enter a room; a list tells only the id."""

    id: str
    has_pin: bool | None = None
    has_moderator_pin: bool | None = None
    not_before: Moment | None = None
    not_after: Moment | None = None
    pin: Made = ""
    moderator_pin: Made = ""


_OF_A_VIEW: list[Field] = [("revision", Revision, 0), ("made_by", MadeBy, "api")]
_NAMED: list[Field] = [("name", str, "")]
_OF_NO_ROOM = ("name", "domain", "dial_in", "not_before", "not_after")
_TIMES: list[Field] = [("not_before", Moment | None, None), ("not_after", Moment | None, None)]
_PASSWORD: list[Field] = [("password", Renewed, None)]


def _body(name: str, what: str, fields: list[Field]) -> type[msgspec.Struct]:
    options: Any = {"frozen": True, "kw_only": True, "forbid_unknown_fields": True}
    return msgspec.defstruct(name, fields, namespace={"__doc__": what}, **options)


def _view(name: str, what: str, fields: list[Field]) -> type[msgspec.Struct]:
    return msgspec.defstruct(name, fields, namespace={"__doc__": what}, frozen=True, kw_only=True)


def _list(name: str, kind: type[msgspec.Struct], what: str) -> type[msgspec.Struct]:
    items: Any = tuple[kind, ...]  # type: ignore[valid-type]  # a type that is made above
    return _view(name, what, [("items", items, ()), ("next", str | None, None)])


UserBody = _body(
    "UserBody",
    "A user of the domain; without password, a1_hash and cidr the server makes a password.",
    [*_fields(UserEntry, ("id", "password")), *_PASSWORD],
)
UserView = _view(
    "UserView",
    "A user of the domain; a password that the server made is told once.",
    [
        ("id", str, ""),
        *_fields(UserEntry, ("id", "password", "a1_hash")),
        *_OF_A_VIEW,
        ("password", Made | UnsetType, UNSET),
    ],
)
UserGroupBody = _body("UserGroupBody", "Users that are called together.", _fields(GroupEntry, ("name",)))
UserGroupView = _view(
    "UserGroupView", "Users that are called together.", [*_NAMED, *_fields(GroupEntry, ("name",)), *_OF_A_VIEW]
)
GatewayBody = _body(
    "GatewayBody",
    "A SIP trunk; `secret` names a variable of the nodes, which holds its password.",
    _fields(GatewayEntry, ("name",)),
)
GatewaySetting = _view(
    "GatewaySetting", "A SIP trunk as provisioned.", [*_NAMED, *_fields(GatewayEntry, ("name",)), *_OF_A_VIEW]
)
RoomBody = _body(
    "RoomBody",
    "A room, which may be entered from `not_before` to `not_after`; `number` is what the domain's users dial.",
    [*_fields(RoomEntry, _OF_NO_ROOM), *_TIMES, ("dial_in", DialInBody | None, None)],
)
RoomView = _view(
    "RoomView",
    "A room; PINs that the server made are told once.",
    [*_NAMED, *_fields(RoomEntry, _OF_NO_ROOM), *_TIMES, ("dial_in", DialInView | None, None), *_OF_A_VIEW],
)
UserList = _list("UserList", UserView, "Users by id; `next` is the cursor of the page after, null at the end.")
RoomList = _list("RoomList", RoomView, "Rooms by name; `next` is the cursor of the page after, null at the end.")
InviteeList = _list("InviteeList", InviteeView, "All invitees of a room.")
UserGroupList = _list(
    "UserGroupList", UserGroupView, "Groups by name; `next` is the cursor of the page after, null at the end."
)


class DialInNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A number that telephones dial, and the language of the prompts there; null goes by the number's country."""

    number: str
    language: Literal["en", "de"] | None


class DialInNumbers(msgspec.Struct, frozen=True):
    """What to dial before the id of a room."""

    items: tuple[DialInNumber, ...]
