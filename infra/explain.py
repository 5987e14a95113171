"""Which rule a call or a user meets, which it does not and why, and the XML that FreeSWITCH would get."""

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from xml.dom.minidom import parseString

import msgspec

from functions.configuration.files import content_of
from functions.dialplan.decision import Decision, decide
from functions.directory.entries import find_entry
from functions.directory.user_documents import cacheable_ms
from functions.shared.encoders import xml_curl
from functions.shared.encoders.dial_strings import WORD
from functions.shared.lookups.calls import call_of
from functions.shared.lookups.entry_questions import SIP_AUTH, EntryQuestion, entry_question
from functions.shared.rooms.windows import closed_because
from functions.shared.settings import SettingError
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.known.identities import OPERATOR
from functions.shared.tables.provisioned.rooms import find_dial_in
from functions.shared.tables.provisioned.users import find_registrant
from infra.recorded_requests import RecordedRequest, read_kept


def explain_call(fields: Mapping[str, str], at: datetime) -> str:
    """Say where a call goes and why."""
    call = call_of(fields, at)
    who = call.user or f"a caller who is not authenticated (number {call.caller or 'unknown'})"
    lines = [f"{who} calls {call.dialled!r} in context {call.context!r} at {at.isoformat(timespec='minutes')}"]
    if not WORD.fullmatch(call.context) or not WORD.fullmatch(call.number):
        lines.append("refused before any look-up: context and number must be 1 to 64 of 0-9 A-Z a-z * # + _ . -")
        return "\n".join([*lines, pretty("dialplan", xml_curl.context(call.context))])
    decision = decide(call, OPERATOR)
    if decision.call.number != call.dialled:
        lines.append(f"  which is {decision.call.number!r} here")
    return "\n".join([*lines, *reasons(decision), pretty("dialplan", decision.context_element())])


def reasons(decision: Decision) -> list[str]:
    """One line for every route that was looked at, and the end of it."""
    lines = [
        f"  {'no ' if considered.refusal else 'yes'} {considered.route.name} (priority {considered.route.priority})"
        + (f": {considered.refusal}" if considered.refusal else "")
        for considered in decision.considered
    ]
    return [*lines, f"  → refused: {decision.refusal}" if decision.refusal else f"  → {target(decision)}"]


def target(decision: Decision) -> str:
    application, data = decision.actions[-1]
    return f"route {decision.route.name if decision.route else ''}: {application} {data}"


def explain_user(domain: str, user: str) -> str:
    """Say what the directory answers for a user; the a1-hash is hidden."""
    found_domain, found_user = find_registrant(domain.lower(), user)
    if found_domain is None:
        lines = [f"domain {domain!r} is not provisioned: FreeSWITCH goes on to its static directory"]
        return "\n".join([*lines, xml_curl.FREESWITCH_DECLINES])
    if found_user is None:
        lines = [f"user {user!r} is not in {domain}: the domain without the user"]
    elif not found_user.enabled:
        lines = [f"user {user!r} is disabled: the domain without the user"]
    else:
        kept = cacheable_ms(found_domain, found_user)
        lines = [
            f"user {found_user.id!r} of {domain}" + (f", found by alias {user!r}" if found_user.id != user else ""),
            f"  may {'' if found_user.may_register else 'not '}register; kept by FreeSWITCH for {kept} ms",
        ]
    if found_user and found_user.forward:
        ways = msgspec.to_builtins(found_user.forward)
        lines.append("  forwards calls: " + ", ".join(f"{way} {number}" for way, number in ways.items()))
    found = find_entry(EntryQuestion(action=SIP_AUTH, domain=domain.lower(), user=user))
    shown = pretty("directory", found.content)
    return "\n".join([*lines, shown.replace(found_user.a1_hash, "(hidden)") if found_user else shown])


def pretty(section: str, content: str) -> str:
    """Indent the document for a person; FreeSWITCH gets it in one line."""
    indented = parseString(xml_curl.document(section, content)).toprettyxml(indent="  ")  # noqa: S318  # our own XML
    return "\n".join(indented.splitlines()[1:])


def explain_request(request: RecordedRequest, at: datetime | None) -> str:
    """Say of a request that was kept what the functions make of it now, at the moment at which it came."""
    came = at or (datetime.fromisoformat(request.at) if request.at else datetime.now(UTC))
    fields = xml_curl.request_fields(request.body.encode())
    if request.path.endswith("/pin-check") or ("id" in fields and "section" not in fields):
        return explain_pin(fields, came)
    if fields.get("section") == "directory":
        if fields.get("purpose") or fields.get("action") == "group_call":
            return explain_entry(fields)
        return explain_user(fields.get("domain") or fields.get("key_value", ""), fields.get("user", ""))
    if fields.get("section") == "configuration":
        return explain_file(fields)
    return explain_call(fields, came.astimezone(UTC))


