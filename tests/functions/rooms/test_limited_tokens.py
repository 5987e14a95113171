"""A token for some conferences provisions nothing: with a user or a gateway of its own it would reach all of them."""

import json

import pytest
from starlette.testclient import TestClient

from functions.shared.api.operation import Operation
from functions.shared.provisioning.over_http.operations import PROVISIONING_OPERATIONS
from functions.shared.tables.provisioned.rooms import RoomsItem
from functions.shared.tables.provisioned.routes import RoutesItem
from functions.shared.tables.provisioned.users import UsersItem
from tests.functions.control import bearer

NAMES = {"user": "2000", "room": "internal", "invitee": "grace", "group": "team", "gateway": "carrier"}
BODIES = {"group": {"members": ["1000"]}, "gateway": {"proxy": "sip.carrier.example"}}


def provisioned() -> list[str]:
    return sorted(json.dumps(item.serialize()) for kind in (UsersItem, RoomsItem, RoutesItem) for item in kind.scan())


@pytest.mark.parametrize("operation", PROVISIONING_OPERATIONS, ids=lambda one: one.name)
def test_a_token_for_some_conferences_provisions_nothing_and_reads_nothing(
    api: TestClient, operation: Operation
) -> None:
    before = provisioned()
    noun = operation.name.partition("_")[2]

    answer = api.request(
        operation.method,
        operation.path.format(**NAMES),
        json=None if operation.method in ("GET", "DELETE") else BODIES.get(noun, {}),
        headers=bearer(conferences=("internal",)),
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_ability")
    assert "some conferences only" in answer.json()["detail"]
    assert provisioned() == before
