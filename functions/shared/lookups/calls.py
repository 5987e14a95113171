"""A call as FreeSWITCH tells of it: what the dialplan decides by, and what a kept answer of it is known by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from functions.shared.encoders.between_nodes import GONE_BRIDGE, GONE_SINCE, MOVED, NODES, NOTE, NOTE_HEADER, WAS_THERE
from functions.shared.encoders.dial_strings import DOMAIN, WORD, as_domain
from functions.shared.grammars.numbers import cleaned

# In the header X-Share: the call shows a screen. The place for it in a layout has this role.
SCREEN = "screen"
# Of a moment in seconds since 1970.
SECONDS_DIGITS = 12
_NO_TIME = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call as FreeSWITCH vouches for it; `user` is user@domain if it authenticated the caller."""

    context: str
    # In the one form in which numbers are compared; `dialled` is what the caller sent.
    number: str
    at: datetime
    dialled: str = ""
    user: str = ""
    profile: str = ""
    caller: str = ""
    # The number that the caller shows, as it came.
    shown: str = ""
    # What the directory calls an authenticated caller: a telephone may send no name, or any.
    name: str = ""
    # What the directory says of the authenticated caller for calls that leave.
    outbound_name: str = ""
    outbound_number: str = ""
    anonymous: bool = False
    # Who has forwarded it, as user@domain, and how often: such a call is the forwarder's, but in rooms.
    forwarder: str = ""
    forwards: int = 0
    conference_variables: tuple[str, ...] = ()
    browser: bool = False
    # It shows a screen and nobody: a second call of somebody who is known.
    screen: bool = False
    # It offers a picture.
    picture: bool = False
    # Its uuid on this node.
    uuid: str = ""
    # What another node says of it, if it has come from one: by a note that is not read yet, or was.
    note: str = ""
    crossed: bool = False
    # Whose PIN was shown there.
    invitee: str = ""
    # It was on another node that is gone: since when, in seconds since 1970, 0 just now; None for any other call.
    gone_since: float | None = None
    # Its conference was moved away from there a moment ago: nobody has to be waited for.
    moved_on: bool = False
    # Whose rooms it may dial by their own numbers: the authenticated user's domain; of others the one that they asked
    # for, where only open rooms let them in.
    domain: str = ""


def call_of(fields: Mapping[str, str], at: datetime) -> Call:
    """Read the call from a dialplan request.

    The `Hunt-` fields are the profile that is being routed; `Caller-` may be the one before a transfer (see
    docs/freeswitch.md, "Dialplan").
    """
    # Of a tel: address FreeSWITCH keeps the number only; its parameters are those of the request.
    dialled, params = fields.get("Hunt-Destination-Number", ""), fields.get("variable_sip_req_params", "")
    authorized = fields.get("variable_sip_authorized") == "true"
    forwarder, forwards = fields.get("variable_forwarded_by", ""), fields.get("variable_forwards", "")
    ours = authorized or bool(forwarder)
    user, domain = fields.get("variable_user_name", ""), as_domain(fields.get("variable_domain_name", ""))
    # A user without a name has its id there.
    name = fields.get("variable_effective_caller_id_name", "") if authorized else ""
    # mod_conference merges `confvar_*` of the channel into every event of the conference: whatever came is taken out.
    strays = (name.removeprefix("variable_") for name in fields if name.startswith("variable_confvar_"))
    return Call(
        context=fields.get("Hunt-Context", ""),
        number=cleaned(f"{dialled};{params}" if "phone-context" in params else dialled),
        at=at,
        dialled=dialled,
        user=f"{user}@{domain}" if authorized and user and domain else "",
        profile=fields.get("variable_sofia_profile_name", ""),
        caller=fields.get("Hunt-Caller-ID-Number", ""),
        shown=fields.get("Hunt-Caller-ID-Number", ""),
        name=name if name != user else "",
        outbound_name=fields.get("variable_outbound_caller_id_name", "") if ours else "",
        outbound_number=fields.get("variable_outbound_caller_id_number", "") if ours else "",
        forwarder=forwarder,
        forwards=int(forwards) if forwards.isdecimal() else 0,
        anonymous=ours and fields.get("variable_outbound_anonymous") == "true",
        picture="m=video" in fields.get("variable_switch_r_sdp", ""),
        uuid=fields.get("Unique-ID", fields.get("variable_uuid", "")),
        note=_note(fields),
        gone_since=_gone_since(fields),
        moved_on=fields.get("variable_bridge_hangup_cause") == MOVED and _gone_since(fields) == 0,
        conference_variables=tuple(name for name in strays if WORD.fullmatch(name)),
        browser=fields.get("variable_sip_via_protocol") in {"ws", "wss"},
        screen=bool(user and authorized) and fields.get("variable_sip_h_X-Share") == SCREEN,
        domain=_own_domain(authorized, domain, as_domain(fields.get("variable_sip_req_host", ""))),
    )


def _note(fields: Mapping[str, str]) -> str:
    """What another node has sent with it; from anywhere else such a header is worth nothing."""
    if (fields.get("Hunt-Context"), fields.get("variable_sofia_profile_name")) != (NODES, NODES):
        return ""
    note = fields.get(f"variable_{NOTE_HEADER}", "")
    return note if NOTE.fullmatch(note) else ""


def _gone_since(fields: Mapping[str, str]) -> float | None:
    """A client that brings such a variable waits for nothing a while, and is let in by nothing."""
    since = fields.get(f"variable_{GONE_SINCE}", "")
    if not since.isdecimal() or len(since) > SECONDS_DIGITS:
        return None
    return 0.0 if fields.get(f"variable_{GONE_BRIDGE}") == WAS_THERE else float(since)


def _own_domain(authorized: bool, domain: str, asked: str) -> str:
    found = domain if authorized else asked
    return found if DOMAIN.fullmatch(found) else ""


def same_call(fields: Mapping[str, str]) -> Call:
    """Return the call without its time and uuid: two that are equal are routed alike, but for opening hours and tables.

    Its uuid counts only where it is brought to another node, which no answer that is kept does.
    """
    return replace(call_of(fields, _NO_TIME), uuid="")
