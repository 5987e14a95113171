"""A node's credential opens the look-ups for the domains that the node serves, and tells nothing of any other."""

import time

import pytest
from starlette.applications import Starlette

from functions.configuration.app import app as configuration
from functions.dialplan.app import app as dialplan
from functions.directory.app import app as directory
from functions.pin_check.app import app as pin_check
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import EnteringBy, User
from functions.shared.tables.provisioned.users import UsersItem, user_key
from tests.functions.lookups import ask, provision
from tests.nodes import serve

pytestmark = pytest.mark.usefixtures("lookup_tables")

TWO_TENANTS = """
allow_short_pins: true
domains:
  - name: example.com
    users: [{id: "1000", password: the-password-of-ada}]
  - name: other.example
    users: [{id: "2000", password: the-password-of-eve}]
    groups: [{name: team, members: ["2000"]}]
    gateways: [{name: carrier, proxy: sip.carrier.example, username: their-account, secret: trunk_password}]
    outbound_caller_number: "4930999"
rooms:
  - name: hall
    domain: example.com
    open: true
  - name: theirs
    domain: other.example
    open: true
    number: "77"
    picture: {layout: 2x2, layouts: [2x2]}
    dial_in: {id: "123456", pin: "4711"}
  - name: court
    domain: other.example
    open: true
    number: "78"
    lobby: everybody
    dial_in: {id: "654321", pin: "4712"}
contexts:
  - name: public
    may_call_out: true
    routes:
      - {name: room, number: "1", target: {kind: room, room: theirs.other.example}}
      - {name: user, number: "2", target: {kind: user, domain: other.example, user: "2000"}}
      - {name: group, number: "3", target: {kind: group, domain: other.example, group: team}}
      - {name: gateway, number: "4", target: {kind: gateway, gateway: carrier, domain: other.example, open: true}}
      - {name: for-them, number: "5", when: {domains: [other.example]}, target: {kind: prompt, prompt: unavailable}}
      - {name: ours, number: "6", target: {kind: room, room: hall}}
"""
GUEST = f"entry-{'e' * 32}"
BY_LINK = {"variable_sip_authorized": "true", "variable_user_name": GUEST, "variable_domain_name": "other.example"}
EVE = {"variable_sip_authorized": "true", "variable_user_name": "2000", "variable_domain_name": "other.example"}
REGISTER = {"section": "directory", "action": "sip_auth", "sip_auth_method": "REGISTER"}


