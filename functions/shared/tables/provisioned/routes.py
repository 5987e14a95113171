"""Routes of a context: what a dialled number reaches, and for whom."""

from collections.abc import Iterator
from typing import Literal

import msgspec
from pynamodb.attributes import UnicodeAttribute

from functions.shared.grammars.numbers import Numbering
from functions.shared.tables.base import ItemMeta, answering, table_name
from functions.shared.tables.provisioned.documents import DocumentItem, read_documents
from functions.shared.tables.reading import decoded, items_of


class Strict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of what comes from a provisioning file: a misspelt field is an error."""


class Hours(Strict, frozen=True):
    """Opening hours, `start` to `end` as HH:MM; 24:00 is the end of the day, an end before the start on the next day.

    Without `days` on every one of them, without `dates` on every date but `not_dates` (grammars/calendar.py).
    """

    start: str
    end: str
    timezone: str
    days: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    not_dates: tuple[str, ...] = ()


class Conditions(Strict, frozen=True):
    """Who may use a route and when; an empty condition asks for nothing."""

    users: tuple[str, ...] = ()  # user@domain, as FreeSWITCH authenticated them
    domains: tuple[str, ...] = ()  # of the authenticated user
    profiles: tuple[str, ...] = ()  # SIP profiles of the node
    callers: tuple[str, ...] = ()  # caller numbers: display only, so for rooms that anybody may enter
    hours: tuple[Hours, ...] = ()


class FlagsFor(Strict, frozen=True):
    """Member flags of a conference by who gets them."""

    all: tuple[str, ...] = ()
    moderators: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()


# A list is for all.
MemberFlags = tuple[str, ...] | FlagsFor


def flags_for(flags: MemberFlags, *, moderator: bool) -> tuple[str, ...]:
    """Return the flags of a moderator or of somebody who is none."""
    if not isinstance(flags, FlagsFor):
        return flags
    return flags.all + (flags.moderators if moderator else flags.participants)


class ToRoom(Strict, frozen=True, tag_field="kind", tag="room"):
    """Answer and join a room; without a name, the room named like the dialled number.

    `tones` is for trunks that send keys as tones in the sound though they offer telephone events.
    """

    room: str = ""
    slot: str = ""
    banner: str = ""
    moderator: bool = False
    flags: MemberFlags = ()
    tones: bool = False


class ToDialIn(Strict, frozen=True, tag_field="kind", tag="dial_in"):
    """Answer and ask for conference id and PIN."""

    # None: the script goes by the country code of the dialled number, then of the caller's.
    language: Literal["en", "de"] | None = None
    # Keys come as tones in the sound, whatever the trunk offers; where it offers nothing else they are heard anyway.
    tones: bool = False


class ToUser(Strict, frozen=True, tag_field="kind", tag="user"):
    """Ring a registered user; without a name, the one with the dialled number."""

    domain: str
    user: str = ""


class ToGroup(Strict, frozen=True, tag_field="kind", tag="group"):
    """Ring a group of a domain: all its members, or one after the other, each for `timeout` seconds."""

    domain: str
    group: str
    strategy: Literal["all", "in_order"] = "all"
    timeout: int = 30


class ToGateway(Strict, frozen=True, tag_field="kind", tag="gateway"):
    """Call out: drop the first `strip` digits, put `prefix` in front; `anonymous` hides the caller from the called.

    Only for users of the domain whose gateway it is; `open` lets in everybody, callers who are not authenticated too.
    """

    gateway: str
    domain: str = ""
    open: bool = False
    strip: int = 0
    prefix: str = ""
    anonymous: bool = False


class ToPrompt(Strict, frozen=True, tag_field="kind", tag="prompt"):
    """Answer, play a known prompt, hang up."""

    prompt: str


class ToHangUp(Strict, frozen=True, tag_field="kind", tag="hang_up"):
    """Refuse with a cause."""

    cause: str = "CALL_REJECTED"


Target = ToRoom | ToDialIn | ToUser | ToGroup | ToGateway | ToPrompt | ToHangUp


class Route(Strict, frozen=True):
    """One rule: of those that match, the exact numbers first and then the lowest priority decides."""

    name: str
    target: Target
    number: str = ""
    pattern: str = ""
    priority: int = 100
    when: Conditions = Conditions()


class Routes(msgspec.Struct, frozen=True, omit_defaults=True):
    """Rules of one number, or all patterns of a context, in their order; the context's gateways may be used."""

    routes: tuple[Route, ...]
    may_call_out: bool = False
    # How numbers are dialled here; only the patterns of a context say it.
    numbering: Numbering = Numbering()


class RoomNumber(msgspec.Struct, frozen=True):
    """The room that a domain's users reach by a number of its own."""

    room: str


class RoutesItem(DocumentItem):
    """`number#999` the rules of a number, under each of its spellings; `#patterns` all patterns of the context.

    `room#999@example.com` is the room that the domain's users reach so: two domains may use one context.
    """

    class Meta(ItemMeta):
        table_name = table_name("routes")

    context = UnicodeAttribute(hash_key=True)


PATTERNS_KEY = "#patterns"


def number_key(number: str) -> str:
    return f"number#{number}"


def room_number_key(number: str, domain: str) -> str:
    return f"room#{number}@{domain}"


def find_routes(context: str, number: str, domain: str = "") -> tuple[Routes | None, RoomNumber | None, Routes | None]:
    """Read the rules of a number, the domain's room with that number, and the context's patterns: one BatchGetItem."""
    own = [room_number_key(number, domain)] if domain else []
    found = read_documents(RoutesItem, context, [number_key(number), *own, PATTERNS_KEY])
    room = found.get(own[0], RoomNumber) if own else None
    return found.get(number_key(number), Routes), room, found.get(PATTERNS_KEY, Routes)


def numbers_of(context: str) -> Iterator[Route]:
    """Read every rule of a context that is of one number: one Query; each comes once, however it may be dialled."""
    with answering():
        items = list(items_of(RoutesItem.query(context, RoutesItem.key.startswith(number_key("")))))
    seen: set[tuple[str, str]] = set()
    for item in items:
        for route in decoded(item.body, Routes, f"the routes {item.key!r} of {context}").routes:
            if (route.number, route.name) not in seen:
                seen.add((route.number, route.name))
                yield route
