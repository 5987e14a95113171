"""What only a member's channel tells: user or invitee, place and banner that came with the join, the domain."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from freeswitch.relay.conferences.events.hand_typed import LONGEST_BANNER
from functions.shared.encoders.dial_strings import CALLED_USER, DEAF_AFTER_HOLD, as_domain
from functions.shared.encoders.going_along import NOTHING, WENT_ALONG, Along, from_variable
from functions.shared.grammars.names import one_line, printable
from functions.shared.standings.user_names import authenticated
from functions.shared.state import Banner, MemberState

Ask = Callable[[str], str]


def user_of(ask: Ask, call: str) -> str | None:
    """The user as FreeSWITCH authenticated them, or whom the API called: the caller id is only what the caller says.

    With the domain; the room says how they are named in it.
    """
    if ask(f"uuid_getvar {call} sip_authorized") != "true":
        # Of a call that an earlier version has made it is the name alone, and the domain that of the conference.
        return said(ask(f"uuid_getvar {call} {CALLED_USER}"))
    return authenticated(*(said(ask(f"uuid_getvar {call} {name}")) for name in ("user_name", "domain_name")))


def invitee_of(ask: Ask, call: str) -> str | None:
    """Whose PIN was shown: the dial-in script sets it, and the dialplan takes away what a channel brings."""
    invitee = said(ask(f"uuid_getvar {call} dial_in_invitee"))
    return invitee and one_line(invitee)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a call brings along when it joins: no event tells it."""

    user: str | None = None
    invitee: str | None = None
    slot: str | None = None
    role: str | None = None
    banner: Banner | None = None
    along: Along = NOTHING

    def given(self, member: MemberState) -> MemberState:
        """The member with it. FreeSWITCH gives no place to who has no camera (conference_member.c:845 to 858)."""
        placed = member.video is not False
        return msgspec.structs.replace(
            member,
            user=member.user or self.user,
            invitee=member.invitee or self.invitee,
            slot=self.slot if placed else None,
            role=self.role if placed else None,
            banner=self.banner,
            asked_to_unmute_at=(self.along.asked_to_unmute_at or None) if member.muted else None,
        )


def brought_by(ask: Ask, call: str) -> Brought:
    """Ask a call for what it brings."""
    banner = printable(said(ask(f"uuid_getvar {call} video_banner_text")) or "")[:LONGEST_BANNER]
    user = user_of(ask, call)
    return Brought(
        user=user,
        invitee=None if user else invitee_of(ask, call),
        slot=said(ask(f"uuid_getvar {call} video_reservation_id")),
        role=said(ask(f"uuid_getvar {call} video_role_id")),
        banner=Banner(text=banner) if banner else None,
        along=_along_with(ask, call),
    )


def _along_with(ask: Ask, call: str) -> Along:
    text = said(ask(f"uuid_getvar {call} {WENT_ALONG}"))
    if text is None:
        return NOTHING
    # Once: whoever is transferred afterwards joins again, with all variables that they have.
    ask(f"uuid_setvar {call} {WENT_ALONG}")
    return from_variable(text)


def domain_of(ask: Ask, conference: str, call: str) -> str | None:
    """The conference's domain, which neither `list` nor `json_list` shows.

    A member's channel carries `conference_NAME_DOMAIN_NUMBER` (mod_conference: conference_member_add sets
    conference_call_key); a domain holds no underscore.
    """
    key = said(ask(f"uuid_getvar {call} conference_call_key")) or ""
    start = f"conference_{conference}_"
    domain, end, _ = key.removeprefix(start).partition("_")
    return as_domain(domain) if key.startswith(start) and end and domain else None


def asked_for_ghost(ask: Ask, call: str) -> bool:
    """Whether it is in its conference as a ghost, which FreeSWITCH notes at the join (conference_member.c:886)."""
    return ask(f"uuid_getvar {call} conference_ghost").strip() == "true"


def deaf_after_hold(ask: Ask, call: str) -> bool | None:
    """Whether who is on hold is to hear nothing afterwards; None where somebody else put them there."""
    return {"true": True, "false": False}.get(ask(f"uuid_getvar {call} {DEAF_AFTER_HOLD}").strip())


def said(answer: str) -> str | None:
    """What FreeSWITCH answered, or None where it knows of no such variable or call."""
    answer = answer.strip()
    return None if not answer or answer.startswith(("-ERR", "_undef_")) else answer
