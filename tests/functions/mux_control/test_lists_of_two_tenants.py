"""Two tenants: in no list, and under no name that each domain has of its own, a token finds anything of the other's."""

from collections.abc import Mapping

import pytest
from starlette.testclient import TestClient

from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import User
from functions.shared.tables.provisioned.users import UsersItem
from tests.functions.control import bearer
from tests.functions.mux_control.tries import tried
from tests.functions.mux_control.two_tenants import (
    CANARY,
    is_of_one,
    nouns,
    nowhere,
    operations,
    settle_in,
    what_they_have,
    without,
)
from tests.functions.whole_api import whole_client


@pytest.fixture
def api(queue: str) -> TestClient:
    # Ours is a domain, too: what is put into it is there.
    UsersItem("example.com", "#", body='{"name":"example.com"}').save()
    UsersItem.of("example.com", "user#1002", encode(User(id="1002", a1_hash="0" * 32))).save()
    return whole_client()


@pytest.fixture
def places(api: TestClient) -> Mapping[str, str]:
    there = settle_in(api)
    api.get("/v1/conferences")
    return there


@pytest.mark.parametrize(("method", "path"), [each for each in operations() if not is_of_one(each[1])], ids=str)
def test_nothing_of_another_tenant_is_in_a_list_or_changed_under_a_name_of_our_own(
    api: TestClient, places: Mapping[str, str], method: str, path: str
) -> None:
    assert set(nouns(path)) <= set(places), "say in two_tenants.py what the other domain has of this"
    before = what_they_have()

    theirs = tried(api, method, path.format(**places))

    assert [CANARY in without(one.text, places, nouns(path)) for one in theirs] == [False] * len(theirs)
    assert what_they_have() == before


def test_a_list_of_named_conferences_asks_the_same_for_another_tenants_as_for_none(
    api: TestClient, places: Mapping[str, str]
) -> None:
    names = nowhere(places)
    of_theirs = tried(api, "get", "/v1/conferences", bearer(conferences=(places["conference"],)))
    of_nothing = tried(api, "get", "/v1/conferences", bearer(conferences=(names["conference"],)))

    assert [one.text for one in of_theirs] == [one.text for one in of_nothing]
    # The table says whose it is and nothing else of it.
    assert [len(one.calls) for one in of_theirs] == [len(one.calls) for one in of_nothing]
    assert [CANARY in call.replace(places["conference"], "") for call in of_theirs[0].calls] == [False]
