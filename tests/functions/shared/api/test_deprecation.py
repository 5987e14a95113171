"""An operation that will go says so in every answer, in the description and on the page; the others say nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.testclient import TestClient

from functions.mux_control.description.docs import docs_page
from functions.mux_control.description.openapi import description
from functions.mux_control.operations import ALL_OPERATIONS, OPERATIONS
from functions.shared.api.deprecation import LEAST_NOTICE, Deprecation
from functions.shared.api.gates import routes
from functions.shared.api.operation import Read
from functions.shared.api.problems import Problem
from functions.shared.api.rate_limits import RateLimits
from functions.shared.api.serving import served
from functions.shared.api.tokens import Grant, Tokens
from tests.functions.control import SETTINGS, bearer

SINCE = datetime(2027, 1, 1, tzinfo=UTC)
UNTIL = datetime(2027, 12, 31, 23, 59, 59, tzinfo=UTC)
GOES = Deprecation(since=SINCE, until=UNTIL, instead="`GET /v1/openapi.json`")
LINK = '</docs#get_description>; rel="deprecation"; type="text/html"'


async def read(request: Request, _: Grant) -> Response:
    if request.query_params:
        raise Problem("invalid_field", "nothing can be asked here")
    return JSONResponse({}, headers={"Link": '</v1/next>; rel="next"'})


async def fail(_: Request, __: Grant) -> Response:
    raise RuntimeError("this is broken")


@pytest.fixture(autouse=True)
def tables(api: TestClient) -> TestClient:
    """Where tokens are looked up."""
    return api


def deprecated_api(deprecated: Deprecation | None, answer: Read = read, origins: tuple[str, ...] = ()) -> TestClient:
    """An API of one operation, deprecated or not."""
    (known,) = (one for one in OPERATIONS if one.name == "get_description")
    settings = replace(SETTINGS, cors_origins=origins)
    known = replace(known, public=False, read_openly=None)
    made = routes([replace(known, read=answer, deprecated=deprecated)], Tokens(settings), RateLimits(100, 100))
    return TestClient(served(made, settings), headers=bearer(), raise_server_exceptions=False)


def test_every_answer_of_it_says_since_when_until_when_and_where_to_read() -> None:
    answer = deprecated_api(GOES).get("/v1/openapi.json")

    assert answer.headers["Deprecation"] == "@1798761600"
    assert answer.headers["Sunset"] == "Fri, 31 Dec 2027 23:59:59 GMT"
    # What is sent and what is read back are one moment.
    assert parsedate_to_datetime(answer.headers["Sunset"]) == UNTIL
    assert datetime.fromtimestamp(int(answer.headers["Deprecation"].removeprefix("@")), UTC) == SINCE
    assert answer.headers.get_list("Link") == ['</v1/next>; rel="next"', LINK]


@pytest.mark.parametrize(
    ("query", "answer", "headers", "status"),
    [
        ("?x=1", read, {}, 422),
        ("", fail, {}, 500),
        ("", read, {"Authorization": "Bearer no-token"}, 401),
    ],
)
def test_a_refusal_and_a_failure_say_so_too(query: str, answer: Read, headers: dict[str, str], status: int) -> None:
    found = deprecated_api(GOES, answer).get(f"/v1/openapi.json{query}", headers=headers)

    assert found.status_code == status
    assert found.headers["Deprecation"] == "@1798761600"
    assert found.headers["Sunset"] == "Fri, 31 Dec 2027 23:59:59 GMT"
    assert found.headers.get_list("Link") == [LINK]


def test_an_end_that_is_not_decided_is_not_told() -> None:
    found = deprecated_api(replace(GOES, until=None)).get("/v1/openapi.json")

    assert "Deprecation" in found.headers
    assert "Sunset" not in found.headers


def test_what_is_not_deprecated_says_nothing() -> None:
    found = deprecated_api(None).get("/v1/openapi.json")

    assert {"deprecation", "sunset"}.isdisjoint(found.headers)
    assert found.headers.get_list("Link") == ['</v1/next>; rel="next"']


def test_a_page_of_another_origin_can_read_it() -> None:
    found = deprecated_api(GOES, origins=("https://app.example.com",)).get(
        "/v1/openapi.json", headers={"Origin": "https://app.example.com"}
    )

    assert {"Deprecation", "Sunset"} <= set(found.headers["access-control-expose-headers"].split(", "))


def test_the_description_and_the_page_say_what_to_use_instead() -> None:
    goes = tuple(replace(one, deprecated=GOES) if one.name == "list_members" else one for one in ALL_OPERATIONS)
    described: Any = description(goes)
    words = "Deprecated since 2027-01-01: list_members may be gone from 2027-12-31 on. Instead: `GET /v1/openapi.json`."

    members = described["paths"]["/v1/conferences/{conference}/members"]
    assert members["get"]["deprecated"]
    assert words in members["get"]["description"].split("\n\n")
    assert "deprecated" not in members["delete"]
    assert "Deprecated since 2027-01-01: list_members" in docs_page(goes, described["components"]["schemas"])


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=1))])
def test_a_moment_without_its_zone_or_of_another_is_refused(name: str, zone: timezone | None) -> None:
    moments = {"since": SINCE, "until": UNTIL}

    with pytest.raises(ValueError, match=f"{name} is .*must be in UTC"):
        Deprecation(**{**moments, name: moments[name].replace(tzinfo=zone)}, instead="nothing")


def test_nobody_is_given_less_time_than_was_promised() -> None:
    Deprecation(since=SINCE, until=SINCE + LEAST_NOTICE, instead="nothing")

    with pytest.raises(ValueError, match=r"180 days after .* is the soonest"):
        Deprecation(since=SINCE, until=SINCE + LEAST_NOTICE - timedelta(seconds=1), instead="nothing")


def test_what_is_promised_is_written_down() -> None:
    text = (Path(__file__).parents[4] / "docs" / "versions.md").read_text(encoding="utf-8")

    assert f"{LEAST_NOTICE.days} days" in text
