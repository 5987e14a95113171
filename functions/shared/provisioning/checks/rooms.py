"""What a room and its dial-in may not say."""

import re
from collections.abc import Iterator

from functions.shared.encoders.dial_strings import DOMAIN, SLOT, UnsafeWord, conference_name
from functions.shared.grammars.fields import MOST_MEMBERS, RECORDING_NAME
from functions.shared.grammars.moments import trouble_with_moment
from functions.shared.layout_sets.rendering import GROUP_PREFIX
from functions.shared.layouts.lint import is_name
from functions.shared.provisioning.entries import DialInEntry, RoomEntry
from functions.shared.provisioning.findings import (
    SLOT_ADVICE,
    Finding,
    PathPart,
    at,
    displayed,
    flags,
    slot,
    user_at_domain,
    words,
)
from functions.shared.provisioning.stream_rules import check_stream_rule
from functions.shared.tables.provisioned.rooms import Picture
from functions.shared.tables.provisioned.rules import PictureRule, RecordRule, Rules, StreamRule

# What is dialled: a room's number, and the id that telephones enter.
NUMBER, ID = re.compile("[0-9]{2,15}"), re.compile("[0-9]{6,9}")
# Two days; a host who comes back has at least so long to do so.
MOST_MINUTES, MOST_WARNING_MINUTES, LEAST_BACK_SECONDS = 2880, 60, 10
# As many people as a conference may ever have, and steps that somebody may still want to read.
MOST_PEOPLE, MOST_LAYOUTS = 1000, 20
# Of mod_conference's flags those that a room may add.
CONFERENCE_FLAGS = frozenset(
    {
        "audio-always", "manage-inbound-video-bitrate", "video-bridge-first-two", "video-floor-only",
        "video-muxing-personal-canvas", "wait-mod",
    }
)  # fmt: skip


def check_room(room: RoomEntry, *, short_pins: bool, opened_before: bool = False) -> Iterator[Finding]:
    """Find what a room may not say.

    Args:
        opened_before: PINs that are not named here open it already.
    """
    for field, value in {"name": room.name, **({"conference": room.conference} if room.conference else {})}.items():
        try:
            conference_name(value)
        except UnsafeWord as error:
            yield [field], str(error).partition("; ")[2]
    if not DOMAIN.fullmatch(room.domain):
        yield ["domain"], "must be a host name"
    if room.number and not NUMBER.fullmatch(room.number):
        yield ["number"], "must be 2 to 15 digits, as in 3000"
    if not 0 <= room.max_members <= MOST_MEMBERS:
        yield ["max_members"], f"must be 1 to {MOST_MEMBERS}, or 0 for no limit"
    yield from words(room, "profile")
    yield from flags(room.flags)
    yield from check_window(room)
    yield from at(["picture"], check_picture(room.picture))
    yield from at(["rules"], check_rules(room.rules))
    yield from at(["rules", "picture", "layouts"], _layouts_of_the_room(room))
    for user, seat in room.seats.items():
        yield from user_at_domain(["seats", user], user)
        yield from at(["seats", user], slot(seat.slot))
    if room.dial_in:
        yield from at(["dial_in"], check_dial_in(room.dial_in, least=4 if short_pins else 6, opened=opened_before))


def check_rules(rules: Rules) -> Iterator[Finding]:
    if not 0 <= rules.longest_minutes <= MOST_MINUTES:
        yield ["longest_minutes"], f"must be 1 to {MOST_MINUTES}, or 0 for no end"
    if not 0 <= rules.warn_minutes <= MOST_WARNING_MINUTES:
        yield ["warn_minutes"], f"must be 1 to {MOST_WARNING_MINUTES}, or 0 for no warning"
    elif rules.longest_minutes > 0 and rules.warn_minutes >= rules.longest_minutes:
        yield ["warn_minutes"], "must be less than longest_minutes: the warning would come with the beginning"
    if not (rules.close_after_seconds == 0 or LEAST_BACK_SECONDS <= rules.close_after_seconds <= 3600):
        yield ["close_after_seconds"], f"must be {LEAST_BACK_SECONDS} to 3600, or 0 to stay open"
    if rules.picture is not None:
        yield from at(["picture"], check_picture_rule(rules.picture))
    for field in ("record", "stream"):
        rule = getattr(rules, field)
        if rule is not None:
            yield from at([field], _check_output_rule(rule))
    if rules.stream is not None:
        yield from at(["stream"], check_stream_rule(rules.stream))


def _check_output_rule(rule: RecordRule | StreamRule) -> Iterator[Finding]:
    if not 1 <= rule.people <= MOST_PEOPLE:
        yield ["people"], f"must be 1 to {MOST_PEOPLE}"
    if rule.name and not re.fullmatch(RECORDING_NAME, rule.name):
        yield ["name"], "must be 1 to 64 letters, digits, blanks and _ . - and begin with none of the last two"


