"""The domain's gateways, and how each is on every node."""

import time

import pytest
from starlette.testclient import TestClient

from functions.shared.nodes.gateway_states import GatewayState, write
from functions.shared.tables.known.nodes import forget_nodes
from functions.shared.tables.nodes import Node, NodesItem
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import Domain, Gateway, Gateways
from functions.shared.tables.provisioned.users import UsersItem
from tests.functions.control import bearer, node


@pytest.fixture
def trunks(queue: str) -> None:
    for domain in ("example.com", "other.example"):
        UsersItem(domain, "#", body=encode(Domain(name=domain))).save()
        listed = Gateways(
            (Gateway(name="carrier", proxy="sip.a.example"), Gateway(name="old-name", proxy="sip.b.example"))
        )
        UsersItem(domain, "gateways", body=encode(listed)).save()
    states = [
        GatewayState(name="example.com-carrier", up=False, registration="failed", reason="403 Forbidden", since=100),
        GatewayState(name="other.example-carrier", up=True, registration="registered", since=50),
    ]
    NodesItem("fs1").update(actions=[NodesItem.gateways.set(write("relay-1", states))])
    node("fs2", beat=60.0, switch=60.0)
    NodesItem("fs2").update(actions=[NodesItem.gateways.set(write("relay-1", states[:1]))])
    forget_nodes()


@pytest.mark.usefixtures("trunks")
def test_a_domain_sees_its_own_gateways_on_every_node_and_nobody_elses(api: TestClient) -> None:
    items = {one["name"]: one for one in api.get("/v1/gateways").json()["items"]}
    theirs = api.get("/v1/gateways", headers=bearer(domain="other.example")).json()["items"]

    assert list(items) == ["carrier", "old-name"]
    assert [one["node"] for one in items["carrier"]["nodes"]] == ["fs1", "fs2"]
    (first, second) = items["carrier"]["nodes"]
    assert (first["up"], first["registration"], first["reason"]) == (False, "failed", "403 Forbidden")
    assert (first["node_state"], second["node_state"]) == ("up", "lost")
    assert first["since"] == "1970-01-01T00:01:40.000Z"
    # On the switch its name could be another domain's.
    assert items["old-name"]["nodes"] == []
    assert [(one["node"], one["up"]) for one in theirs[0]["nodes"]] == [("fs1", True)]


@pytest.mark.usefixtures("trunks")
def test_who_may_not_call_learns_nothing_of_them(api: TestClient) -> None:
    assert api.get("/v1/gateways", headers=bearer("view", "control")).status_code == 403


@pytest.mark.usefixtures("trunks")
def test_the_nodes_are_scanned_once_in_five_seconds(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    scans: list[float] = []

    def scan() -> list[Node]:
        scans.append(time.monotonic())
        return []

    monkeypatch.setattr("functions.shared.tables.known.nodes.all_nodes", scan)
    for _ in range(5):
        assert api.get("/v1/gateways").json()["items"][0]["nodes"] == []

    assert len(scans) == 1
