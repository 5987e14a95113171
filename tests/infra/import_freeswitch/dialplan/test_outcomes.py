"""A number leads to the same in FreeSWITCH and by the routes of the file that came of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from functions.dialplan.routing import consider
from functions.shared.lookups.calls import Call
from functions.shared.tables.provisioned.routes import (
    Route,
    ToGateway,
    ToGroup,
    ToHangUp,
    ToRoom,
    ToUser,
)
from infra.provision import load
from infra.provisioning.file_format import Provisioning
from infra.provisioning.source import Source
from tests.infra.import_freeswitch.folders import Imported, asks_for, dialplan, extension, imported
from tests.infra.import_freeswitch.hunting import hunted

INSIDE = [
    extension("early", r"^(11\d)$", "answer", "sleep 500", "conference $1-${domain_name}@default"),
    extension(
        "colleagues",
        "^(10[01][0-9])$",
        "export dialed=$1",
        "set call_timeout=30",
        "bridge user/${dialed}@${domain_name}",
    ),
    extension("intercom", "^8(100[01])$", "bridge user/$1@${domain_name}"),
    extension("team", "^2000$", "bridge group/team@${domain_name}"),
    extension("rooms", r"^(30\d)$", "answer", "conference $1-${domain_name}@default"),
    extension("stage", "^stage$|^3999$", "conference stage@default+flags{mute}"),
    extension("host", "^3998$", "set conference_member_flags=moderator", "conference stage@default"),
    extension("script", r"^4\d{3}$", "lua menu.lua"),
    extension("near", "^4000$|^4001$", "bridge user/1001@example.com"),
    extension("operator", "^(operator|0)$", "transfer 1000 XML inside"),
    extension("again", r"^\*(10[01]\d)$", "transfer $1 XML inside"),
    extension("busy", "^5000$", "hangup USER_BUSY"),
    extension("local", r"^(\d{7})$", "bridge sofia/gateway/carrier/4961$1", more=asks_for("toll_allow", "local")),
    extension("abroad", r"^00(\d+)$", "bridge sofia/gateway/carrier/$1", more=asks_for("toll_allow", "abroad")),
    extension("nine", r"^9(\d+)$", "bridge sofia/gateway/carrier/+$1"),
]
OUTSIDE = [
    extension("did", "^5551212$", "set domain_name=example.com", "transfer 1000 XML inside"),
    extension("in", "^(3[0-9][0-9]|2000|4000|77)$", "transfer $1 XML inside"),
]
NUMBERS = [
    "110", "119", "111", "1000", "1001", "1019", "1020", "2000", "300", "309", "310", "stage", "3999", "3998", "4000",
    "4001", "4999", "operator", "0", "*1000", "*1020", "5000", "1234567", "12345678", "0044123", "00", "91", "9",
    "5551212", "77", "81000", "81001", "81002",
]  # fmt: skip
LEFT_OUT = {"4000", "4001", "4999"}


@pytest.fixture
def both(tmp_path: Path) -> Imported:
    return imported(tmp_path, dialplan("\n".join(INSIDE)) | dialplan("\n".join(OUTSIDE), "outside"))


def provisioned(found: Imported) -> Provisioning:
    """As `infra.provision` takes it; it refuses nothing."""
    return load(Source("imported.yaml", yaml.safe_dump(found.content)))


def routed(file: Provisioning, context: str, number: str, user: str) -> str:
    """Where the routes lead, in FreeSWITCH's words."""
    entry = next(one for one in file.contexts if one.name == context)
    call = Call(context=context, number=number, at=datetime(2026, 11, 30, tzinfo=UTC), user=user)
    by_priority = sorted(entry.routes, key=lambda route: route.priority)
    exact = [route for route in by_priority if route.number == number]
    for routes in (exact, [route for route in by_priority if route.pattern]):
        considered = consider(routes, call, may_call_out=entry.may_call_out)
        if considered and considered[-1].refusal is None:
            return said(considered[-1].route, number)
    return ""


def said(route: Route, number: str) -> str:
    match route.target:
        case ToUser(domain=domain, user=user):
            return f"bridge user/{user or number}@{domain}"
        case ToGroup(domain=domain, group=group):
            return f"bridge group/{group}@{domain}"
        case ToGateway(gateway=gateway, strip=strip, prefix=prefix):
            return f"bridge sofia/gateway/{gateway}/{prefix}{number[strip:]}"
        case ToRoom(room=room):
            return f"conference {room or number}"
        case ToHangUp(cause=cause):
            return "" if cause == "NO_ROUTE_DESTINATION" else f"hangup {cause}"
    raise AssertionError(route)


def as_room(action: str) -> str:
    """A conference by the name of its room."""
    application, _, data = action.partition(" ")
    return (
        f"conference {data.partition('@')[0].removesuffix('-example.com')}" if application == "conference" else action
    )


@pytest.mark.parametrize("user", ["1000", "1001"])
def test_every_number_leads_to_the_same_as_before(both: Imported, user: str) -> None:
    contexts = {name: f"<context>{''.join(of)}</context>" for name, of in (("inside", INSIDE), ("outside", OUTSIDE))}
    own = {"domain_name": "example.com", "toll_allow": "local,abroad" if user == "1000" else "local"}
    file = provisioned(both)

    for context in contexts:
        before = {number: as_room(hunted(contexts, context, number, own)) for number in NUMBERS}
        # What was left out must lead nowhere, and not to what comes after it.
        before |= dict.fromkeys(LEFT_OUT, "")
        assert {number: routed(file, context, number, f"{user}@example.com") for number in NUMBERS} == before


def test_a_number_of_an_extension_that_was_left_out_is_not_taken_by_a_later_route(both: Imported) -> None:
    (line,) = both.about("extension 'script'")

    assert line.startswith("dialplan/inside.xml:10: left out: extension 'script': <action application=\"lua\"")
    assert line.endswith("scripts of one's own have no place in a route")
    patterns = {route["name"]: route.get("pattern") for route in both.context("inside")["routes"]}
    assert patterns["not-script"] == r"4\d{3}"


def test_conferences_become_rooms_and_whoever_may_call_from_outside_opens_them(both: Imported) -> None:
    rooms = {room["name"]: room for room in both.content["rooms"]}

    assert set(rooms) == {f"11{n}" for n in range(10)} | {f"30{n}" for n in range(10)} | {"stage"}
    assert rooms["300"]["open"] is True
    assert "open" not in rooms["110"]


def test_flags_and_moderators_of_a_conference_are_those_of_the_route(both: Imported) -> None:
    routes = {route["name"]: route["target"] for route in both.context("inside")["routes"]}

    assert routes["stage"] == {"kind": "room", "room": "stage", "flags": ["mute"]}
    assert routes["host"] == {"kind": "room", "room": "stage", "moderator": True}


def test_who_may_call_out_is_who_has_the_variable(both: Imported) -> None:
    routes = {route["name"]: route for route in both.context("inside")["routes"]}

    assert routes["abroad"]["when"] == {"users": ["1000@example.com"]}
    assert routes["local"]["when"] == {"users": ["1000@example.com", "1001@example.com"]}
    assert both.context("inside")["may_call_out"] is True
