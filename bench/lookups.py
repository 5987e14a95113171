"""What a look-up costs: against a bare function, a miss against a hit, a million users against a thousand."""

import contextlib
import io
import json
from base64 import b64decode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

from bench.events import CONTEXT, http_event
from bench.ratio import Ratio, cpu_seconds
from bench.stub_tables import StubTables, stubbed
from functions.dialplan.app import handler as dialplan_handler
from functions.directory import user_documents as directory_rules
from functions.directory.app import handler as directory_handler
from functions.shared.encoders import xml_curl
from functions.shared.nodes import passwords as node_passwords
from functions.shared.tables.base import shared_connection, table_name
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import Domain, EnteringBy, User
from functions.shared.tables.provisioned.identities import IDENTITY_KEY, Identity
from functions.shared.tables.provisioned.rooms import Room
from functions.shared.tables.provisioned.routes import RoomNumber, Route, Routes, ToRoom, room_number_key
from functions.shared.tables.provisioned.users import UsersItem, user_key

# Few at a time and often: the best of many short rounds is the one that nothing else disturbed.
CALLS = 25
NODE, PASSWORD = "fs1", "a-password-of-32-random-bytes-or-nearly-so-it"
DOMAIN = Domain(name="example.com", outbound_caller_name="Example", outbound_caller_number="4961311234")
ADA = User(id="1000", a1_hash="0" * 32, name="Ada", variables={"mySuperVariable": "1234"})
# The fields of a real REGISTER, 1.1 kB.
REGISTER = {
    "hostname": "vm", "section": "directory", "tag_name": "domain", "key_name": "name", "key_value": "example.com",
    "Event-Name": "REQUEST_PARAMS", "Core-UUID": "3be18951-a1d9-4c5b-b734-c615a2d2716d", "FreeSWITCH-Hostname": "vm",
    "FreeSWITCH-Switchname": "vm", "FreeSWITCH-IPv4": "192.0.2.2", "Event-Date-Local": "2026-11-23 00:54:50",
    "Event-Date-GMT": "Mon, 23 Nov 2026 00:54:50 GMT", "Event-Date-Timestamp": "1795395290384973",
    "Event-Calling-File": "sofia_reg.c", "Event-Calling-Function": "sofia_reg_parse_auth", "Event-Sequence": "469",
    "action": "sip_auth", "sip_profile": "internal", "sip_user_agent": "baresip v1.0.0 (x86_64/linux)",
    "sip_auth_username": "1000", "sip_auth_realm": "example.com",
    "sip_auth_nonce": "fa5a5273-3b6e-48b3-92b3-aa58454991bb",
    "sip_auth_uri": "sip:example.com;transport=udp", "sip_contact_user": "1000-0x55ebf5800750", "sip_to_user": "1000",
    "sip_auth_qop": "auth", "sip_auth_cnonce": "ab8e2b29dd4b4a13", "sip_auth_nc": "00000001",
    "sip_auth_response": "1f3d5a8a88856b707d5a7b59018e64f7", "sip_auth_method": "REGISTER", "client_port": "5070",
    "key": "id", "user": "1000", "domain": "example.com", "ip": "127.0.0.1",
}  # fmt: skip
CALL = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999"}
# A room's own number, dialled by a user of its domain, and a room in which people wait.
ROOMS_NUMBER = {
    **CALL, "Hunt-Destination-Number": "3000", "variable_sip_authorized": "true", "variable_user_name": "1000",
    "variable_domain_name": "example.com",
}  # fmt: skip
# Whoever came by a link: the room stands in their row.
GUEST = User(
    id=f"entry-{'a' * 32}", a1_hash="0" * 32, name="Grace", entry=EnteringBy(room="board", not_after=2**33, made=1)
)
LINK = {**ROOMS_NUMBER, "variable_user_name": GUEST.id}


