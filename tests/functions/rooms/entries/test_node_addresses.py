"""Who comes by a link, or watches, is told the address of the node that has the conference now."""

import time
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tests.functions.claims import claimed, node
from tests.functions.control import bearer, start_conference
from tests.functions.rooms.entries.links import come_in, make_link, redeem
from tests.functions.test_table_calls import calls_made
from tests.nodes import serve

INSTALLATION = "wss://sip.example.com:7443"
FS1, FS2 = "wss://fs1.example.com:7443", "wss://fs2.example.com:7443"
OPERATOR = bearer("view", "observe", conferences=("board",))
Ask = Callable[[], str]


@pytest.fixture(params=["a link's code", "resume", "an observer"])
def address(request: pytest.FixtureRequest, api: TestClient) -> Ask:
    """Asks for an address in each of the ways."""
    assert api.put("/v1/rooms/board", json={"number": "3000", "observers": True}).status_code == 201
    start_conference("board")
    made = make_link(api, uses=200)
    resume = come_in(api, made)["resume"]

    def ask() -> str:
        if request.param == "an observer":
            answer = api.post("/v1/conferences/board/observers", headers=OPERATOR)
        else:
            answer = redeem(api, **({"resume": resume} if request.param == "resume" else {"code": made["code"]}))
        assert answer.status_code in (200, 201), answer.text
        return str(answer.json()["address"])

    return ask


def two_nodes() -> None:
    serve("example.com", node="fs1", websocket=FS1)
    serve("example.com", node="fs2", websocket=FS2)
    serve("elsewhere.example", node="fs3", websocket="wss://fs3.example.com:7443")
    for name in ("fs1", "fs2", "fs3"):
        node(name, at=time.time())


def test_where_no_node_has_an_address_it_is_the_installations(address: Ask) -> None:
    assert address() == INSTALLATION


def test_it_follows_the_conference_from_node_to_node(address: Ask) -> None:
    two_nodes()
    told = []
    for owner in ("fs2", "fs1"):
        claimed("board", owner, meeting="m")
        told.append(address())

    assert told == [FS2, FS1]


def test_of_a_lost_node_it_is_anothers_and_one_of_another_domain_is_never_told(address: Ask) -> None:
    two_nodes()
    claimed("board", "fs2", meeting="m")
    node("fs2", at=time.time() - 60)

    assert {address() for _ in range(5)} == {FS1}


def test_where_no_node_takes_it_it_is_the_installations(address: Ask) -> None:
    two_nodes()
    for name in ("fs1", "fs2"):
        node(name, at=time.time(), draining=True)

    assert address() == INSTALLATION


def test_a_room_whose_conference_has_another_name_is_found_by_its_own(api: TestClient) -> None:
    two_nodes()
    assert api.put("/v1/rooms/panel", json={"number": "3001", "conference": "board"}).status_code == 201
    made = make_link(api, "panel")
    claimed("board", "fs2", "room#panel", meeting="m")

    assert come_in(api, made)["address"] == FS2


def test_the_claim_is_read_with_the_room_so_that_a_link_takes_as_many_calls_as_without_nodes(api: TestClient) -> None:
    assert api.put("/v1/rooms/board", json={"number": "3000"}).status_code == 201
    resume = come_in(api, make_link(api))["resume"]
    with calls_made() as before:
        redeem(api, resume=resume)
    two_nodes()
    claimed("board", "fs2", meeting="m")
    redeem(api, resume=resume)
    with calls_made() as warm:
        redeem(api, resume=resume)

    assert warm == before
