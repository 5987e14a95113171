"""What FreeSWITCH asks of the look-ups, and tables in which it is found among many others."""

from typing import Any

from bench.events import http_event
from bench.stub_tables import StubTables
from functions.shared.nodes import passwords as node_passwords
from functions.shared.tables.base import table_name
from functions.shared.tables.claims import ClaimsItem
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import Domain, EnteringBy, User
from functions.shared.tables.provisioned.identities import IDENTITY_KEY, Identity
from functions.shared.tables.provisioned.rooms import Room
from functions.shared.tables.provisioned.routes import RoomNumber, Route, Routes, ToRoom, room_number_key
from functions.shared.tables.provisioned.users import UsersItem, user_key

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
# Nobody's name.
STRANGER = {**REGISTER, "user": "9999"}
LINK = {**ROOMS_NUMBER, "variable_user_name": GUEST.id}


def tables_with(users: int, kind: type[StubTables] = StubTables) -> StubTables:
    """Make the tables with so many users and rooms, the ones asked for among them."""
    users_table, routes_table, rooms_table = table_name("users"), table_name("routes"), table_name("rooms")
    identities_table = table_name("identities")
    tables = kind(
        {
            users_table: ("domain", "key"),
            routes_table: ("context", "key"),
            rooms_table: ("room", "key"),
            table_name("rendered"): ("room", "key"),
            table_name("conferences"): ("conference", "key"),
            identities_table: ("node", "key"),
            table_name("claims"): ("conference", ""),
            table_name("nodes"): ("node", ""),
        }
    )
    tables.put_row(table_name("nodes"), NodesItem(NODE, queue_url="queue").serialize())
    for conference in ("internal", "board"):
        # Somebody is there: most who come are not the first.
        held = ClaimsItem(conference, node=NODE, meeting="a-meeting", until=0, stamp="a")
        tables.put_row(table_name("claims"), held.serialize())
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
