"""What a provisioning file may hold, as types."""

from collections.abc import Mapping
from datetime import datetime

from functions.shared.grammars.numbers import Numbering
from functions.shared.tables.provisioned import domain_items
from functions.shared.tables.provisioned.rooms import Picture, Seat
from functions.shared.tables.provisioned.routes import MemberFlags, Route, Strict


class UserEntry(domain_items.UserFields, frozen=True, forbid_unknown_fields=True):
    """A user: `password` (only its a1-hash is kept), `a1_hash`, or without either one of fixed addresses (`cidr`)."""

    password: str = ""
    a1_hash: str = ""


class GroupEntry(domain_items.Group, frozen=True, forbid_unknown_fields=True):
    """Users of the domain that are called together."""


class GatewayEntry(domain_items.Gateway, frozen=True, forbid_unknown_fields=True):
    """A SIP trunk; `secret` is the node's global variable that holds its password."""


class ImageEntry(Strict, frozen=True):
    """A place in a layout, on the grid of 360 by 360; without `hscale` it is as high as wide."""

    x: int
    y: int
    scale: int
    hscale: int | None = None
    zoom: bool = False
    border: int | None = None
    floor: bool = False
    floor_only: bool = False
    file_only: bool = False
    overlap: bool = False
    reservation_id: str = ""
    role_id: str = ""
    audio_position: str = ""


class LayoutEntry(Strict, frozen=True):
    """A layout of the domain's own."""

    name: str
    images: tuple[ImageEntry, ...]
    background: str = ""
    foreground: str = ""
    border: int | None = None
    auto_3d_position: bool = False
    transition_in: str = ""
    transition_out: str = ""


class LayoutGroupEntry(Strict, frozen=True):
    """Layouts in growing size."""

    name: str
    layouts: tuple[str, ...]


class DomainEntry(domain_items.Domain, frozen=True, forbid_unknown_fields=True):
    """A SIP domain with its people; `cacheable` is in milliseconds."""

    users: tuple[UserEntry, ...] = ()
    groups: tuple[GroupEntry, ...] = ()
    gateways: tuple[GatewayEntry, ...] = ()
    layouts: tuple[LayoutEntry, ...] = ()
    layout_groups: tuple[LayoutGroupEntry, ...] = ()


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

    From `not_before` to `not_after` it may be entered, whichever way.
    """

    name: str
    domain: str
    conference: str = ""
    profile: str = "video"
    open: bool = False
    max_members: int = 0
    flags: MemberFlags = ()
    seats: Mapping[str, Seat] = {}
    picture: Picture = Picture()
    not_before: datetime | None = None
    not_after: datetime | None = None
    dial_in: DialInEntry | None = None


class ContextEntry(Strict, frozen=True):
    """A dialplan context and its routes; in a `country` (49) numbers may be dialled in every way usual there."""

    name: str
    may_call_out: bool = False
    country: str = ""
    international: str = "00"
    national: str = ""
    routes: tuple[Route, ...] = ()

    @property
    def numbering(self) -> Numbering:
        return Numbering(self.country, self.international, self.national)


class NodeEntry(Strict, frozen=True):
    """A node and the domains that it may ask about; `credentials` are SHA-256 of its passwords, in hex.

    Without `credentials` it keeps those that it has; with none in the list nobody can prove to be the node.
    """

    name: str
    domains: tuple[str, ...]
    credentials: tuple[str, ...] | None = None


class HolidaysEntry(Strict, frozen=True):
    """Dates under a name, which `dates` and `not_dates` of opening hours may say instead."""

    name: str
    dates: tuple[str, ...]


class Provisioning(Strict, frozen=True):
    """The whole file."""

    domains: tuple[DomainEntry, ...] = ()
    rooms: tuple[RoomEntry, ...] = ()
    contexts: tuple[ContextEntry, ...] = ()
    holidays: tuple[HolidaysEntry, ...] = ()
    nodes: tuple[NodeEntry, ...] = ()
    # For a demo: PINs of four and five digits can be guessed, and so can passwords that people think of.
    allow_short_pins: bool = False
    allow_weak_passwords: bool = False


SECRET_FIELDS = frozenset({"password", "a1_hash", "pin", "moderator_pin", "credentials"})
