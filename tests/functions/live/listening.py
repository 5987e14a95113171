"""A small installation for tests of who listens: the tables of the API and the feed, a stub of the gateway."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from starlette.testclient import TestClient

from functions.live import app as live
from functions.shared.api.rate_limits import RateLimits
from functions.shared.feed.appending import append
from functions.shared.feed.changes import event_of
from functions.shared.feed.events import Event, Happening, MemberChanged
from functions.shared.live import posting
from functions.shared.tables.conferences.rows import find_conference
from tests.functions.control import ADA, SETTINGS, bearer, installation, token
from tests.permissions import acting

WHO = "LiveFunction"


class GatewayStub:
    """In place of the client of API Gateway: who is connected, what came, and who is slow or gone."""

    def __init__(self) -> None:
        self.frames: dict[str, list[Any]] = {}
        self.sizes: list[int] = []
        self.closed: set[str] = set()
        self.gone: set[str] = set()
        self.slow: set[str] = set()
        # Whose end the gateway does not carry out.
        self.stuck: set[str] = set()
        self.posts = 0
        self.closings = 0

    def post_to_connection(self, *, ConnectionId: str, Data: bytes) -> None:  # noqa: N803  # as boto3 names them
        self.posts += 1
        if ConnectionId in self.gone | self.closed:
            raise ClientError({"Error": {"Code": "GoneException"}}, "PostToConnection")
        if ConnectionId in self.slow:
            raise ReadTimeoutError(endpoint_url="https://gateway")
        self.sizes.append(len(Data))
        self.frames.setdefault(ConnectionId, []).append(msgspec.json.decode(Data))

    def delete_connection(self, *, ConnectionId: str) -> None:  # noqa: N803
        self.closings += 1
        if ConnectionId in self.stuck:
            raise ReadTimeoutError(endpoint_url="https://gateway")
        if ConnectionId in self.gone:
            raise ClientError({"Error": {"Code": "GoneException"}}, "DeleteConnection")
        self.closed.add(ConnectionId)

    def taken(self, connection: str) -> list[Any]:
        """What came since the last look."""
        return self.frames.pop(connection, [])


@contextmanager
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[GatewayStub]:
    """The tables with a conference, and the gateway."""
    stub = GatewayStub()
    monkeypatch.setattr(posting, "gateway", lambda: stub)
    with installation():
        yield stub


def http() -> TestClient:
    return TestClient(live.create_app(SETTINGS), headers=bearer("view"), raise_server_exceptions=False)


def ask(event: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to an event of API Gateway; the function may do what its policy allows."""
    handle = live.socket_handler(RateLimits(1000, 100_000))
    with acting(WHO):
        return handle(event, SimpleNamespace(aws_request_id="r"))


def event(kind: str, connection: str, **more: object) -> dict[str, Any]:
    return {"requestContext": {"eventType": kind, "connectionId": connection, "requestId": "r"}, **more}


def ticket(*can: str, domain: str = "example.com", conferences: tuple[str, ...] = ("*",)) -> str:
    return ticket_of(token(*(can or ("view",)), domain=domain, conferences=conferences))


def ticket_of(bearers: str) -> str:
    """What a token's holder gets for it."""
    with acting(WHO):
        answer = http().post("/v1/live", headers={"Authorization": f"Bearer {bearers}"})
    assert answer.status_code == 200, answer.text
    return str(parse_qs(urlsplit(answer.json()["url"]).query)["ticket"][0])


def connect(connection: str, with_ticket: str) -> int:
    return int(ask(event("CONNECT", connection, queryStringParameters={"ticket": with_ticket}))["statusCode"])


def say(connection: str, **message: object) -> None:
    assert ask(event("MESSAGE", connection, body=msgspec.json.encode(message).decode())) == {"statusCode": 200}


def happen(*happenings: Happening, conference: str = "internal") -> list[Event]:
    """Tell the feed something; returns it with its seqs."""
    stored = find_conference(conference)
    assert stored is not None
    made = [event_of(stored.state, one, "2026-01-01T00:00:00.000Z") for one in happenings]
    return list(append(made, domain=stored.state.domain, now=time.time()).events)


def muted(value: bool, uuid: str = ADA) -> MemberChanged:
    return MemberChanged(uuid=uuid, changed={"muted": value})
