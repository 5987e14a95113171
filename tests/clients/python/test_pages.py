"""Lists page by page."""

import httpx2
import pytest

from freeswitch_functions_client import Problem
from tests.clients.python.both import Asked, both, json

MESSAGE = {"sender": "ada", "name": None, "text": "Hello", "at": "2026-05-04T12:00:00.000Z", "deleted_at": None}


def page(*ids: str, following: str | None) -> httpx2.Response:
    return json({"items": [{"id": one, **MESSAGE} for one in ids], "next": following})


@both
def test_all_pages_come_as_one_list_each_asked_for_when_it_is_needed(kind: str) -> None:
    asked = Asked(kind, [page("a", "b", following="then"), page(following="on"), page("c", following=None)])

    assert [one.id for one in asked.get(lambda api: api.all_messages("internal", limit=2))] == ["a", "b", "c"]
    assert [request.url.query for request in asked.requests] == [
        b"limit=2",
        b"limit=2&cursor=then",
        b"limit=2&cursor=on",
    ]


@both
def test_a_list_that_leads_to_itself_ends(kind: str) -> None:
    asked = Asked(kind, [page("a", following="then")])

    with pytest.raises(Problem):
        asked.get(lambda api: api.all_messages("internal"))

    assert len(asked.requests) == 2
