"""What the actions of an extension lead to, as the target of a route."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from functions.shared.encoders.dial_strings import CAUSES
from functions.shared.tables.provisioned.routes import Target, ToGateway, ToGroup, ToHangUp, ToUser
from infra.import_freeswitch.dialplan.applications import Action
from infra.import_freeswitch.dialplan.expansion import BEGIN, END, Expansion, marker
from infra.import_freeswitch.dialplan.numbers import Untranslatable
from infra.import_freeswitch.directory.domains import DomainIn
from infra.import_freeswitch.directory.gateways import Gateways
from infra.import_freeswitch.rooms import Rooms, join_of

_MARKED = re.compile(f"{BEGIN}([0-9]+){END}")
_OPTIONS = re.compile(r"^\s*(\{[^}]*\}|\[[^\]]*\]|<[^>]*>)")
_CALLS = re.compile(r"\$\{(group_call|sofia_contact)\(([^()]*)\)\}")
# Answers of SIP whose cause says the same.
_RESPONSES = {"403": "CALL_REJECTED", "404": "UNALLOCATED_NUMBER", "480": "NO_ANSWER", "486": "USER_BUSY",
              "503": "SERVICE_UNAVAILABLE", "603": "CALL_REJECTED"}  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """The call goes on as one for another number, perhaps in another context."""

    number: str
    context: str


@dataclass(frozen=True)
class Known:
    """What the rest of the configuration has that a target may name."""

    domains: Mapping[str, DomainIn]
    gateways: Gateways
    rooms: Rooms


def target_of(action: Action, expansion: Expansion, known: Known, *, strangers: bool) -> Target | Moved:
    """Translate the action that leads somewhere.

    Raises:
        Untranslatable: nothing here is that.
        NeedsNumbers: it differs from number to number.
    """
    if action.application not in _TRANSLATED:
        raise Untranslatable(_WHY.get(action.application, "a route leads to no such thing"))
    data = _CALLS.sub(lambda call: ("group/" if call[1] == "group_call" else "user/") + call[2], action.data)
    written = expansion.of(data)
    match action.application:
        case "conference":
            if BEGIN in written:
                expansion.by_number()
            flags = expansion.assigned("conference_member_flags")
            return known.rooms.target(join_of(written, flags), expansion.number, strangers=strangers)
        case "bridge":
            return _bridged(written, expansion, known)
        case "transfer":
            return _moved(written, expansion)
        case "hangup" | "respond" if expansion.plays:
            raise Untranslatable("plays or waits before it hangs up: a route to a `prompt` plays one of the node's own")
        case "hangup" if (written or "NORMAL_CLEARING") in CAUSES:
            return ToHangUp(cause=written or "NORMAL_CLEARING")
        case "respond" if written.split(" ")[0] in _RESPONSES:
            return ToHangUp(cause=_RESPONSES[written.split(" ")[0]])
    raise Untranslatable(f"there is no such cause here; one of {', '.join(sorted(CAUSES))}")


_TRANSLATED = frozenset({"conference", "bridge", "transfer", "hangup", "respond"})
_WHY = {
    "voicemail": "there is no voicemail here: forward to a service that takes messages",
    "ivr": "there are no menus here but the dial-in's (`dial_in`)",
    "park": "nobody is parked here; a room with a lobby lets people wait",
    "valet_park": "nobody is parked here; a room with a lobby lets people wait",
    "fifo": "there are no queues here; a room with a lobby lets people wait",
    "callcenter": "there are no queues here; a room with a lobby lets people wait",
    "lua": "scripts of one's own have no place in a route",
    "javascript": "scripts of one's own have no place in a route",
    "python": "scripts of one's own have no place in a route",
    "socket": "scripts of one's own have no place in a route",
    "httapi": "scripts of one's own have no place in a route",
    "playback": "a route plays the node's own prompts only (`prompt`)",
    "execute_extension": "an extension within an extension is a route of its own here",
    "intercept": "nobody may take or hear another's call here",
    "eavesdrop": "nobody may take or hear another's call here; `observers` of a room may watch it",
}


def _bridged(data: str, expansion: Expansion, known: Known) -> Target:
    while found := _OPTIONS.match(data):
        data = data[found.end() :]
    if re.search(r"[,|]|:_:", data):
        raise Untranslatable("rings several at once: make a group of them")
    kind, _, rest = data.strip().partition("/")
    # A user with a part of the number as name is another one for each number.
    if kind == "user" and BEGIN in rest and not rest.startswith(marker(0)):
        expansion.by_number()
    if kind in ("user", "group"):
        name, at, domain = rest.partition("@")
        if kind == "group":
            return _group(name, domain if at else expansion.domain(), known)
        return _user(name, domain if at else expansion.domain(), known, expansion.number)
    if kind == "sofia" and rest.startswith("gateway/"):
        gateway, _, number = rest.removeprefix("gateway/").partition("/")
        return _gateway(gateway, number, expansion, known)
    if kind == "sofia" and (parts := re.fullmatch(r"[^/]+/([^/%@]+)[%@]([^/%@]+)", rest)) and parts[2] in known.domains:
        return _user(parts[1], parts[2], known, expansion.number)
    if kind == "error" and rest.upper() in CAUSES:
        return ToHangUp(cause=rest.upper())
    what = "an address outside" if kind == "sofia" else f"the endpoint {kind or 'without a name'}"
    raise Untranslatable(f"calls {what}: a route leads to users, groups and gateways of the file")


def _domain(name: str, known: Known) -> str:
    if name.lower() not in known.domains:
        raise Untranslatable(f"{name or 'nothing'} is no domain of the directory")
    return name.lower()


def _user(name: str, domain: str, known: Known, dialled: str) -> ToUser:
    domain = _domain(domain, known)
    if name == marker(0):
        return ToUser(domain=domain)
    if name not in known.domains[domain].users:
        raise Untranslatable(f"{name} is no user of {domain} in the file")
    return ToUser(domain=domain, user="" if name == dialled else name)


def _group(name: str, domain: str, known: Known) -> ToGroup:
    domain = _domain(domain, known)
    name, _, order = name.partition("+") if "+" in name else name.partition(":")
    if name not in known.domains[domain].groups:
        raise Untranslatable(f"{name} is no group of {domain} in the file")
    return ToGroup(domain=domain, group=name, strategy="in_order" if order.lower() in ("order", "e") else "all")


def _gateway(name: str, number: str, expansion: Expansion, known: Known) -> ToGateway:
    if name not in known.gateways.found:
        raise Untranslatable(f"{name} is no gateway of the configuration")
    domain, entry = known.gateways.found[name]
    found = _MARKED.search(number)
    if found is None:
        strip, prefix = _behind(expansion.fixed(), number)
    else:
        strip, prefix = int(found[1]), number[: found.start()]
        if found.end() != len(number):
            raise Untranslatable("puts something behind the number")
    return ToGateway(domain=domain, gateway=str(entry["name"]), strip=strip, prefix=prefix)


def _behind(dialled: str, called: str) -> tuple[int, str]:
    """How many digits of one number are dropped, and what comes in front, to make another of it."""
    for strip in range(len(dialled)):
        if called.endswith(dialled[strip:]):
            return strip, called[: len(called) - len(dialled) + strip]
    raise Untranslatable("calls another number than the dialled one, and a route only changes how it begins")


def _moved(data: str, expansion: Expansion) -> Moved:
    number, *rest = data.split()
    if number.startswith("-"):
        raise Untranslatable("moves the other side of a call")
    if rest and rest[0].upper() != "XML":
        raise Untranslatable(f"goes on in the dialplan {rest[0]}, and there is one here")
    if BEGIN in number or BEGIN in data:
        expansion.by_number()
    return Moved(number, rest[1] if len(rest) > 1 else expansion.context)
