"""A node's life over HTTP: seen by who operates it, drained, let in again, removed."""

import time
from typing import Any

import pytest
from pynamodb.expressions.update import Action
from starlette.testclient import TestClient

from functions.mux_control.nodes import life
from functions.shared.claims.claiming import UNMET_SECONDS
from functions.shared.feed.domain_feed import feed_of
from functions.shared.feed.reading import events_since
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.known.nodes import KNOWN_SECONDS, forget_nodes
from functions.shared.tables.nodes import ARRIVING_SECONDS, LOST_SECONDS, NodesItem, find_node
from functions.shared.tables.provisioned.identities import IDENTITY_KEY, IdentitiesItem
from functions.sweep import app as sweep
from tests.functions.audits import entries
from tests.functions.control import bearer, node
from tests.nodes import serve

NODES = "/v1/nodes"
FS1 = f"{NODES}/fs1"
DRAIN, UNDRAIN = {"draining": True}, {"draining": False}


@pytest.fixture(autouse=True)
def place(queue: str) -> None:
    """Of four nodes one serves both domains, two one each, and one is provisioned no more."""
    serve("example.com", "other.example", node="fs1")
    serve("other.example", node="fs2")
    serve("example.com", node="fs3")
    for name in ("fs2", "fs3", "fs4"):
        node(name)


def told(domain: str = "example.com") -> list[tuple[str, dict[str, object]]]:
    return [(one.type, one.data) for one in events_since(feed_of(domain), 0)]


def carries(name: str = "fs1", *, conferences: int = 0, beat: float = 0.0, since: float | None = None) -> None:
    """What its relay has told so many seconds ago, of a node that drains since then."""
    changes: list[Action] = [NodesItem.conferences.set(conferences), NodesItem.heartbeat.set(time.time() - beat)]
    changes += [] if since is None else [NodesItem.draining_since.set(time.time() - since)]
    NodesItem(name).update(actions=changes)
    forget_nodes()


def problem(answer: Any) -> tuple[int, str, str | None]:
    return answer.status_code, answer.json()["code"], answer.json().get("reason")


def test_who_operates_sees_the_nodes_that_serve_the_domain(api: TestClient) -> None:
    listed = api.get(NODES, params={"limit": 1}).json()
    rest = api.get(NODES, params={"limit": 1, "cursor": listed["next"]}).json()

    assert [[one["name"] for one in page["items"]] for page in (listed, rest)] == [["fs1"], ["fs3"]]
    assert rest["next"] is None
    one = api.get(FS1)
    assert one.json() == listed["items"][0]
    assert one.headers["etag"] == '"0"'
    shown = {name: one.json()[name] for name in ("state", "served", "draining", "empty", "removing", "conferences")}
    assert list(shown.values()) == ["up", True, False, False, False, 0]


def test_one_of_which_another_version_says_who_it_is_hides_no_other(api: TestClient) -> None:
    IdentitiesItem("fs3", IDENTITY_KEY, body='{"name": 3}').save()

    assert [one["name"] for one in api.get(NODES).json()["items"]] == ["fs1"]


@pytest.mark.parametrize(("method", "body"), [("GET", None), ("PATCH", DRAIN), ("DELETE", None)])
def test_another_domain_s_node_is_not_there_and_without_the_ability_none_is(
    api: TestClient, method: str, body: object
) -> None:
    assert problem(api.request(method, f"{NODES}/fs2", json=body))[:2] == (404, "node_not_found")
    assert problem(api.request(method, FS1, json=body, headers=bearer("admin")))[:2] == (403, "missing_ability")
    assert all(not one.draining for one in map(find_node, ("fs1", "fs2")) if one is not None)


def test_a_node_is_drained_and_let_in_again_and_every_domain_that_it_serves_is_told(api: TestClient) -> None:
    drained = api.patch(FS1, json=DRAIN)
    again = api.patch(FS1, json=DRAIN)
    back = api.patch(FS1, json=UNDRAIN)

    assert [(one.json()["draining"], one.headers["etag"]) for one in (drained, again, back)] == [
        (True, '"1"'), (True, '"1"'), (False, '"2"'),
    ]  # fmt: skip
    assert drained.json()["draining_since"] == again.json()["draining_since"]
    assert back.json()["draining_since"] is None
    changed = [
        ("node.changed", {"node": "fs1", "draining": draining, "empty": False, "removing": False})
        for draining in (True, False)
    ]
    assert told() == told("other.example") == changed
    assert [(one.operation, one.object, one.revision) for one in entries()] == [
        ("update_node", "node fs1", 1), ("update_node", "node fs1", 1), ("update_node", "node fs1", 2),
    ]  # fmt: skip


def test_the_same_key_does_it_once_and_an_old_revision_not_at_all(api: TestClient) -> None:
    once = {"Idempotency-Key": "once"}
    first = api.patch(FS1, json=DRAIN, headers=once)
    api.patch(FS1, json=UNDRAIN)
    second = api.patch(FS1, json=DRAIN, headers=once)
    other = api.patch(FS1, json=UNDRAIN, headers=once)
    late = api.patch(FS1, json=DRAIN, headers={"If-Match": '"1"'})

    assert (second.json(), second.headers["etag"]) == (first.json(), '"1"')
    assert problem(other)[:2] == (422, "idempotency_key_reused")
    assert problem(late)[:2] == (412, "revision_moved")
    assert api.get(FS1).json()["draining"] is False


