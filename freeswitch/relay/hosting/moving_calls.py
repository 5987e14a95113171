"""As what somebody goes on who is moved with their conference: what the room knows of them, and their call."""

from msgspec.structs import replace

from freeswitch.relay.conferences.channel_questions import Ask, said
from freeswitch.relay.conferences.rooms import Room
from functions.shared.encoders.between_nodes import NODES
from functions.shared.encoders.dial_strings import WORD
from functions.shared.encoders.going_along import Along
from functions.shared.rooms.observing import FLAGS as WATCHING
from functions.shared.rooms.waiting import ADMITTED_TO, FLAGS, PROFILE, is_waiting_room
from functions.shared.standings.user_names import whole_name
from functions.shared.state import Banner, MemberState, Observer
from functions.shared.tables.fleet.crossings import Moved, Note

# In place of a context and a number in the note.
MOVED = "moved"


def is_of_third_node(ask: Ask, call: str) -> bool:
    """Whether a call has come across from another node, which will bring it elsewhere; none that we have made there."""
    across = said(ask(f"uuid_getvar {call} sofia_profile_name")) == NODES
    return across and said(ask(f"uuid_getvar {call} direction")) == "inbound"


def browser_of(ask: Ask, call: str) -> bool:
    """Whether it is a browser's."""
    return said(ask(f"uuid_getvar {call} sip_via_protocol")) in ("ws", "wss")


def as_note(
    ask: Ask, place: Room, call: str, *, source: str, target: str, profile: str, hand: str | None = None
) -> Note:
    """What the target is told of a member of a conference, or of somebody who waits for it.

    Args:
        hand: since when theirs is raised, RFC 3339; None: it is not.
    """
    member, domain = place.ranked(place.members[call]), place.domain or ""
    member = replace(member, hand_raised_at=hand)
    moved = _waiting(ask, place, call) if is_waiting_room(place.name) else _inside(ask, place, member, profile)
    return Note(
        source=source,
        target=target,
        call=call,
        context=MOVED,
        number=MOVED,
        user=whole_name(member.user, domain) if member.user else "",
        shown=place.numbers_shown.get(call, ""),
        name=member.name or "",
        domain=domain,
        invitee=member.invitee or "",
        moved=moved,
    )


def _inside(ask: Ask, place: Room, member: MemberState, profile: str) -> Moved:
    """As they are now: a host is a moderator there, and who was muted is."""
    now = {
        "moderator": member.is_host,
        # Nobody who is on hold is to be heard before the relay there has put them on hold again.
        "mute": bool(member.muted or member.on_hold),
        "vmute": bool(member.video_muted),
        "deaf": bool(member.deaf),
    }
    came_with = [flag for flag in _flags(ask, member.uuid) if flag not in now]
    return Moved(
        conference=place.name,
        profile=profile,
        flags=(*came_with, *(flag for flag, is_so in now.items() if is_so)),
        slot=member.slot or "",
        role=member.role or "",
        banner=member.banner.text if member.banner else "",
        volume_in=member.volume_in or 0,
        volume_out=member.volume_out or 0,
        along=_along(member),
    )


def observer_note(place: Room, watching: Observer, *, source: str, target: str, profile: str) -> Note:
    """What the target is told of somebody who only watches."""
    return Note(
        source=source,
        target=target,
        call=watching.uuid,
        context=MOVED,
        number=MOVED,
        shown=place.numbers_shown.get(watching.uuid, ""),
        name=watching.name or "",
        domain=place.domain or "",
        moved=Moved(conference=place.name, profile=profile, apart=WATCHING, watches=True),
    )


def _along(member: MemberState) -> Along:
    plain = member.banner is None or member.banner == Banner(text=member.banner.text)
    return Along(
        hand_raised_at=member.hand_raised_at or "",
        asked_to_unmute_at=member.asked_to_unmute_at or "",
        on_hold=bool(member.on_hold),
        heard=bool(member.on_hold and not member.muted),
        settled=member.settled,
        banner=None if plain else member.banner,
    )


def _waiting(ask: Ask, place: Room, call: str) -> Moved:
    """With what they are to have once they are let in."""
    return Moved(
        conference=place.name,
        profile=PROFILE,
        flags=_flags(ask, call),
        apart=FLAGS,
        waits=True,
        admitted_to=said(ask(f"uuid_getvar {call} {ADMITTED_TO}")) or "",
        slot=said(ask(f"uuid_getvar {call} video_reservation_id")) or "",
        banner=said(ask(f"uuid_getvar {call} video_banner_text")) or "",
    )


def _flags(ask: Ask, call: str) -> tuple[str, ...]:
    told = said(ask(f"uuid_getvar {call} conference_member_flags")) or ""
    return tuple(flag for flag in told.split("|") if WORD.fullmatch(flag))
