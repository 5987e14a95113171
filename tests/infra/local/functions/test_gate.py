"""The local stack is ready when what it serves is there: until then look-ups wait and `/healthz` says no."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator

import httpx2
import pytest
from moto import mock_aws
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from functions.shared.tables.fleet.leases import beat, take_lease
from functions.shared.tables.nodes import NodesItem
from infra.local.functions import gate
from infra.local.functions.gate import Gate
from tests.tables import make_tables


async def look_up(_: Request) -> Response:
    return PlainTextResponse("user 1000")


async def get_health(_: Request) -> Response:
    return JSONResponse({"status": "ok", "from": "the function"})


FUNCTIONS = Starlette(
    routes=[Route("/directory", look_up, methods=["POST"]), Route("/healthz", get_health, methods=["GET"])]
)


@pytest.fixture(autouse=True)
def nodes() -> Iterator[None]:
    with mock_aws():
        make_tables([NodesItem])
        yield


@pytest.fixture
def before() -> Gate:
    return Gate(FUNCTIONS, node="fs1", waits_for_switch=True)


def the_relay_has_seen(switch_up: bool, *, seconds: float = 10) -> None:
    now = time.time()
    take_lease("fs1", owner="a", now=now, seconds=seconds, queue_url="https://queue.example.com")
    beat("fs1", owner="a", now=now, seconds=seconds, switch_up=switch_up, conferences=0, members=0)


def test_before_the_demo_is_there_it_is_not_ready(before: Gate) -> None:
    the_relay_has_seen(switch_up=True)

    answer = TestClient(before).get("/healthz")

    assert (answer.status_code, answer.json()["problem"]) == (503, "waiting for the demo's data")


@pytest.mark.parametrize(
    "seen",
    [
        lambda: None,
        lambda: the_relay_has_seen(switch_up=False),
        lambda: the_relay_has_seen(switch_up=True, seconds=-60),
        NodesItem.delete_table,
    ],
    ids=["no relay yet", "no snapshot yet", "a lease that has ended", "the tables do not answer"],
)
def test_before_the_relay_has_seen_the_switch_it_is_not_ready(before: Gate, seen: Callable[[], object]) -> None:
    seen()
    before.open()

    answer = TestClient(before).get("/healthz")

    assert (answer.status_code, answer.json()["problem"]) == (503, "waiting for the relay's first look at FreeSWITCH")


def test_ready_is_what_the_function_says_itself(before: Gate) -> None:
    the_relay_has_seen(switch_up=True)
    before.open()

    assert TestClient(before).get("/healthz").json() == {"status": "ok", "from": "the function"}


def test_a_freeswitch_of_your_own_may_be_started_when_it_is_ready() -> None:
    alone = Gate(FUNCTIONS, node="fs1", waits_for_switch=False)
    alone.open()

    assert TestClient(alone).get("/healthz").status_code == 200


def test_a_look_up_that_comes_early_waits_and_gets_the_right_answer(before: Gate) -> None:
    async def story() -> tuple[bool, httpx2.Response]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(before), base_url="http://stack") as switch:
            early = asyncio.create_task(switch.post("/directory"))
            # It has come as far as it comes: /healthz is answered after it.
            await switch.get("/healthz")
            waits = not early.done()
            before.open()
            return waits, await asyncio.wait_for(early, 5)

    waits, answer = asyncio.run(story())

    assert waits
    assert (answer.status_code, answer.text) == (200, "user 1000")


def test_the_wait_has_an_end(before: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "WAIT_SECONDS", 0.01)

    answer = TestClient(before).post("/directory")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


def told(before: Gate, word: bytes) -> bool:
    reading, writing = os.pipe()
    thread = before.open_when_told(reading)
    os.write(writing, word)
    os.close(writing)
    thread.join(5)
    assert not thread.is_alive()
    return bool(TestClient(before).get("/healthz").json()["problem"] != "waiting for the demo's data")


def test_it_opens_at_the_word_of_its_supervisor_and_not_at_its_end(before: Gate) -> None:
    assert not told(before, b"")
    assert told(before, b".")