def test_of_two_who_want_something_at_once_one_is_told_to_read_again(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = find_node("fs1")
    api.patch(FS1, json=DRAIN)
    monkeypatch.setattr(life, "find_node", lambda _: read)

    assert problem(api.delete(f"{NODES}/fs1"))[:2] == (409, "node_not_empty")
    assert problem(api.patch(FS1, json=DRAIN))[:2] == (412, "revision_moved")
    assert len(entries()) == 1


def test_what_a_relay_tells_leaves_what_is_wanted(api: TestClient) -> None:
    api.patch(FS1, json=DRAIN)
    carries(conferences=3)

    shown = api.get(FS1).json()

    assert (shown["draining"], shown["conferences"], shown["empty"]) == (True, 3, False)


def test_it_is_empty_when_nobody_is_there_and_nobody_can_be_on_the_way(api: TestClient) -> None:
    api.patch(FS1, json=DRAIN)
    seen = []
    for conferences, since in ((0, ARRIVING_SECONDS - 1), (1, ARRIVING_SECONDS + 1), (0, ARRIVING_SECONDS + 1)):
        carries(conferences=conferences, since=since)
        seen.append(api.get(FS1).json()["empty"])

    carries(beat=LOST_SECONDS + 1, since=ARRIVING_SECONDS + LOST_SECONDS + 9)
    lost = api.get(FS1).json()

    assert seen == [False, False, True]
    # Of a lost one nobody knows.
    assert (lost["state"], lost["empty"]) == ("lost", False)
    # A claim that nobody has come to yet, by whoever remembers the row of before.
    assert ARRIVING_SECONDS >= UNMET_SECONDS + KNOWN_SECONDS


def test_that_it_is_empty_is_told_once(api: TestClient) -> None:
    api.patch(FS1, json=DRAIN)
    carries(since=ARRIVING_SECONDS + 1)

    for _ in range(2):
        sweep.run_once(time.time())

    assert [(kind, data["empty"]) for kind, data in told()] == [("node.changed", False), ("node.changed", True)]


def test_what_could_not_be_told_at_once_is_told_by_the_sweep(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise TablesUnavailable("throttled")

    monkeypatch.setattr(life, "tell_wishes", fails)
    drained = api.patch(FS1, json=DRAIN)
    before = told()
    sweep.run_once(time.time())

    assert (drained.status_code, before) == (200, [])
    assert [kind for kind, _ in told()] == ["node.changed"]


def test_a_living_node_is_removed_only_when_it_is_empty(api: TestClient) -> None:
    refused = [problem(api.delete(FS1))]
    api.patch(FS1, json=DRAIN)
    refused.append(problem(api.delete(FS1)))
    carries(conferences=2, since=ARRIVING_SECONDS + 1)
    refused.append(problem(api.delete(FS1)))
    carries(since=ARRIVING_SECONDS + 1)

    assert refused == [(409, "node_not_empty", why) for why in ("not_draining", "arriving", "conferences")]
    assert api.delete(FS1).status_code == 204
    assert api.get(FS1).json()["removing"] is True


def test_an_empty_node_is_gone_when_its_relay_is(api: TestClient) -> None:
    NodesItem("fs3").update(actions=[NodesItem.draining.set(True), NodesItem.draining_since.set(1)])
    assert api.delete(f"{NODES}/fs3").status_code == 204
    sweep.run_once(time.time())
    still = api.get(f"{NODES}/fs3")
    carries("fs3", beat=LOST_SECONDS + 1)
    sweep.run_once(time.time())

    assert (still.status_code, find_node("fs3")) == (200, None)
    assert problem(api.get(f"{NODES}/fs3"))[:2] == (404, "node_not_found")
    assert told()[-1] == ("node.removed", {"node": "fs3"})


def test_what_is_wanted_of_a_node_that_comes_back_under_the_name_of_one_that_was_removed_is_told(
    api: TestClient,
) -> None:
    for _ in range(2):
        node("fs3", beat=LOST_SECONDS + 1, switch=LOST_SECONDS + 1)
        api.patch(f"{NODES}/fs3", json=DRAIN)
        api.delete(f"{NODES}/fs3")
        sweep.run_once(time.time())
        assert find_node("fs3") is None

    life = ["node.changed", "node.changed", "node.removed"]
    assert [kind for kind, _ in told()] == [*life, *life]


def test_a_removal_is_taken_back_and_drain_does_not_do_so(api: TestClient) -> None:
    node("fs3", beat=LOST_SECONDS + 1, switch=LOST_SECONDS + 1)
    fs3 = f"{NODES}/fs3"
    assert api.delete(fs3, headers={"Idempotency-Key": "gone"}).status_code == 204

    drained = api.patch(fs3, json=DRAIN).json()
    back = api.patch(fs3, json=UNDRAIN).json()
    # The key was for that time.
    assert api.delete(fs3, headers={"Idempotency-Key": "gone"}).status_code == 204
    sweep.run_once(time.time())

    assert [(one["draining"], one["removing"]) for one in (drained, back)] == [(True, True), (False, False)]
    assert find_node("fs3") is not None


def test_a_relay_that_beats_at_the_last_moment_keeps_its_row(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    node("fs3", beat=LOST_SECONDS + 1, switch=LOST_SECONDS + 1)
    api.delete(f"{NODES}/fs3")
    monkeypatch.setattr("functions.sweep.wanted_of_nodes.tell_gone", lambda *_, **__: carries("fs3"))

    sweep.run_once(time.time())

    kept = find_node("fs3")
    assert kept is not None
    assert (kept.removing, kept.draining) == (True, True)
