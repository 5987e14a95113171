"""A conference has one node: by every way that the dialplan knows, whoever comes first claims it for where they are."""

import time
from typing import Any

import pytest

from functions.dialplan.app import app
from functions.shared.rooms.observing import FLAGS
from functions.shared.standings.persons import Comer
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import EnteringBy, User
from functions.shared.tables.provisioned.rooms import ROOM_KEY, Room, RoomsItem
from functions.shared.tables.provisioned.users import UsersItem, user_key
from tests.functions.claims import claimed, node, owner
from tests.functions.dialplan.test_app import actions
from tests.functions.dialplan.test_waiting import ENTERS, INSIDE, WAITS, rooms
from tests.functions.keeping_out import keep_out
from tests.functions.lookups import ask, document
from tests.functions.test_table_calls import calls_of
from tests.nodes import NEW_PASSWORD, serve

pytestmark = pytest.mark.usefixtures("lookup_tables")

GUEST, OBSERVER = "entry-ab12@example.com", "entry-cd34@example.com"
ELSEWHERE = ("hangup", "NORMAL_TEMPORARY_FAILURE")
WAYS = {
    "route": ("999", INSIDE, {}),
    "moderators' route": ("998", INSIDE, {}),
    "pattern": ("71", INSIDE, {}),
    "own number": ("3000", INSIDE, {}),
    "stranger": ("999", "", {}),
    "screen": ("999", INSIDE, {"variable_sip_h_X-Share": "screen"}),
    "link": ("5", GUEST, {}),
    "observer": ("5", OBSERVER, {}),
}


@pytest.fixture(autouse=True)
def place(lookup_tables: None) -> None:
    """Two nodes that are up, and a room with every way in."""
    set_up("off")


def set_up(lobby: str) -> None:
    rooms(lobby)
    # The last one is remembered: it has asked before.
    for name in ("fs2", "fs1"):
        serve("example.com", "other.example", node=name, passwords=[NEW_PASSWORD])
        node(name, at=time.time())
    for user, watches in ((GUEST, 0), (OBSERVER, int(time.time()) + 3600)):
        name = user.partition("@")[0]
        entry = EnteringBy(room="board", not_after=2**40, made=0, observes_until=watches)
        link = User(id=name, a1_hash="h", entry=entry)
        write_in_batches(UsersItem, [UsersItem("example.com", user_key(name), body=encode(link))], [])


def asked(number: str, user: str = "", **fields: str) -> dict[str, str]:
    hunted = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": number}
    name, _, domain = user.partition("@")
    known = {"variable_sip_authorized": "true", "variable_user_name": name, "variable_domain_name": domain}
    return {**hunted, **(known if user else {}), **fields}


def last(on: str, way: str) -> tuple[str, str]:
    """What is done last with a call that comes this way on a node."""
    number, user, fields = WAYS[way]
    answer: Any = document(ask(app, "/dialplan", asked(number, user, **fields), auth=(on, NEW_PASSWORD)))
    return actions(answer)[-1]


@pytest.mark.parametrize("way", [way for way in WAYS if way != "observer"])
def test_who_comes_first_claims_it_and_others_are_let_in_there_only(way: str) -> None:
    assert last("fs2", way) == ("conference", ENTERS)
    assert owner("board") == "fs2"
    assert last("fs1", "route") == ELSEWHERE
    assert last("fs2", "stranger") == ("conference", ENTERS)


@pytest.mark.parametrize("way", [way for way in WAYS if way != "observer"])
def test_where_another_node_has_it_nobody_comes_in_by_any_way(way: str) -> None:
    claimed("board", "fs2", meeting="m1")

    assert last("fs1", way) == ELSEWHERE
    assert last("fs2", way) == ("conference", ENTERS)


def test_who_only_watches_does_so_where_the_conference_is() -> None:
    put_room(observers=True)
    claimed("board", "fs2", meeting="m1")

    assert last("fs1", "observer") == ELSEWHERE
    assert last("fs2", "observer") == ("conference", f"board@video+flags{{{'|'.join(FLAGS)}}}")


def test_who_waits_is_on_the_node_of_the_conference_for_which_they_do() -> None:
    set_up("everybody")

    assert last("fs1", "stranger") == ("conference", WAITS)
    assert (owner("board"), owner("waiting.board")) == ("fs1", None)
    assert last("fs2", "stranger") == ELSEWHERE
    assert last("fs2", "moderators' route") == ELSEWHERE


def put_room(**fields: Any) -> None:
    room = Room(**{"name": "board", "domain": "example.com", "conference": "board", "open": True, **fields})
    write_in_batches(RoomsItem, [RoomsItem("board", ROOM_KEY, body=encode(room))], [])


def test_a_room_whose_conference_has_another_name_is_found_by_its_own() -> None:
    put_room(conference="board.acme")
    assert last("fs1", "route") == ("conference", "board.acme@video")
    assert (owner("board.acme"), owner("board")) == ("fs1", None)

    calls = calls_of(app, "/dialplan", asked("999", INSIDE))

    # Found together with the room.
    assert calls == ["BatchGetItem", "BatchGetItem"]
    assert last("fs2", "route") == ELSEWHERE


def test_the_first_caller_costs_one_write_and_the_others_nothing_but_the_read() -> None:
    calls = [calls_of(app, "/dialplan", asked("999", INSIDE)) for _ in range(3)]

    assert calls == [["BatchGetItem", "BatchGetItem", "PutItem"], *[["BatchGetItem", "BatchGetItem"]] * 2]


def test_a_draining_node_takes_no_new_conference_and_goes_on_with_the_others() -> None:
    claimed("board", "fs1", meeting="m1")
    node("fs1", at=time.time(), draining=True)
    there = last("fs1", "route")
    claimed("board", "fs1", until=0)

    assert (there, last("fs1", "route")) == (("conference", ENTERS), ELSEWHERE)
    assert last("fs2", "route") == ("conference", ENTERS)


def test_the_one_node_of_an_installation_lets_everybody_in_whatever_its_relay_does() -> None:
    lost = time.time() - 3600
    node("fs1", at=lost)

    assert {last("fs1", way) for way in WAYS if way != "observer"} == {("conference", ENTERS)}


def test_who_may_not_come_in_claims_nothing() -> None:
    keep_out(Comer(user="1002"), "board")

    assert last("fs1", "route") == ("hangup", "CALL_REJECTED")
    assert owner("board") is None
