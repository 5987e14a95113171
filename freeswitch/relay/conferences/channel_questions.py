"""What only a member's channel tells: its user or invitee, the conference's domain, what it will hear after hold."""

from collections.abc import Callable

from functions.shared.commands.calls import CALLED_USER
from functions.shared.commands.hold import DEAF_AFTER_HOLD
from functions.shared.dial_strings import as_domain
from functions.shared.grammars.names import one_line

Ask = Callable[[str], str]


def user_of(ask: Ask, call: str) -> str | None:
    """The user as FreeSWITCH authenticated them, or whom the API called: the caller id is only what the caller says."""
    if ask(f"uuid_getvar {call} sip_authorized") != "true":
        return _said(ask(f"uuid_getvar {call} {CALLED_USER}"))
    user = _said(ask(f"uuid_getvar {call} user_name"))
    return user and one_line(user)


def invitee_of(ask: Ask, call: str) -> str | None:
    """Whose PIN was shown: the dial-in script sets it, and the dialplan takes away what a channel brings."""
    invitee = _said(ask(f"uuid_getvar {call} dial_in_invitee"))
    return invitee and one_line(invitee)


def domain_of(ask: Ask, conference: str, call: str) -> str | None:
    """The conference's domain, which neither `list` nor `json_list` shows.

    A member's channel carries `conference_NAME_DOMAIN_NUMBER` (mod_conference: conference_member_add sets
    conference_call_key); a domain holds no underscore.
    """
    key = _said(ask(f"uuid_getvar {call} conference_call_key")) or ""
    start = f"conference_{conference}_"
    domain, end, _ = key.removeprefix(start).partition("_")
    return as_domain(domain) if key.startswith(start) and end and domain else None


def deaf_after_hold(ask: Ask, call: str) -> bool | None:
    """Whether who is on hold is to hear nothing afterwards; None where somebody else put them there."""
    return {"true": True, "false": False}.get(ask(f"uuid_getvar {call} {DEAF_AFTER_HOLD}").strip())


def _said(answer: str) -> str | None:
    answer = answer.strip()
    return None if not answer or answer.startswith(("-ERR", "_undef_")) else answer
