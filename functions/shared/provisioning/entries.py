"""What may be said of a domain, its people and a room, in a file or over HTTP, as types."""

from collections.abc import Mapping
from datetime import datetime

from functions.shared.rooms.waiting import Admission, Lobby
from functions.shared.tables.provisioned import domain_items
from functions.shared.tables.provisioned.rooms import Picture, Seat
from functions.shared.tables.provisioned.routes import MemberFlags, Strict
from functions.shared.tables.provisioned.rules import Rules


class UserEntry(domain_items.UserFields, frozen=True, forbid_unknown_fields=True):
    """A user: `password` (only its a1-hash is kept), `a1_hash`, or without either one of fixed addresses (`cidr`)."""

    password: str = ""


class GroupEntry(domain_items.Group, frozen=True, forbid_unknown_fields=True):
    """Users of the domain that are called together."""


class GatewayEntry(domain_items.Gateway, frozen=True, forbid_unknown_fields=True):
    """A SIP trunk; `secret` is the node's global variable that holds its password."""


class DomainEntry(domain_items.Domain, frozen=True, forbid_unknown_fields=True):
    """A SIP domain with its people; `cacheable` is in milliseconds."""

    users: tuple[UserEntry, ...] = ()
    groups: tuple[GroupEntry, ...] = ()
    gateways: tuple[GatewayEntry, ...] = ()


class InviteeEntry(Strict, frozen=True):
    """A person with a PIN of their own."""

    pin: str
    name: str = ""
    slot: str = ""
    moderator: bool = False


class DialInEntry(Strict, frozen=True):
    """The numeric conference id and the PINs that open a room to telephones, within the room's own times."""

    id: str
    pin: str = ""
    moderator_pin: str = ""
    invitees: tuple[InviteeEntry, ...] = ()
    not_before: datetime | None = None
    not_after: datetime | None = None


class RoomEntry(Strict, frozen=True):
    """A room; `conference` defaults to the name, with the domain behind it outside the main domain.

    `number` is what the domain's users dial to enter it, in the domain's context.
    From `not_before` to `not_after` it may be entered, whichever way. `lobby` says who waits until they are let in:
    `everybody` but moderators, or `outside`, whoever is no user of the domain. `admission` says who lets them in:
    somebody `by_hand`, or the first moderator who is there (`with_moderator`). With `observers` whoever has the ability
    `observe` may watch the picture without being in the room.
    """

    name: str
    domain: str
    conference: str = ""
    number: str = ""
    profile: str = "video"
    open: bool = False
    max_members: int = 0
    flags: MemberFlags = ()
    seats: Mapping[str, Seat] = {}
    picture: Picture = Picture()
    rules: Rules = Rules()
    not_before: datetime | None = None
    not_after: datetime | None = None
    lobby: Lobby = "off"
    admission: Admission = "by_hand"
    observers: bool = False
    dial_in: DialInEntry | None = None


SECRET_FIELDS = frozenset({"password", "a1_hash", "pin", "moderator_pin", "credentials", "key"})
