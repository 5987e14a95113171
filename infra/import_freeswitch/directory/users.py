"""One user of a static directory as one of a provisioning file; passwords and hashes go there, and nowhere else."""

from collections.abc import Iterable, Iterator

from functions.shared.grammars.variables import VARIABLE_ADVICE, may_be_provisioned
from infra.import_freeswitch.reading.document import Placed
from infra.import_freeswitch.reading.variables import is_known
from infra.import_freeswitch.report import Report

# Variables that have a field of their own.
_FIELDS = {
    "effective_caller_id_name": "name",
    "effective_caller_id_number": "number",
    "outbound_caller_id_name": "outbound_caller_name",
    "outbound_caller_id_number": "outbound_caller_number",
    "accountcode": "account",
    "user_context": "context",
}
# What the id stands for anyway.
_LIKE_THE_ID = ("number", "account")
_ATTRIBUTES = ("id", "cidr", "number-alias", "cacheable", "type")
_VOICEMAIL = "there is no voicemail here: forward to a service that takes messages"
_VERTO = "for Verto, which is not used here: browsers speak SIP over WebSockets"
_WHY_NOT_PARAM = {
    "dial-string": "the directory makes its own, which rings every device that is registered",
    "auth-acl": "say cidr of the user, from where alone the password counts",
    "email-addr": _VOICEMAIL,
    "reverse-auth-user": "the nodes prove nothing to telephones",
    "reverse-auth-pass": "the nodes prove nothing to telephones",
    "allow-empty-password": "everybody has a password here, or a fixed address",
    "http-allowed-api": "nobody may run commands of the switch over HTTP here",
}
HALF_AN_HOUR_MS = 30 * 60 * 1000


def named_values(elements: Iterable[Placed], report: Report) -> Iterator[tuple[Placed, str, str]]:
    """All `<param>` or `<variable>` elements, in their order, with name and value."""
    for one in elements:
        name, value = one.get("name", ""), one.get("value", "")
        if name:
            yield one, name, value
        else:
            report.left_out(one.place, one.shown, "has no name")


def as_user(element: Placed, group: Placed | None, report: Report) -> dict[str, object] | None:
    """Translate a user; None for one who could do nothing here."""
    user = element.get("id", "")
    if not user or not is_known(user):
        report.left_out(element.place, element.shown, "has no id, or one that only the switch knows")
        return None
    entry: dict[str, object] = {"id": user, **_of_attributes(element, report)}
    proofs: dict[str, str] = {}
    variables: dict[str, str] = {}
    # What the user says comes after what the group says, and wins (switch_xml.c:1760). Each line is told once.
    for holder in (group, element):
        if holder is not None:
            proofs |= _proofs(holder, report)
            fields, own = _of_variables(holder, user, report)
            entry |= fields
            variables |= own
    entry |= {"variables": variables} if variables else {}
    if not proofs and not entry.get("cidr"):
        why = "has neither password nor a1-hash nor cidr: nobody could prove to be that user here"
        report.left_out(element.place, element.shown, why)
        return None
    for below in element.others("params", "variables", "gateways"):
        report.left_out(below.place, below.shown, "nothing here is made of it")
    return entry | proofs


def _of_attributes(element: Placed, report: Report) -> dict[str, object]:
    entry: dict[str, object] = {}
    if alias := element.get("number-alias"):
        entry["alias"] = alias
    if cidr := element.get("cidr"):
        entry["cidr"] = [one.strip() for one in cidr.split(",") if one.strip()]
    cacheable = element.get("cacheable", "")
    if cacheable.isdecimal():
        entry["cacheable"] = min(int(cacheable), HALF_AN_HOUR_MS)
        if int(cacheable) > HALF_AN_HOUR_MS:
            report.note(element.place, f'cacheable="{cacheable}"', f"is {HALF_AN_HOUR_MS} here, the most")
    elif cacheable:
        report.left_out(element.place, f'cacheable="{cacheable}"', "say for how many milliseconds, 1800000 at most")
    for name in sorted(set(element.attrib) - set(_ATTRIBUTES)):
        why = _VOICEMAIL if name == "mailbox" else "nothing here is made of it"
        report.left_out(element.place, f'<user id="{element.get("id")}"> {name}', why)
    return entry


def _proofs(holder: Placed, report: Report) -> dict[str, str]:
    """The password or its hash; FreeSWITCH prefers the hash (sofia_reg.c)."""
    found: dict[str, str] = {}
    for one, name, value in named_values(holder.children("params", "param"), report):
        if name in ("password", "a1-hash") and value and is_known(value):
            found["a1_hash" if name == "a1-hash" else name] = value.lower() if name == "a1-hash" else value
        elif name in ("password", "a1-hash"):
            report.left_out(one.place, one.shown, "is empty, or known to the switch only")
        else:
            why = _VOICEMAIL if name.startswith("vm-") else _VERTO if "jsonrpc" in name else ""
            report.left_out(one.place, one.shown, why or _WHY_NOT_PARAM.get(name, "the nodes say this for every user"))
    if len(found) > 1:
        place = holder.place
        report.note(place, holder.shown, "has a password and an a1-hash: FreeSWITCH takes the hash, and so is it here")
        del found["password"]
    return found


def _of_variables(holder: Placed, user: str, report: Report) -> tuple[dict[str, object], dict[str, str]]:
    """Fields of their own, and variables that stay some."""
    entry: dict[str, object] = {}
    own: dict[str, str] = {}
    for one, name, value in named_values(holder.children("variables", "variable"), report):
        field = _FIELDS.get(name)
        if "$" in value:
            report.left_out(one.place, one.shown, "expands on the switch, and nothing provisioned may do so")
        elif field:
            if value and not (field in _LIKE_THE_ID and value == user):
                entry[field] = value
        elif may_be_provisioned(name):
            own[name] = value
        else:
            why = (
                _VOICEMAIL
                if name.startswith("vm_")
                else f"may change what a caller may do; a variable {VARIABLE_ADVICE}"
            )
            report.left_out(one.place, one.shown, why)
    return entry, own
