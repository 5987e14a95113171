"""What runs beside: nothing that goes wrong in it is lost, and nothing is begun in any other way."""

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import gevent
import pytest
from gevent.event import Event
from gevent.pool import Pool

from freeswitch.relay.loops import beside
from freeswitch.relay.loops.health import Health, serve
from freeswitch.relay.telemetry.metrics import Metrics
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import Play, until

RELAY = Path(__file__).parents[4] / "freeswitch" / "relay"
# Not in the relay's process.
CHILDREN = (RELAY / "finishing", RELAY / "stills" / "__main__.py", RELAY / "children" / "child_life.py")
BEGINNING = {"spawn", "spawn_later", "spawn_raw", "start_later", "apply_async", "imap", "imap_unordered", "Greenlet"}
CATCHING_ALL = {"Exception", "BaseException", "UNEXPECTED"}


@pytest.fixture
def counted() -> Iterator[list[bool]]:
    times: list[bool] = []
    beside.count_with(lambda: times.append(True))
    yield times
    beside.count_with(beside._uncounted)


def broken(problem: BaseException) -> None:
    raise problem


def broken_facts() -> dict[str, object]:
    raise ValueError("eleven")


@pytest.mark.parametrize("problem", [ValueError("eleven"), gevent.Timeout(1)], ids=["an error", "a time-out"])
def test_what_goes_wrong_beside_is_told_with_its_trace_and_counted(
    problem: BaseException, counted: list[bool], caplog: pytest.LogCaptureFixture
) -> None:
    beside.spawn("a job", broken, problem).join(1)

    assert len(counted) == 1
    assert [(one.message, vars(one)["where"]) for one in caplog.records] == [(beside.MESSAGE, "a job")]
    assert caplog.records[0].exc_info is not None
    assert caplog.records[0].exc_info[1] is problem


def test_whoever_is_killed_has_not_gone_wrong(counted: list[bool], caplog: pytest.LogCaptureFixture) -> None:
    one = beside.spawn("a job", gevent.sleep, 60.0)
    gevent.sleep(0)
    one.kill()

    assert (counted, caplog.records) == ([], [])


def test_a_pool_gives_its_place_back_when_a_job_goes_wrong(counted: list[bool]) -> None:
    pool = Pool(1)
    for _ in range(3):
        beside.spawn("a job", broken, ValueError("eleven"), pool=pool)
    pool.join(1)

    assert len(counted) == 3
    assert pool.free_count() == 1


def test_what_goes_wrong_in_a_callback_is_told_and_counted(
    counted: list[bool], caplog: pytest.LogCaptureFixture
) -> None:
    event = Event()
    event.rawlink(lambda _event: broken(ValueError("eleven")))
    event.set()
    gevent.sleep(0)

    assert len(counted) == 1
    assert [one.levelno for one in caplog.records] == [logging.ERROR]


def test_an_answer_to_healthz_that_goes_wrong_is_told_and_counted(
    counted: list[bool], caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(Health(FakeClock(), Metrics("fs1", print), [], broken_facts), "127.0.0.1", 0)
    try:
        with gevent.socket.create_connection(("127.0.0.1", server.server_port), timeout=5) as asking:
            asking.sendall(b"GET /healthz HTTP/1.1\r\nAuthorization: Bearer secret\r\n\r\n")
            answer = asking.recv(1000)
    finally:
        server.stop(timeout=0)

    assert answer.startswith(b"HTTP/1.1 500 ")
    assert len(counted) == 1
    assert "secret" not in str([vars(one) for one in caplog.records])


def test_the_relay_counts_what_goes_wrong(still: Play) -> None:
    still.unexpected.add("UnexpectedErrors")
    beside.spawn("a job", broken, ValueError("eleven"))
    until(lambda: still.relay.metrics.totals.get("UnexpectedErrors"))

    assert still.relay.metrics.totals["UnexpectedErrors"] == 1


def sources() -> Iterator[tuple[str, ast.AST]]:
    for file in RELAY.rglob("*.py"):
        if file.name != "beside.py" and not any(file.is_relative_to(child) for child in CHILDREN):
            for node in ast.walk(ast.parse(file.read_text())):
                yield str(file.relative_to(RELAY)), node


def test_nothing_in_the_relay_is_begun_in_any_other_way() -> None:
    bare = [
        f"{file}:{node.lineno}"
        for file, node in sources()
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr in BEGINNING)
            or (isinstance(node.func, ast.Name) and node.func.id in BEGINNING - {"spawn"})
        )
    ]
    imported = [
        f"{file}:{node.lineno}"
        for file, node in sources()
        if isinstance(node, ast.ImportFrom)
        and node.module != "freeswitch.relay.loops.beside"
        and any(name.name in BEGINNING - {"Greenlet"} for name in node.names)
    ]

    assert (bare, imported) == ([], [])


def test_whoever_catches_everything_tells_of_it_or_passes_it_on() -> None:
    silent = []
    for file, node in sources():
        if not isinstance(node, ast.ExceptHandler):
            continue
        named = {one.id for one in ast.walk(node.type) if isinstance(one, ast.Name)} if node.type else CATCHING_ALL
        called = {one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}
        last = node.body[-1]
        # As it is, or in the words of another error.
        passes_on = isinstance(last, ast.Raise) and (
            last.exc is None or node.name in {one.id for one in ast.walk(last.exc) if isinstance(one, ast.Name)}
        )
        if named & CATCHING_ALL and "tell" not in called and not passes_on:
            silent.append(f"{file}:{node.lineno}")

    assert silent == []
