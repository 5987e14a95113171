"""One finding in a file: where and what would be right; and the rules that several entries share."""

from collections.abc import Iterable, Iterator

import msgspec

from functions.shared.encoders.dial_strings import DOMAIN, SLOT, WORD
from functions.shared.grammars.names import LONGEST_NAME
from functions.shared.tables.provisioned.routes import FlagsFor, MemberFlags, flags_for

PathPart = str | int
Finding = tuple[list[PathPart], str]

WORD_ADVICE = "must be 1 to 64 of 0-9 A-Z a-z * # + _ . -"
SLOT_ADVICE = "must be 1 to 64 of 0-9 A-Z a-z _ . -"
# Of mod_conference's member flags (conference_utils.c:95-170) those that a room or route may give to its callers.
MEMBER_FLAGS = frozenset(
    {
        "deaf", "dist-dtmf", "endconf", "flip-video", "ghost", "join-only", "join-vid-floor", "mintwo", "moderator",
        "mute", "mute-detect", "no-minimize-encoding", "no-video-blanks", "nomoh", "skip-dtmf", "talk-data-events",
        "video-bridge", "vmute",
    }
)  # fmt: skip


def at(place: list[PathPart], findings: Iterable[Finding]) -> Iterator[Finding]:
    for below, advice in findings:
        yield [*place, *below], advice


def twice(field: str, names: list[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            yield [field, index], f"{name} is there already"
        seen.add(name)


def words(entry: msgspec.Struct, *fields: str) -> Iterator[Finding]:
    for field in fields:
        value = getattr(entry, field)
        mandatory = field in ("id", "name", "profile")
        if (value or mandatory) and not WORD.fullmatch(value):
            yield [field], WORD_ADVICE


# mod_conference splits ten member flags and takes the rest for one: four of a room, four of a route, and `moderator`.
MOST_MEMBER_FLAGS = 4


def flags(flags: MemberFlags) -> Iterator[Finding]:
    for moderator in (True, False):
        if len(flags_for(flags, moderator=moderator)) > MOST_MEMBER_FLAGS:
            most = f"must be {MOST_MEMBER_FLAGS} at most"
            yield ["flags"], f"{most}: FreeSWITCH reads ten of room, route and seat together"
            break
    for place, flag in placed_flags(flags):
        if flag not in MEMBER_FLAGS:
            yield place, f"must be one of {', '.join(sorted(MEMBER_FLAGS))}"


def placed_flags(flags: MemberFlags) -> Iterator[tuple[list[PathPart], str]]:
    """Each flag with its place; the last name in the place is who it is for, where that is said."""
    if isinstance(flags, FlagsFor):
        for audience in FlagsFor.__struct_fields__:
            for index, flag in enumerate(getattr(flags, audience)):
                yield ["flags", audience, index], flag
    else:
        for index, flag in enumerate(flags):
            yield ["flags", index], flag


def displayed(entry: msgspec.Struct, *fields: str) -> Iterator[Finding]:
    """Find names that do not fit between the quotation marks of a SIP header."""
    for field in fields:
        value = getattr(entry, field)
        if '"' in value or "\\" in value or len(value) > LONGEST_NAME:
            yield [field], f"must be {LONGEST_NAME} characters at most, without quotation marks and backslashes"


def slot(value: str) -> Iterator[Finding]:
    if value and not SLOT.fullmatch(value):
        yield ["slot"], SLOT_ADVICE


def user_at_domain(place: list[PathPart], value: str) -> Iterator[Finding]:
    user, _, domain = value.partition("@")
    if not WORD.fullmatch(user) or not DOMAIN.fullmatch(domain):
        yield place, "must be user@domain"