def explain_entry(fields: Mapping[str, str]) -> str:
    """Say what the directory answers to what is no question about a user: gateways, a group."""
    asked = entry_question(fields)
    found = find_entry(asked)
    what = asked.purpose or asked.action
    if found.domain is None:
        return f"{what} of {asked.realm!r}, which is not provisioned\n{xml_curl.FREESWITCH_DECLINES}"
    return f"{what} of {asked.domain}\n{pretty('directory', found.content)}"


def explain_file(fields: Mapping[str, str]) -> str:
    """Say what stands in a file of the configuration."""
    file = fields.get("key_value", "")
    content = content_of(fields, OPERATOR)
    if not content:
        return f"{file} is the node's own\n{xml_curl.FREESWITCH_DECLINES}"
    return f"{file} of a room\n{pretty('configuration', xml_curl.configuration(file, content))}"


def explain_pin(fields: Mapping[str, str], at: datetime) -> str:
    """Say what a dial-in id opens and whether it is open; no PIN is kept, so none is compared."""
    if fields.get("step") == "start":
        return "the dial-in script begins: it asks how many digits and tries there are"
    place = find_dial_in(fields.get("id", ""))
    if place is None:
        return f"the id {fields.get('id', '')!r} opens nothing: refused, whatever the PIN"
    pins = [place.participant_hash and "a PIN", place.moderator_hash and "a moderator's PIN"]
    pins += [f"{len(place.invitees)} invitees' PINs"] if place.invitees else []
    closed = closed_because(place, at.timestamp())
    opens = f"the id {fields['id']} opens room {place.room} ({place.conference}@{place.profile})"
    return f"{opens} with {', '.join(filter(None, pins))}\n  " + (f"it {closed}" if closed else "it is open")


def fields_of(chosen: argparse.Namespace) -> dict[str, str]:
    user, _, domain = chosen.user.partition("@")
    known = {"variable_sip_authorized": "true", "variable_user_name": user, "variable_domain_name": domain}
    return {
        "Hunt-Context": chosen.context,
        "Hunt-Destination-Number": chosen.number,
        "Hunt-Caller-ID-Number": chosen.caller,
        "variable_sofia_profile_name": chosen.profile,
        **(known if chosen.user else {}),
    }


def parser() -> argparse.ArgumentParser:
    described = argparse.ArgumentParser(prog="python -m infra.explain", description=__doc__)
    kinds = described.add_subparsers(dest="kind", required=True)
    call = kinds.add_parser("call", help="where a call goes")
    call.add_argument("number")
    call.add_argument("--context", default="public")
    call.add_argument("--user", default="", help="user@domain, if FreeSWITCH authenticated the caller")
    call.add_argument("--caller", default="", help="the caller's number")
    call.add_argument("--profile", default="internal", help="the SIP profile")
    call.add_argument("--at", type=datetime.fromisoformat, help="moment with time zone (default: now)")
    user = kinds.add_parser("user", help="what the directory says of a user")
    user.add_argument("user", help="user@domain")
    request = kinds.add_parser("request", help="a request that infra.record has kept")
    request.add_argument("file", type=Path)
    request.add_argument("line", type=int, nargs="?", default=-1, help="from 1; without it the last one")
    request.add_argument("--at", type=datetime.fromisoformat, help="moment with time zone (default: when it came)")
    return described


def main(arguments: list[str] | None = None) -> int:
    chosen = parser().parse_args(arguments)
    try:
        print(explained(chosen))
    except (TablesUnavailable, SettingError, OSError, IndexError, msgspec.DecodeError) as error:
        print(f"cannot explain: {error}", file=sys.stderr)
        return 1
    return 0


def explained(chosen: argparse.Namespace) -> str:
    now = datetime.now(UTC)
    if chosen.kind == "user":
        user, _, domain = chosen.user.rpartition("@")
        return explain_user(domain, user)
    if chosen.kind == "call":
        return explain_call(fields_of(chosen), (chosen.at or now).astimezone(UTC))
    return explain_request(read_kept(chosen.file, chosen.line), chosen.at)


if __name__ == "__main__":
    sys.exit(main())
