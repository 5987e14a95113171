"""Domains, users and groups of a static directory as those of a provisioning file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from functions.shared.encoders.dial_strings import as_domain
from functions.shared.grammars.variables import may_be_provisioned
from functions.shared.provisioning.checks.domains import MOST_MEMBERS
from infra.import_freeswitch.directory.gateways import Gateways
from infra.import_freeswitch.directory.users import as_user, named_values
from infra.import_freeswitch.reading.document import Placed
from infra.import_freeswitch.reading.variables import is_known
from infra.import_freeswitch.report import Report


@dataclass
class DomainIn:
    """A domain as a provisioning file has it, and what the dialplan asks of it."""

    entry: dict[str, object]
    # Of the domain, as FreeSWITCH sets them on every call of its users.
    variables: dict[str, str] = field(default_factory=dict)
    # Users by id and alias, and groups.
    users: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    # What the calls of each user have, by id: the domain's, the group's and the user's own variables.
    of_users: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.entry["name"])


def read_directory(section: Placed, gateways: Gateways, report: Report) -> list[DomainIn]:
    """Read all domains of a directory."""
    found: list[DomainIn] = []
    for element in section.others("domain"):
        report.left_out(element.place, element.shown, "FreeSWITCH looks for domains only here")
    for element in section.children("domain"):
        name = element.get("name", "")
        if not name or not is_known(name):
            why = "only the switch knows the name; say it, as in --set domain=example.com"
            report.error(element.place, element.shown, why)
            continue
        if as_domain(name) in [domain.name for domain in found]:
            report.left_out(element.place, element.shown, "is there already, and FreeSWITCH takes the first one")
            continue
        if name != as_domain(name):
            report.note(
                element.place, element.shown, "is kept in small letters: an a1-hash with capitals opens nothing"
            )
        found.append(_domain(element, as_domain(name), gateways, report))
    return found


def _domain(element: Placed, name: str, gateways: Gateways, report: Report) -> DomainIn:
    of_domain = {}
    for one, key, value in named_values(element.children("variables", "variable"), report):
        of_domain[key] = value
        if key not in ("user_context", "outbound_caller_id_name", "outbound_caller_id_number") and not _goes(
            key, value
        ):
            report.left_out(one.place, one.shown, "no variable that provisioning takes; the dialplan below may use it")
    for one, key, _ in named_values(element.children("params", "param"), report):
        report.left_out(one.place, one.shown, _PARAMS.get(key, "the nodes and the functions say this for every domain"))
    found = DomainIn({"name": name}, of_domain)
    users = _users(element, found, gateways, report)
    context = of_domain.get("user_context") or _most_used(users)
    found.entry |= {
        key: value
        for key, value in {
            "context": context,
            "outbound_caller_name": of_domain.get("outbound_caller_id_name", ""),
            "outbound_caller_number": of_domain.get("outbound_caller_id_number", ""),
            "variables": {key: value for key, value in of_domain.items() if _goes(key, value)},
        }.items()
        if value and is_known(str(value))
    }
    for user in users:
        if user.get("context") == context:
            del user["context"]
    found.entry["users"] = users
    _groups(element, found, report)
    return found


_PARAMS = {
    "dial-string": "the directory makes its own, which rings every device that is registered",
    "jsonrpc-allowed-methods": "for Verto, which is not used here: browsers speak SIP over WebSockets",
    "jsonrpc-allowed-event-channels": "for Verto, which is not used here: browsers speak SIP over WebSockets",
}


def _goes(name: str, value: str) -> bool:
    return may_be_provisioned(name) and "$" not in value


def _most_used(users: list[dict[str, object]]) -> str:
    contexts = Counter(str(user["context"]) for user in users if user.get("context"))
    return contexts.most_common(1)[0][0] if contexts else ""


def _users(domain: Placed, found: DomainIn, gateways: Gateways, report: Report) -> list[dict[str, object]]:
    users: list[dict[str, object]] = []
    for element, group in _user_elements(domain):
        user = element.get("id", "")
        if element.get("type") == "pointer":
            continue
        if user in found.users:
            report.left_out(element.place, element.shown, "is there already, and FreeSWITCH takes the first one")
            continue
        gateways.of_user(element, found.name)
        entry = as_user(element, group, report)
        if entry is not None:
            users.append(entry)
            found.of_users[user] = found.variables | _variables_of(group) | _variables_of(element)
            found.users |= {str(entry[name]) for name in ("id", "alias") if name in entry}
    return users


def _variables_of(element: Placed | None) -> dict[str, str]:
    found = element.children("variables", "variable") if element is not None else ()
    return {one.get("name", ""): one.get("value", "") for one in found}


def _user_elements(domain: Placed) -> Iterator[tuple[Placed, Placed | None]]:
    for group in domain.children("groups", "group"):
        for element in group.children("users", "user"):
            yield element, group
    for path in (("users", "user"), ("user",)):
        for element in domain.children(*path):
            yield element, None


def _groups(domain: Placed, found: DomainIn, report: Report) -> None:
    groups: list[dict[str, object]] = []
    for element in domain.children("groups", "group"):
        members = [user.get("id", "") for user in element.children("users", "user")]
        there = [member for member in dict.fromkeys(members) if member in found.users]
        if gone := sorted({*members} - {*there, ""}):
            report.note(element.place, element.shown, f"is without {', '.join(gone)}, who is no user of the file")
        if not there:
            report.left_out(element.place, element.shown, "has no members")
        elif len(there) > MOST_MEMBERS:
            why = f"has {len(there)} members, and a call to a group rings {MOST_MEMBERS} at most"
            report.left_out(element.place, element.shown, why)
        else:
            groups.append({"name": element.get("name", ""), "members": there})
            found.groups.add(element.get("name", ""))
    if groups:
        found.entry["groups"] = groups
