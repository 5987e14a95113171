"""An API that stands behind CloudFront is reached through it only, and sees who asks it and not who passes it on."""

import dataclasses
import json
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from functions.live.app import create_app as create_live
from functions.mux_control.app import create_app as create_mux_control
from functions.mux_control.operations import ALL_OPERATIONS
from functions.rooms.app import create_app as create_rooms
from functions.rooms.entries.networks import MOST_TRIES, WINDOW_SECONDS
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.settings import ApiSettings, SettingError, read
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.telemetry.observations import logger
from infra.local.template import TEMPLATE
from tests.functions import control
from tests.functions.lookups import provision
from tests.functions.whole_api import whole_api
from tests.tables import make_tables

OLD, NEW = "the-old-secret-" + "o" * 40, "the-new-secret-" + "n" * 40
FRONT = dataclasses.replace(control.SETTINGS, front_secrets=(NEW, OLD))
FUNCTIONS = TEMPLATE.parent / "functions"
ADA_AT = "198.51.100.7"


def through(address: str = ADA_AT, secret: str = NEW) -> dict[str, str]:
    """What CloudFront adds."""
    return {"X-Front-Secret": secret, "X-Viewer-Address": address}


@pytest.fixture(autouse=True)
def _installation() -> Iterator[None]:
    with control.installation():
        make_tables([AttemptsItem])
        provision()
        yield


def asking(app: ASGIApp) -> TestClient:
    """Somebody with a token for everything; the connection itself is CloudFront's, or a stranger's."""
    return TestClient(app, headers=control.bearer(), client=("192.0.2.9", 1), raise_server_exceptions=False)


ENTRANCES = [
    *((operation.method, re.sub(r"{\w+}", "x", operation.path)) for operation in ALL_OPERATIONS),
    *(("GET", path) for path in ("/docs", "/healthz", "/v1/openapi.json", "/v1/nothing")),
    *(("OPTIONS", path) for path in ("/v1/conferences", "/v1/rooms/x", "/v1/live")),
]


@pytest.mark.parametrize(("method", "path"), ENTRANCES)
def test_no_entrance_answers_whoever_comes_past_the_front(method: str, path: str) -> None:
    app = asking(whole_api(dataclasses.replace(FRONT, cors_origins=("https://meet.example.com",))))

    for headers in ({}, {"X-Front-Secret": "x" * 40}, {"X-Front-Secret": ""}, {"X-Viewer-Address": ADA_AT}):
        answer = app.request(method, path, headers={**headers, "Origin": "https://meet.example.com"})
        assert answer.status_code == 403
        assert answer.headers["x-request-id"]
        assert method == "HEAD" or answer.json()["code"] == "not_through_front"


@pytest.mark.parametrize("create_app", [create_mux_control, create_rooms, create_live])
def test_both_secrets_are_taken_while_one_is_changed(create_app: object) -> None:
    assert callable(create_app)
    app = asking(create_app(FRONT))
    path = {create_mux_control: "/v1/conferences", create_rooms: "/v1/rooms", create_live: "/v1/events"}[create_app]
    later = asking(create_app(dataclasses.replace(FRONT, front_secrets=(NEW,))))

    assert [app.get(path, headers=through(secret=each)).status_code for each in (OLD, NEW)] == [200, 200]
    assert [later.get(path, headers=through(secret=each)).status_code for each in (OLD, NEW)] == [403, 200]


def audited_address(settings: ApiSettings, headers: dict[str, str]) -> object:
    """From where the audit says that the last change came."""
    app = asking(create_mux_control(settings))
    assert app.patch("/v1/conferences/internal", json={"locked": True}, headers=headers).status_code == 202
    return app.get("/v1/audit", headers=headers).json()["items"][0]["address"]


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        (ADA_AT, ADA_AT),
        ("2001:db8::7", "2001:db8::7"),
        # CloudFront tells an address; should it ever tell none, nobody's is written down.
        ("somebody", None),
        ("", None),
    ],
)
def test_the_audit_has_the_address_of_whoever_asked(told: str, seen: str | None) -> None:
    forged = {"X-Forwarded-For": "203.0.113.1", "Forwarded": "for=203.0.113.1"}

    assert audited_address(FRONT, {**through(told), **forged}) == seen


def test_nobody_is_believed_about_an_address_where_no_front_proves_itself() -> None:
    assert audited_address(control.SETTINGS, through()) == "192.0.2.9"


def test_two_of_a_header_are_none() -> None:
    app = asking(create_mux_control(FRONT))

    twice = [*through().items(), ("X-Front-Secret", NEW)]
    assert app.get("/v1/conferences", headers=[*control.bearer().items(), *twice]).status_code == 403


def test_tries_at_links_are_counted_by_who_tries_and_not_by_who_passes_them_on(monkeypatch: pytest.MonkeyPatch) -> None:
    app = asking(create_rooms(FRONT))
    monkeypatch.setattr("functions.rooms.entries.redeeming.time.time", lambda: 30_000_000.0 * WINDOW_SECONDS)

    def tries(address: str, times: int) -> list[int]:
        asked = {**through(address), "Authorization": ""}
        answers = [app.post("/v1/entries/redeem", json={"code": "A" * 22}, headers=asked) for _ in range(times)]
        return [answer.status_code for answer in answers]

    assert set(tries(ADA_AT, MOST_TRIES)) == {404}
    assert tries(ADA_AT, 1) == [429]
    assert tries("198.51.100.8", 1) == [404]


def test_on_lambda_the_secret_reaches_no_log_and_nothing_behind_the_front(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    handler = logger.handlers[0]
    monkeypatch.setattr(handler, "emit", lambda record: lines.append(handler.format(record)))
    monkeypatch.setenv("API_FRONT_SECRET", f"{NEW},{OLD}")
    settings = dataclasses.replace(FRONT, front_secrets=read(ApiSettings).front_secrets)
    seen: list[dict[str, str]] = []

    def fail(request: object, *_: object, **__: object) -> None:
        seen.append(dict(getattr(request, "headers", {})))
        raise RuntimeError(f"it was {NEW}")

    monkeypatch.setattr("functions.shared.api.sight.presence.find_own_conference", fail)
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/v1/conferences/internal",
        "rawQueryString": "",
        # API Gateway gives names in small letters.
        "headers": {name.lower(): value for name, value in {**control.bearer(), **through()}.items()},
        "requestContext": {
            "requestId": "JKJaXmPLvHcESHA=",
            "http": {"method": "GET", "path": "/v1/conferences/internal", "sourceIp": "192.0.2.9"},
        },
        "isBase64Encoded": False,
    }
    context = type("Context", (), {"aws_request_id": "of the function", "function_name": "x"})()
    answer = lambda_handler(create_mux_control(settings))(event, context)

    assert answer["statusCode"] == 500
    assert lines
    assert seen
    assert NEW not in json.dumps([lines, seen, answer])
    assert NEW not in repr(settings)


def test_a_secret_that_can_be_guessed_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_FRONT_SECRET", f"{NEW},short")

    with pytest.raises(SettingError, match="API_FRONT_SECRET is too short"):
        read(ApiSettings)


def test_one_function_says_from_where_a_request_came() -> None:
    readers = {
        path.relative_to(FUNCTIONS).as_posix()
        for path in FUNCTIONS.rglob("*.py")
        if re.search(
            r"request\.client\b|sourceIp|forwarded-for|viewer-address|\[.client.\]", path.read_text(), re.IGNORECASE
        )
    }

    assert readers == {"shared/api/front.py"}
