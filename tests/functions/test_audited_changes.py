"""Whatever is changed through live and rooms has its entry in the audit, or says itself who did it.

mux_control's operations are tried in tests/functions/mux_control/test_auditing.py.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from starlette.testclient import TestClient

from functions.mux_control.operations import ALL_OPERATIONS, OPERATIONS
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.users import forget_domains
from tests.functions import control
from tests.functions.audits import audit_refuses, entries
from tests.functions.lookups import provision
from tests.functions.whole_api import whole_client
from tests.tables import make_tables

HERE = "/v1/conferences/internal"
ELSEWHERE = {one.name for one in ALL_OPERATIONS if one.changes} - {one.name for one in OPERATIONS}
# A ticket changes nothing; a message has its writer's name, and its hour, as long as the audit lasts.
SAY_THEMSELVES = {"open_live", "post_message"}


@dataclass(frozen=True)
class Act:
    """A request that does what its operation is for, and what must be there before it.

    Attributes:
        there: makes that; a text that it gives is the path, an object the body.
        shown: where it is seen, if not where it is done.
    """

    method: str
    path: str
    body: object = None
    there: Callable[[TestClient], object] = lambda _: None
    shown: str = ""


def _put(path: str, body: object) -> Callable[[TestClient], object]:
    return lambda api: api.put(path, json=body)


USER, ROOM, GROUP, GATEWAY = "/v1/users/2000", "/v1/rooms/board", "/v1/groups/board", "/v1/gateways/carrier"
ENTRIES, REVOCATIONS = f"{ROOM}/entries", "/v1/tokens/revocations"
INVITEE, PROXY = f"{ROOM}/invitees/grace", {"proxy": "sip.carrier.example"}


def _invite(api: TestClient) -> None:
    api.put(ROOM, json={"dial_in": {}})
    api.put(INVITEE, json={})


def _link(api: TestClient) -> Mapping[str, str]:
    api.put(ROOM, json={})
    made: dict[str, str] = api.post(ENTRIES, json={}).json()
    return made


ACTS = {
    "delete_message": Act(
        "DELETE", f"{HERE}/messages/m1", None, lambda api: api.post(f"{HERE}/messages", json={"text": "a", "id": "m1"})
    ),
    "put_user": Act("PUT", USER, {}),
    "patch_user": Act("PATCH", USER, {"name": "Grace"}, _put(USER, {})),
    "delete_user": Act("DELETE", USER, None, _put(USER, {})),
    "put_room": Act("PUT", ROOM, {}),
    "patch_room": Act("PATCH", ROOM, {"open": True}, _put(ROOM, {})),
    "delete_room": Act("DELETE", ROOM, None, _put(ROOM, {})),
    "put_invitee": Act("PUT", INVITEE, {}, _put(ROOM, {"dial_in": {}})),
    "patch_invitee": Act("PATCH", INVITEE, {"moderator": True}, _invite),
    "delete_invitee": Act("DELETE", INVITEE, None, _invite),
    "put_group": Act("PUT", GROUP, {"members": ["1000"]}),
    "patch_group": Act("PATCH", GROUP, {"members": ["1001"]}, _put(GROUP, {"members": ["1000"]})),
    "delete_group": Act("DELETE", GROUP, None, _put(GROUP, {"members": ["1000"]})),
    "put_gateway": Act("PUT", GATEWAY, PROXY),
    "patch_gateway": Act("PATCH", GATEWAY, {"ping": 30}, _put(GATEWAY, PROXY)),
    "delete_gateway": Act("DELETE", GATEWAY, None, _put(GATEWAY, PROXY)),
    "create_entry": Act("POST", ENTRIES, {}, _put(ROOM, {})),
    "revoke_entry": Act("DELETE", "", None, lambda api: f"{ENTRIES}/{_link(api)['id']}", ENTRIES),
    "redeem_entry": Act("POST", "/v1/entries/redeem", None, lambda api: {"code": _link(api)["code"]}, ENTRIES),
    "observe": Act(
        "POST",
        f"{HERE}/observers",
        None,
        lambda api: api.patch("/v1/rooms/internal", json={"observers": True}),
        HERE,
    ),
    "revoke_tokens": Act("POST", REVOCATIONS, {"jti": "a-token"}),
    "allow_tokens": Act(
        "DELETE",
        f"{REVOCATIONS}?jti=a-token",
        None,
        lambda api: api.post(REVOCATIONS, json={"jti": "a-token"}),
        REVOCATIONS,
    ),
}


@pytest.fixture
def api() -> Iterator[TestClient]:
    with control.installation():
        make_tables([AttemptsItem])
        provision()
        control.start_conference("internal")
        yield whole_client()
    forget_domains()
    forget_identities()


def test_every_operation_that_changes_something_is_tried_or_says_itself() -> None:
    assert set(ACTS) | SAY_THEMSELVES == ELSEWHERE


@pytest.mark.parametrize("name", ACTS)
def test_every_change_through_live_and_rooms_has_its_entry(api: TestClient, name: str) -> None:
    act = ACTS[name]
    path, body = _asked(act, api)
    known = {entry.id for entry in entries()}

    answer = api.request(act.method, path, json=body)

    assert answer.status_code < 300, answer.text
    new = [entry for entry in entries() if entry.id not in known]
    assert {(entry.operation, entry.result, entry.request) for entry in new} == {
        (name, "done", answer.headers["x-request-id"])
    }
    assert all(entry.pseudonym for entry in new)


@pytest.mark.parametrize("name", ACTS)
def test_what_the_audit_cannot_take_is_not_changed_through_live_and_rooms(api: TestClient, name: str) -> None:
    act = ACTS[name]
    asked, body = _asked(act, api)
    path = f"{HERE}/messages" if name == "delete_message" else act.shown or asked
    before = api.get(path)

    with audit_refuses():
        answer = api.request(act.method, asked, json=body)

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    after = api.get(path)
    assert (after.status_code, _shown(after.json())) == (before.status_code, _shown(before.json()))


def _asked(act: Act, api: TestClient) -> tuple[str, object]:
    """The path and the body, once what must be there is there."""
    there = act.there(api)
    return (there if isinstance(there, str) else act.path), (there if isinstance(there, dict) else act.body)


def _shown(answer: object) -> object:
    """Without the request's own id, which every problem has."""
    return {key: value for key, value in answer.items() if key != "request_id"} if isinstance(answer, dict) else answer
