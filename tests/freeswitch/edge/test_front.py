"""What the look-ups' own way in answers where there is no question, or more goes wrong than anybody has thought of."""

import asyncio
from collections.abc import Sequence
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bench.edge.functions_stub import functions
from bench.edge.running import edge
from freeswitch.edge import front
from freeswitch.edge.asked import Asked
from freeswitch.edge.front import with_front
from freeswitch.edge.lookups import Lookups, Reply
from freeswitch.edge.regions import Regions
from freeswitch.relay.telemetry.metrics import Metrics

HALF = {"type": "http.request", "body": b"section=", "more_body": True}
GONE = {"type": "http.disconnect"}


class Broken(Lookups):
    """Falls over every question."""

    async def reply(self, asked: Asked) -> Reply:
        raise KeyError(asked.path)


async def nobody(_scope: object, _receive: object, _send: object) -> None:
    raise AssertionError("a look-up went on to the other app")


def posted(came: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """Return the status, and how often something was counted as unexpected."""
    metrics = Metrics("fs1", lambda _line: None, "edge")
    app = with_front(Broken(Regions([], None, metrics), metrics, 0), metrics, nobody)  # type: ignore[arg-type]  # no region
    coming, said = list(came), []

    async def receive() -> dict[str, Any]:
        if not coming:
            await asyncio.Event().wait()
        return coming.pop(0)

    async def send(message: Any) -> None:
        said.append(message)

    async def ask() -> None:
        await app({"type": "http", "path": "/directory", "method": "POST", "headers": []}, receive, send)

    asyncio.run(ask())
    return said[0]["status"], int(metrics.totals.get("UnexpectedErrors", 0))


def test_what_nobody_has_thought_of_is_counted_and_answered() -> None:
    assert posted([{"type": "http.request", "body": b""}]) == (500, 1)


@pytest.mark.parametrize("then", [[GONE], []], ids=["hangs up", "says no more"])
def test_whoever_gives_up_in_the_middle_of_a_question_is_waited_for_no_longer(
    monkeypatch: pytest.MonkeyPatch, then: list[dict[str, Any]]
) -> None:
    monkeypatch.setattr(front, "BODY_SECONDS", 0.05)

    assert posted([HALF, *then]) == (400, 0)


def test_a_look_up_is_posted() -> None:
    with functions(None) as stub, edge(stub.url) as running, pytest.raises(HTTPError) as refused:
        urlopen(f"{running.url}/directory", timeout=5)

    with refused.value as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert stub.requests == []