def tables_with(users: int) -> StubTables:
    """Make the tables with so many users and rooms, the ones asked for among them."""
    users_table, routes_table, rooms_table = table_name("users"), table_name("routes"), table_name("rooms")
    identities_table = table_name("identities")
    tables = StubTables(
        {
            users_table: ("domain", "key"),
            routes_table: ("context", "key"),
            rooms_table: ("room", "key"),
            table_name("rendered"): ("room", "key"),
            table_name("conferences"): ("conference", "key"),
            identities_table: ("node", "key"),
        }
    )
    identity = Identity(name=NODE, domains=("example.com",), credentials=(node_passwords.hashed(PASSWORD),))
    tables.put(identities_table, NODE, IDENTITY_KEY, encode(identity))
    ada = UsersItem.of("example.com", user_key("1000"), encode(ADA))
    room = Room(name="internal", domain="example.com", conference="internal", open=True)
    board = Room(name="board", domain="example.com", conference="board", number="3000", lobby="outside")
    for number in range(users):
        tables.put(users_table, f"d{number % 1000}.example", f"user#{number}", ada.body, a1_hash=ADA.a1_hash)
        tables.put(rooms_table, f"room-{number}", "#", ada.body)
        tables.put(routes_table, "public", room_number_key(str(10**8 + number), "example.com"), ada.body)
    tables.put(users_table, "example.com", "#", encode(DOMAIN))
    tables.put(users_table, "example.com", ada.key, ada.body, a1_hash=ADA.a1_hash)
    route = Route(name="visitors", number="999", target=ToRoom(room="internal"))
    tables.put(routes_table, "public", "number#999", encode(Routes((route,))))
    tables.put(rooms_table, "internal", "#", encode(room))
    tables.put(rooms_table, "board", "#", encode(board))
    tables.put(routes_table, "public", room_number_key("3000", "example.com"), encode(RoomNumber("board")))
    tables.put(users_table, "example.com", user_key(GUEST.id), encode(GUEST), a1_hash=GUEST.a1_hash)
    return tables


def event(path: str, fields: dict[str, str]) -> dict[str, Any]:
    return http_event(path, fields, NODE, PASSWORD)


def bare(asked: dict[str, Any]) -> dict[str, Any]:
    """Parse the form, make one botocore GetItem, format a string."""
    fields = dict(parse_qsl(b64decode(asked["body"]).decode()))
    key = {"domain": {"S": fields["domain"]}, "key": {"S": "user#" + fields["user"]}}
    client: Any = shared_connection().client
    item = client.get_item(TableName=table_name("users"), Key=key)["Item"]
    body = bare_text(item["body"]["S"], item["a1_hash"]["S"])
    return {"statusCode": 200, "headers": {"content-type": "text/xml"}, "body": body}


def bare_text(found: str, a1_hash: str) -> str:
    values = json.loads(found)
    return f'<user id="{values["id"]}"><params><param name="a1-hash" value="{a1_hash}"/></params></user>'


def bare_without_table(asked: dict[str, Any]) -> dict[str, Any]:
    fields = dict(parse_qsl(b64decode(asked["body"]).decode()))
    return {"statusCode": 200, "headers": {}, "body": bare_text(f'{{"id": "{fields["user"]}"}}', "0")}


def quietly(call: Callable[[], object]) -> Callable[[], object]:
    """Let the metrics' lines go where CloudWatch would read them, which is not this terminal."""

    def run() -> object:
        with contextlib.redirect_stdout(io.StringIO()):
            return call()

    return run


def invoke_ratios() -> list[Ratio]:
    known, unknown = event("/directory", REGISTER), event("/directory", {**REGISTER, "user": "9999"})
    with stubbed(tables_with(1000)) as tables:
        answer: Any = quietly(lambda: directory_handler(known, CONTEXT))()
        assert answer["statusCode"] == 200, answer
        assert 'id="1000"' in answer["body"], answer
        whole, miss, reference, without_table = cpu_seconds(
            quietly(lambda: directory_handler(known, CONTEXT)),
            quietly(lambda: directory_handler(unknown, CONTEXT)),
            quietly(lambda: bare(known)),
            quietly(lambda: bare_without_table(known)),
            times=CALLS,
        )
        calls = {operation for operation, _ in tables.calls}
    assert calls == {"BatchGetItem", "GetItem"}, calls
    return [
        Ratio("directory, CPU ÷ bare function with one GetItem", whole / reference, 1.5, note=f"{whole * 1e6:.0f} µs"),
        Ratio("directory, CPU ÷ bare function without DynamoDB", whole / without_table, note="reported"),
        Ratio("directory, CPU of an unknown user ÷ a known one", miss / whole, 1.1, 0.9),
    ]