def _layouts_of_the_room(room: RoomEntry) -> Iterator[Finding]:
    """Its conferences know no others than the room names, where it names any; what is in a group nobody knows here."""
    known = {room.picture.layout, *room.picture.layouts}
    if room.rules.picture is None or not room.picture.layouts or any(one.startswith(GROUP_PREFIX) for one in known):
        return
    for index, one in enumerate(room.rules.picture.layouts):
        if one.layout not in known:
            yield [index, "layout"], f"is none of the room's: {', '.join(sorted(known - {''}))}"


def check_picture_rule(rule: PictureRule) -> Iterator[Finding]:
    before = 0
    for index, one in enumerate(rule.layouts):
        if not before < one.people <= MOST_PEOPLE:
            least = before + 1
            yield ["layouts", index, "people"], f"must be {least} to {MOST_PEOPLE}, each more than the one before"
        before = max(before, one.people)
        if not is_name(one.layout):
            yield ["layouts", index, "layout"], "must be the name of a layout"
    if len(rule.layouts) > MOST_LAYOUTS:
        yield ["layouts"], f"may be {MOST_LAYOUTS} at most"
    for field in ("more_seconds", "fewer_seconds", "speaker_seconds"):
        if not 0 <= getattr(rule, field) <= 300:
            yield [field], "must be 0 to 300"
    for field in ("speaker", "presenter"):
        name = getattr(rule, field)
        if name and not SLOT.fullmatch(name):
            yield [field], SLOT_ADVICE
    if rule.speaker and rule.speaker == rule.presenter:
        yield ["speaker"], "must be another slot than the presenter's"


def check_picture(picture: Picture) -> Iterator[Finding]:
    if picture.canvas and not re.fullmatch(r"[1-9][0-9]{2,3}x[1-9][0-9]{2,3}", picture.canvas):
        yield ["canvas"], "must be width x height in pixels, as in 1280x720"
    if not 0 <= picture.fps <= 60:
        yield ["fps"], "must be 1 to 60"
    if picture.bandwidth and not re.fullmatch(r"auto|[0-9]{1,5}(kb|mb)", picture.bandwidth):
        yield ["bandwidth"], "must be auto, or a number with kb or mb, as in 2mb"
    if picture.background and not re.fullmatch(r"#[0-9a-fA-F]{6}", picture.background):
        yield ["background"], "must be a colour, as in #1d1f21"
    if picture.layout:
        yield from _layout_name(["layout"], picture.layout)
    for index, name in enumerate(picture.layouts):
        yield from _layout_name(["layouts", index], name)
    for index, flag in enumerate(picture.flags):
        if flag not in CONFERENCE_FLAGS:
            yield ["flags", index], f"must be one of {', '.join(sorted(CONFERENCE_FLAGS))}"


def _layout_name(place: list[PathPart], name: str) -> Iterator[Finding]:
    if not is_name(name) and not is_name(name.removeprefix(GROUP_PREFIX)):
        yield place, "must be the name of a layout, or group: and the name of a group"


def check_dial_in(dial_in: DialInEntry, *, least: int, opened: bool = False) -> Iterator[Finding]:
    if not ID.fullmatch(dial_in.id):
        yield ["id"], "must be 6 to 9 digits"
    pins: list[tuple[list[PathPart], str]] = [(["pin"], dial_in.pin), (["moderator_pin"], dial_in.moderator_pin)]
    pins = [(place, pin) for place, pin in pins if pin]
    pins += [(["invitees", index, "pin"], invitee.pin) for index, invitee in enumerate(dial_in.invitees)]
    if not pins and not opened:
        yield ["id"], "needs a pin, a moderator_pin or invitees: an id alone opens nothing"
    seen: set[str] = set()
    for place, pin in pins:
        if not re.fullmatch(f"[0-9]{{{least},12}}", pin):
            yield (
                place,
                f"must be {least} to 12 digits" + ("" if least == 4 else " (allow_short_pins: true for a demo)"),
            )
        if pin in seen:
            yield place, "is the PIN of somebody else in this room"
        seen.add(pin)
    for index, invitee in enumerate(dial_in.invitees):
        yield from at(["invitees", index], displayed(invitee, "name"))
        yield from at(["invitees", index], slot(invitee.slot))
    yield from check_window(dial_in)


def check_window(place: RoomEntry | DialInEntry) -> Iterator[Finding]:
    good = True
    for field in ("not_before", "not_after"):
        moment = getattr(place, field)
        if moment is not None and (trouble := trouble_with_moment(moment)):
            good = False
            yield [field], trouble
    if good and place.not_before and place.not_after and place.not_after <= place.not_before:
        yield ["not_after"], "must be later than not_before: nobody could ever come in"
