"""Everything that FreeSWITCH is told of one provisioning file, question by question."""

import asyncio
from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

from moto import mock_aws

from bench.stub_tables import StubTables, stubbed
from functions.configuration.app import configuration
from functions.dialplan.decision import decide
from functions.directory.app import directory
from functions.pin_check.pins import entry_of
from functions.shared.handlers.authentication import asker_of
from functions.shared.lookups.calls import call_of
from functions.shared.settings import PinSettings, read
from functions.shared.tables.base import shared_connection
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.scenes import find_cues, scenes_of
from functions.shared.tables.known.identities import OPERATOR, forget_identities
from functions.shared.tables.known.people import forget_people
from functions.shared.tables.provisioned import users
from functions.shared.tables.provisioned.identities import IdentitiesItem, find_identity
from functions.shared.tables.provisioned.rendered import RenderedItem
from functions.shared.tables.provisioned.rooms import RoomsItem, find_dial_in, find_room, find_rules
from functions.shared.tables.provisioned.routes import RoutesItem
from infra.provision import changes_of, load
from infra.provisioning.applying import apply
from infra.provisioning.assets import asset_changes
from infra.provisioning.source import Source
from tests.conftest import LOOKUP_TABLES, TABLES_OF_NODES
from tests.tables import make_tables

Fields = Mapping[str, str]


DOMAINS = ("example.com", "elsewhere.example")
KINDS = (users.UsersItem, RoutesItem, RoomsItem, RenderedItem, IdentitiesItem, ConferencesItem)


def answers(text: str, now: datetime) -> dict[str, str]:
    """Provision a file and ask whatever FreeSWITCH may ask; the key begins with who asks."""
    with mock_aws():
        make_tables(LOOKUP_TABLES + TABLES_OF_NODES)
        forget_people()
        source = Source("file.yaml", text)
        changes = changes_of(source, prune=False)
        apply(changes)
        tables = as_they_are()
        # What is to be sent, from which file: tests/infra/provisioning/test_assets.py.
        assets = str(asset_changes(load(source), Path(), prune=False, now=now.timestamp()))
        scenes = str([(scenes_of(name), find_cues(name)) for name in ("board", "board.elsewhere.example", "meeting")])
    users.forget_domains()
    forget_identities()
    # Fifty questions to the embedded DynamoDB would take most of a second.
    with stubbed(tables):
        # tests/functions/mux_control/picture: what is shown of them.
        return {**asyncio.run(asked(now)), "scenes": scenes, "assets": assets}


def as_they_are() -> StubTables:
    """What the look-ups' tables hold."""
    names = {kind.Meta.table_name: (str(kind._hash_keyname), "key") for kind in KINDS}
    stub = StubTables(names)
    client: Any = shared_connection().client
    for table, (hash_name, _) in names.items():
        for item in client.scan(TableName=table)["Items"]:
            texts = {name: value["S"] for name, value in item.items() if "S" in value}
            stub.put(table, texts.pop(hash_name), texts.pop("key"), texts.pop("body"), **texts)
    return stub


