"""A gateway's state out of what FreeSWITCH says, in an event or in a list (docs/freeswitch.md, "Gateways")."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from freeswitch.relay.switch.event_values import Event
from functions.shared.grammars.names import one_line
from functions.shared.nodes.gateway_states import LONGEST_REASON, GatewayState, Registration

LIST = "sofia xmlstatus gateway"

# A trial while it is not known how the last one ended; what renews a registration leaves it as it was.
REGISTRATIONS: Mapping[str, Registration] = {
    "NOREG": "none", "DOWN": "none", "UNREGISTER": "none", "UNREGED": "trying", "TRYING": "trying", "EXPIRED": "trying",
    "REGISTER": "registered", "REGED": "registered", "FAILED": "failed", "FAIL_WAIT": "failed", "TIMEOUT": "failed",
}  # fmt: skip
_GATEWAY = re.compile(r"^  <gateway>\n(.*?)^  </gateway>", re.MULTILINE | re.DOTALL)
_FIELD = re.compile(r"^    <(name|state|status)>([^<]*)</", re.MULTILINE)


class _Seen(NamedTuple):
    """A gateway in FreeSWITCH's words."""

    name: str
    state: str
    up: bool
    reason: str = ""


def after_event(event: Event, before: GatewayState | None, now: float) -> GatewayState:
    """The gateway of a state event."""
    status, phrase = event.get("Status", ""), event.get("Phrase", "")
    reason = one_line(f"{status} {phrase}".strip())[:LONGEST_REASON]
    seen = _Seen(event["Gateway"], event.get("State", ""), event.get("Ping-Status") == "UP", reason)
    return _after(seen, before, now)


def after_listing(text: str, before: Mapping[str, GatewayState], now: float) -> dict[str, GatewayState] | None:
    """All gateways of a list; None for what is no list.

    Not read as XML: FreeSWITCH writes realms and addresses into it as they are.
    """
    if "<gateways>" not in text or "</gateways>" not in text:
        return None
    found = {}
    for block in _GATEWAY.findall(text):
        # The first of each name counts: what follows may be anything.
        fields: dict[str, str] = {}
        for field, value in _FIELD.findall(block):
            fields.setdefault(field, value)
        name = fields.get("name", "")
        if name:
            seen = _Seen(name, fields.get("state", ""), fields.get("status") == "UP")
            found[name] = _after(seen, before.get(name), now)
    return found


def _after(seen: _Seen, before: GatewayState | None, now: float) -> GatewayState:
    registration = REGISTRATIONS.get(seen.state, "trying")
    if registration == "trying" and before is not None:
        registration = before.registration
    well = seen.up and registration != "failed"
    # FreeSWITCH tells it once; it stays true until the gateway is well again.
    reason = "" if well else seen.reason or (before.reason if before else "")
    same = before is not None and (before.up, before.registration) == (seen.up, registration)
    since = before.since if before is not None and same else now
    return GatewayState(name=seen.name, up=seen.up, registration=registration, reason=reason, since=since)