def call(number: str, **fields: str) -> dict[str, str]:
    return {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": number, **fields}


# What is asked about the other tenant, and a word that would be in its answer.
ABOUT_THE_OTHER: dict[str, tuple[Starlette, str, dict[str, str], str]] = {
    "a user": (directory, "/directory", {**REGISTER, "domain": "other.example", "user": "2000"}, 'id="2000"'),
    "a user, by the domain in capitals": (
        directory, "/directory", {**REGISTER, "domain": "OTHER.example", "user": "2000"}, 'id="2000"'
    ),
    "a user, by the key": (
        directory, "/directory", {**REGISTER, "key_value": "other.example", "user": "2000"}, 'id="2000"'
    ),
    "its gateways": (
        directory, "/directory",
        {"section": "directory", "purpose": "gateways", "profile": "external", "key_value": "other.example"},
        'their&#45;account',
    ),
    "a group": (
        directory, "/directory",
        {"section": "directory", "action": "group_call", "group_name": "team", "domain": "other.example"}, "2000",
    ),
    "a route to its room": (dialplan, "/dialplan", call("1"), "conference"),
    "a route to its user": (dialplan, "/dialplan", call("2"), "other.example"),
    "a route to its group": (dialplan, "/dialplan", call("3"), "other.example"),
    "a route to its gateway": (dialplan, "/dialplan", call("4"), "carrier"),
    "a route for its users": (dialplan, "/dialplan", call("5", **EVE), "extension"),
    "a room's number, dialled by its user": (dialplan, "/dialplan", call("77", **EVE), "theirs"),
    "a room's number, asked of it by a stranger": (
        dialplan, "/dialplan", call("77", variable_sip_req_host="other.example"), "theirs"
    ),
    "a room in which people wait": (dialplan, "/dialplan", call("78", **EVE), "waiting.court"),
    "the PIN of a room in which people wait": (
        pin_check, "/pin-check", {"id": "654321", "pin": "4712", "caller": "1"}, "waiting.court"
    ),
    "who came by a link": (
        directory, "/directory", {**REGISTER, "domain": "other.example", "user": GUEST}, GUEST.replace("-", "&#45;")
    ),
    "the call of who came by a link": (dialplan, "/dialplan", call("77", **BY_LINK), "theirs"),
    "a route that its user forwarded to": (
        dialplan, "/dialplan", call("5", variable_forwarded_by="2000@other.example"), "extension"
    ),
    "the profile of its room": (
        configuration, "/configuration",
        {"key_value": "conference.conf", "conference_name": "theirs.other.example", "profile_name": "video"},
        "other.example",
    ),
    "the layouts of its room": (
        configuration, "/configuration", {"key_value": "layouts-theirs.other.example.conf"}, "2x2"
    ),
    "a right PIN of its room": (pin_check, "/pin-check", {"id": "123456", "pin": "4711", "caller": "1"}, "theirs"),
}  # fmt: skip


@pytest.mark.parametrize("about", ABOUT_THE_OTHER)
def test_a_node_hears_nothing_of_a_domain_that_it_does_not_serve(about: str) -> None:
    app, path, fields, word = ABOUT_THE_OTHER[about]
    provision(TWO_TENANTS)
    made = EnteringBy(room="theirs.other.example", not_after=2**33, made=int(time.time() * 1000) + 1000)
    guest = User(id=GUEST, a1_hash="0" * 32, entry=made)
    UsersItem.of("other.example", user_key(GUEST), encode(guest)).save()
    told = ask(app, path, fields)
    serve("example.com")

    refused = ask(app, path, fields)

    assert word in told.text
    assert (refused.status_code, word in refused.text) == (200, False)


def test_its_own_domain_is_served_all_the_same() -> None:
    provision(TWO_TENANTS)
    serve("example.com")

    user = ask(directory, "/directory", {**REGISTER, "domain": "example.com", "user": "1000"})
    way = ask(dialplan, "/dialplan", call("6"))

    assert 'id="1000"' in user.text
    assert "hall" in way.text


def test_what_is_refused_looks_like_what_is_not_there() -> None:
    provision(TWO_TENANTS)
    serve("example.com")

    def answers(domain: str, conference: str, pin_id: str, caller: str) -> list[str]:
        asked = {"key_value": "conference.conf", "conference_name": conference, "profile_name": "video"}
        return [
            ask(directory, "/directory", {**REGISTER, "domain": domain, "user": "2000"}).text,
            ask(configuration, "/configuration", asked).text,
            ask(configuration, "/configuration", {"key_value": f"layouts-{conference}.conf"}).text,
            ask(pin_check, "/pin-check", {"id": pin_id, "pin": "4711", "caller": caller}).text,
        ]

    assert answers("other.example", "theirs.other.example", "123456", "1") == answers("none.example", "none", "9", "2")


def test_a_node_guesses_pins_under_its_own_name_whatever_it_says() -> None:
    provision(TWO_TENANTS)
    serve("example.com", node="fs2", passwords=("of-the-second-node",))

    ask(pin_check, "/pin-check", {"id": "123456", "pin": "1", "node": "fs1"}, auth=("fs2", "of-the-second-node"))

    from functions.shared.tables.counters.attempts import AttemptsItem

    nodes = {item.what.split("#")[1] for item in AttemptsItem.scan() if item.what.startswith("node#")}
    assert nodes == {"fs2"}


@pytest.mark.parametrize(
    ("name", "password"),
    [("fs1", "of-the-second-node"), ("fs2", "the-new-password"), ("freeswitch", "the-new-password"), ("fs1", "")],
)
def test_one_nodes_password_proves_no_other_node(name: str, password: str) -> None:
    provision(TWO_TENANTS)
    serve("other.example", node="fs2", passwords=("of-the-second-node",))

    asked = {**REGISTER, "domain": "other.example", "user": "2000"}
    assert ask(directory, "/directory", asked, auth=(name, password)).status_code == 401
    assert 'id="2000"' in ask(directory, "/directory", asked, auth=("fs2", "of-the-second-node")).text


def test_a_node_without_credentials_is_nobody() -> None:
    serve("example.com", passwords=())

    asked = {**REGISTER, "domain": "example.com", "user": "1000"}
    assert ask(directory, "/directory", asked).status_code == 401