async def asked(now: datetime) -> dict[str, str]:
    told = {f"directory {name}": await entry(fields) for name, fields in entries()}
    own = await channel_of("1000")
    told |= {
        f"dialplan {name}": decide(call_of(fields, now), OPERATOR).context_element() for name, fields in calls(own)
    }
    domains = [domain for name in DOMAINS if (domain := users.find_domain(name))]
    told["api numbers"] = str([domain.own_numbers() for domain in domains])
    # tests/functions/mux_control/test_call_limits.py: what whoever calls by the API is told of each.
    told["api limits"] = str([domain.calls for domain in domains])
    # tests/functions/mux_control/test_auditing.py: for how long its entries are kept.
    told["audit"] = str([domain.audit_days for domain in domains])
    told["meetings"] = str([domain.meeting_days for domain in domains])
    # tests/freeswitch/relay/rules: what happens by them.
    rules = [find_rules(name, domain) for name in ("board", "meeting") for domain in DOMAINS]
    # A key is sealed anew for every table; that there is one is told.
    told["rules"] = str([(one.rules, bool(one.stream_key)) for one in rules])
    # tests/functions/rooms/entries/test_observing.py: whether somebody may watch.
    told["observers"] = str([bool(room and room.observers) for room in map(find_room, ("board", "meeting"))])
    for name, fields in files():
        told[f"configuration {name}"] = bytes((await configuration(fields, OPERATOR)).body).decode()
    keys = read(PinSettings).hash_keys
    for conference, pin in pins():
        told[f"pin {conference} {pin}"] = str(entry_of(find_dial_in(conference), pin, keys, now.timestamp()))
    for name, password in (("fs1", "the-password-of-fs1"), ("fs2", "the-password-of-fs1"), ("fs1", "another-password")):
        asker = asker_of(f"Basic {b64encode(f'{name}:{password}'.encode()).decode()}")
        served = [domain for domain in DOMAINS if asker and asker.serves(domain)]
        told[f"node {name} {password}"] = (
            f"asks about {served}, takes calls at {asker.address}" if asker else "is refused"
        )
        who = find_identity(name)
        # tests/functions/rooms/entries/test_node_addresses.py: where browsers are told to register.
        told[f"node {name} for browsers"] = who.websocket if who else ""
    return told


async def entry(fields: Fields) -> str:
    return bytes((await directory(fields, OPERATOR)).body).decode()


def entries() -> Iterator[tuple[str, Fields]]:
    base = {"section": "directory", "domain": "example.com"}
    for user in ("1000", "1001", "77", "2000"):
        yield user, {**base, "action": "sip_auth", "user": user}
    for group in ("team", "others"):
        yield group, {**base, "action": "group_call", "group_name": group}
    for profile in ("external", "other"):
        yield profile, {**base, "purpose": "gateways", "profile": profile}
    yield "networks", {**base, "purpose": "network-list"}
    yield "elsewhere", {**base, "domain": "elsewhere.example", "action": "sip_auth", "user": "1000"}


def calls(own: Fields) -> Iterator[tuple[str, Fields]]:
    """Calls of a stranger, and of a user with what the directory says of the user."""
    for number in ("1", "2", "3", "5", "6", "71", "8", "9", "3000", "496131234", "011496131234", "06131234"):
        dialled = {"Hunt-Context": "public", "Hunt-Destination-Number": number, "Hunt-Caller-ID-Number": "4989"}
        yield number, dialled
        yield f"{number} by 1000", {**dialled, **own, "variable_sofia_profile_name": "internal"}
    yield "1 elsewhere", {**own, "Hunt-Context": "other", "Hunt-Destination-Number": "1"}


async def channel_of(user: str) -> dict[str, str]:
    """The variables of a user's channel, as FreeSWITCH makes them of the directory's answer."""
    told = await entry({"section": "directory", "domain": "example.com", "action": "sip_auth", "user": user})
    found = fromstring(told).iterfind("section/domain/users/user/variables/variable")
    known = {"variable_sip_authorized": "true", "variable_user_name": user, "variable_domain_name": "example.com"}
    return {**{f"variable_{each.get('name')}": each.get("value") or "" for each in found}, **known}


def files() -> Iterator[tuple[str, Fields]]:
    for conference in ("board", "board.elsewhere.example", "meeting"):
        for profile in ("video", "other"):
            asked = {"key_value": "conference.conf", "conference_name": conference, "profile_name": profile}
            yield f"{conference} {profile}", asked
    yield "layouts", {"key_value": "layouts-board.conf"}


def pins() -> Iterator[tuple[str, str]]:
    for conference in ("123456", "123457"):
        for pin in ("111111", "222222", "333333", "444444", "5555"):
            yield conference, pin