def render_ratio() -> Ratio:
    ours, theirs = cpu_seconds(
        lambda: xml_curl.document("directory", directory_rules.user_entry(DOMAIN, ADA)),
        lambda: with_element_tree(DOMAIN, ADA),
        times=100,
    )
    return Ratio("XML of one user, CPU ÷ xml.etree", ours / theirs, 0.25, note=f"{ours * 1e6:.1f} µs")


def with_element_tree(domain: Domain, user: User) -> str:
    """Build the same document with the standard library."""
    root = ET.Element("document", {"type": "freeswitch/xml"})
    section = ET.SubElement(root, "section", {"name": "directory"})
    outer = ET.SubElement(section, "domain", {"name": domain.name})
    params = ET.SubElement(outer, "params")
    ET.SubElement(params, "param", {"name": "dial-string", "value": "x" * 120})
    ET.SubElement(params, "param", {"name": "allow-empty-password", "value": "false"})
    entry = ET.SubElement(ET.SubElement(outer, "users"), "user", {"id": user.id})
    params = ET.SubElement(entry, "params")
    ET.SubElement(params, "param", {"name": "a1-hash", "value": user.a1_hash})
    ET.SubElement(params, "param", {"name": "allow-empty-password", "value": "false"})
    variables = ET.SubElement(entry, "variables")
    for name, value in directory_rules.user_variables(domain, user).items():
        ET.SubElement(variables, "variable", {"name": name, "value": value})
    return ET.tostring(root, encoding="unicode")


def size_ratios() -> list[Ratio]:
    """Compare a million users and rooms with a thousand, in a stub table that is a hash by key, as partitions are."""
    few, many = tables_with(1000), tables_with(1_000_000)
    for fields, place in ((CALL, "internal@video"), (ROOMS_NUMBER, "board@video"), (LINK, "waiting.board@waiting")):
        with stubbed(few):
            answer: Any = quietly(lambda fields=fields: dialplan_handler(event("/dialplan", fields), CONTEXT))()  # type: ignore[misc]
        assert place in answer["body"], answer
    return [
        size_ratio("directory", few, many, lambda: directory_handler(event("/directory", REGISTER), CONTEXT)),
        size_ratio("dialplan", few, many, lambda: dialplan_handler(event("/dialplan", CALL), CONTEXT)),
        size_ratio(
            "dialplan of a room's number",
            few,
            many,
            lambda: dialplan_handler(event("/dialplan", ROOMS_NUMBER), CONTEXT),
        ),
        size_ratio("dialplan of a link", few, many, lambda: dialplan_handler(event("/dialplan", LINK), CONTEXT)),
    ]


def size_ratio(name: str, few: StubTables, many: StubTables, call: Callable[[], object]) -> Ratio:
    small, large = in_tables(few, call), in_tables(many, call)
    sent = traffic(few, small)
    assert sent == traffic(many, large), "the number of calls and bytes must not depend on the size"
    small_seconds, large_seconds = cpu_seconds(small, large, times=CALLS)
    note = f"{len(sent)} calls of {sum(size for _, size in sent)} bytes in both; stub table, CPU"
    return Ratio(f"{name}, 1,000,000 users and rooms ÷ 1,000", large_seconds / small_seconds, 1.1, note=note)


def in_tables(tables: StubTables, call: Callable[[], object]) -> Callable[[], object]:
    quiet = quietly(call)

    def run() -> object:
        with stubbed(tables):
            return quiet()

    return run


def traffic(tables: StubTables, call: Callable[[], object]) -> list[tuple[str, int]]:
    call()
    tables.calls.clear()
    call()
    return list(tables.calls)


def measure() -> list[Ratio]:
    return [*invoke_ratios(), render_ratio(), *size_ratios()]
