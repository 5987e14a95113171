"""What a domain's items say: the domain itself, its users, groups, gateways and fixed addresses."""

from collections.abc import Mapping
from typing import Literal

import msgspec

# What the ids of users begin with who are there by a link to one room, and as long as the link.
ENTRY_PREFIX = "entry-"


class CallLimits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What may be called through the API: a call to a number takes its longest time from the day's minutes at once."""

    an_hour_by_subject: int = 30
    an_hour: int = 300
    minutes: int = 180  # a call to a number is hung up after so many
    minutes_a_day: int = 9000
    destinations: tuple[str, ...] = ()  # what numbers begin with; without any all that API_DIAL_PREFIXES allows


class Domain(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A SIP domain (the realm that its users are challenged with)."""

    name: str
    profile: str = "internal"
    context: str = "public"
    # What a called telephone company is told of the caller; `anonymous` asks it to show the called nothing.
    outbound_caller_name: str = ""
    outbound_caller_number: str = ""
    # Further numbers that its calls may show.
    caller_numbers: tuple[str, ...] = ()
    anonymous: bool = False
    calls: CallLimits = CallLimits()
    # For how long the audit is kept, 0 for ever; None is the installation's choice.
    audit_days: int | None = None
    # And so for meetings that were.
    meeting_days: int | None = None
    cacheable: int = 0
    variables: Mapping[str, str] = {}

    def own_numbers(self, gateway: "Gateway | None" = None) -> tuple[str, ...]:
        """Return every number that a call of the domain may show, through a gateway that may have one of its own."""
        named = (self.outbound_caller_number, *self.caller_numbers, gateway.outbound_caller_number if gateway else "")
        return tuple(dict.fromkeys(number for number in named if number))


class Forwarding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Numbers that get a user's calls, as the user would dial them; `seconds` until nobody has answered."""

    always: str = ""
    busy: str = ""
    no_answer: str = ""
    not_registered: str = ""
    seconds: int = 20


class Proof(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What proves a user: MD5 of `id:domain:password`, in hex.

    Empty for one who has no password, and wherever a user is read without it.
    First in the document and stored beside it.
    """

    a1_hash: str = ""


class UserFields(Proof, frozen=True, kw_only=True, omit_defaults=True):
    """What is provisioned of a user and kept as it is."""

    id: str
    enabled: bool = True
    may_register: bool = True
    name: str = ""
    number: str = ""
    context: str = ""
    account: str = ""
    alias: str = ""
    outbound_caller_name: str = ""
    outbound_caller_number: str = ""
    anonymous: bool | None = None
    cacheable: int | None = None
    variables: Mapping[str, str] = {}
    forward: Forwarding | None = None
    # IPv4 networks from which alone the password counts; of a user without a password, calls from there are theirs.
    cidr: tuple[str, ...] = ()


class EnteringBy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a user may do who is there by a link, or to watch: enter one room, whose key `room` is.

    Times are seconds since 1970, `made` is milliseconds.
    """

    room: str
    moderator: bool = False
    slot: str = ""
    not_before: int = 0
    not_after: int
    made: int
    # Of who only watches (`shared.rooms.observing`): until then; 0 for everybody else.
    observes_until: int = 0


class User(UserFields, frozen=True):
    """A user of a domain."""

    # Of users whose ids begin with ENTRY_PREFIX, and of those only.
    entry: EnteringBy | None = None

    def is_anonymous(self, domain: Domain) -> bool:
        """Tell whether the called is to see neither name nor number."""
        return domain.anonymous if self.anonymous is None else self.anonymous


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Users that `group/name@domain` calls."""

    name: str
    members: tuple[str, ...]


class Gateway(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A SIP trunk; `secret` names where its password is kept."""

    name: str
    proxy: str  # host, host:5061;transport=tls, [2001:db8::1]
    port: int = 0
    transport: Literal["", "udp", "tcp", "tls"] = ""
    # Where requests go instead, written like `proxy`.
    outbound_proxy: str = ""
    realm: str = ""
    username: str = ""
    # Who proves it, where that is another one than who registers.
    auth_username: str = ""
    secret: str = ""
    # From: sip:from_user@from_domain, with the caller's number in the place of the first if so wished.
    from_user: str = ""
    from_domain: str = ""
    caller_id_in_from: bool = False
    expires: int = 0  # seconds that a registration is asked for; 0 is FreeSWITCH's hour
    srtp: Literal["", "mandatory", "optional"] = ""
    register: bool = False
    profile: str = "external"
    ping: int = 0
    # The context of its calls, and where the called number stands: `to` where the request names something else.
    context: str = "trunk"
    called_number: Literal["request", "to"] = "request"
    # What it is told of every caller, before a user's and a domain's own.
    outbound_caller_name: str = ""
    outbound_caller_number: str = ""
    # The header in which it is told, beside From.
    identity: Literal["p_asserted_identity", "remote_party_id", "none"] = "remote_party_id"


class Gateways(msgspec.Struct, frozen=True, omit_defaults=True):
    """All gateways of a domain, in one item: FreeSWITCH asks for them at once.

    `of_api` names those that the API made, with the revision of each (milliseconds since 1970).
    """

    gateways: tuple[Gateway, ...]
    of_api: Mapping[str, int] = {}

    def with_those_of_the_api(self, before: "Gateways") -> "Gateways":
        """These, and of those from before what the API made and these do not name."""
        named = {gateway.name for gateway in self.gateways}
        kept = tuple(one for one in before.gateways if one.name in before.of_api and one.name not in named)
        return Gateways((*self.gateways, *kept), {one.name: before.of_api[one.name] for one in kept})


class FixedAddress(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A user without a password: calls from these networks are theirs."""

    user: str
    cidr: tuple[str, ...]
    by_api: bool = False


class FixedAddresses(msgspec.Struct, frozen=True):
    """All of a domain, in one item: FreeSWITCH asks for them at once."""

    users: tuple[FixedAddress, ...]
