"""A cursor is good for the list that it was made for: in any other one, and with other filters, it is none."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.mux_control.operations import ALL_OPERATIONS
from functions.shared.audit.entry import Entry
from functions.shared.tables.history.audit import append
from tests.functions import control
from tests.functions.control import bearer
from tests.functions.mux_control.two_tenants import DOMAIN, settle_in
from tests.functions.whole_api import whole_client

# What the other domain has stands in each of these lists.
LISTS = [one.path for one in ALL_OPERATIONS if any(query.name == "cursor" for query in one.queries)]
THEIRS = bearer(domain=DOMAIN)
# A query says how a list is shown by these, and by nothing else.
SHOWN_HOW = "limit=1&format=json"


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    with control.installation():
        yield whole_client()


@pytest.fixture(scope="module")
def places(api: TestClient) -> Mapping[str, str]:
    return settle_in(api)


@pytest.fixture(scope="module")
def cursor(api: TestClient, places: Mapping[str, str]) -> str:
    """The one of the second page of all that was done in the domain, which settling in has made long."""
    assert places
    return str(api.get(f"/v1/audit?{SHOWN_HOW}", headers=THEIRS).json()["next"])


def errors(answer: Any) -> list[str]:
    return [one["field"] for one in answer.json().get("errors", ())]


@pytest.mark.parametrize("path", [path for path in LISTS if path != "/v1/audit"])
def test_a_cursor_of_one_list_is_none_in_another(
    api: TestClient, places: Mapping[str, str], cursor: str, path: str
) -> None:
    answer = api.get(path.format(**places), params={"cursor": cursor}, headers=THEIRS)

    assert (answer.status_code, errors(answer)) == (422, ["cursor"]), answer.text


@pytest.mark.parametrize("other", ["subject=tester", "conference=canary-theirs", "from=2026-01-01T12:00:00Z"])
def test_a_cursor_is_none_with_other_filters_than_those_that_it_was_made_with(
    api: TestClient, cursor: str, other: str
) -> None:
    answer = api.get(f"/v1/audit?{other}&cursor={cursor}", headers=THEIRS)

    assert (answer.status_code, errors(answer)) == (422, ["cursor"]), answer.text


def test_a_cursor_goes_on_with_the_same_filters_in_another_order_and_form(api: TestClient) -> None:
    for number in range(3):
        at = time.time() - number
        append(Entry(domain="example.com", at=at, operation=f"o{number}", result="done", conference="internal"))
    asked: dict[str, Any] = {"conference": "internal", "from": "2026-01-01T12:00:00Z"}

    first = api.get("/v1/audit", params={**asked, "limit": 1}).json()
    other_way: dict[str, Any] = {"format": "json", "limit": 9, "cursor": first["next"], **dict(reversed(asked.items()))}
    rest = api.get("/v1/audit", params=other_way).json()

    assert [one["operation"] for one in (*first["items"], *rest["items"])] == ["o0", "o1", "o2"]


def test_the_lists_with_pages_are_those_that_the_api_has() -> None:
    """Without this there might be nothing to try."""
    assert {"/v1/audit", "/v1/meetings", "/v1/conferences", "/v1/assets", "/v1/rooms", "/v1/users"} <= set(LISTS)
