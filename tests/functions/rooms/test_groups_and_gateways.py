"""Groups and gateways over HTTP, and what telephones dial."""

from starlette.testclient import TestClient

from functions.directory.app import app as directory
from tests.functions.lookups import ask


def test_a_group_has_users_of_the_domain_only(api: TestClient) -> None:
    wrong = api.put("/v1/groups/board", json={"members": ["1000", "nobody"]})
    made = api.put("/v1/groups/board", json={"members": ["1000"]})
    changed = api.patch("/v1/groups/board", json={"members": ["1000", "1001"]})
    asked = {"section": "directory", "action": "group_call", "group_name": "board", "domain": "example.com"}

    assert [error["field"] for error in wrong.json()["errors"]] == ["members[1]"]
    assert (made.status_code, changed.json()["members"]) == (201, ["1000", "1001"])
    assert 'id="1001"' in ask(directory, "/directory", asked).text
    assert [group["name"] for group in api.get("/v1/groups").json()["items"]] == ["board", "team"]
    assert api.delete("/v1/groups/board").status_code == 204
    assert api.get("/v1/groups/board").status_code == 404


def test_a_gateway_names_where_its_password_is_and_the_nodes_get_it(api: TestClient) -> None:
    wrong = api.put("/v1/gateways/carrier", json={"proxy": "a b", "secret": "hunter2", "expires": 1})
    made = api.put("/v1/gateways/carrier", json={"proxy": "sip.carrier.example", "ping": 30})
    again = api.put("/v1/gateways/carrier", json={"proxy": "sip.carrier.example", "ping": 30})
    changed = api.patch("/v1/gateways/carrier", json={"ping": None}, headers={"If-Match": made.headers["etag"]})
    asked = {"section": "directory", "purpose": "gateways", "profile": "external", "domain": "example.com"}

    assert {error["field"] for error in wrong.json()["errors"]} == {"proxy", "secret", "expires"}
    assert (made.status_code, again.status_code, changed.json()["ping"]) == (201, 200, 0)
    assert "example.com&#45;carrier" in ask(directory, "/directory", asked).text
    assert api.delete("/v1/gateways/carrier").status_code == 204
    assert "carrier" not in ask(directory, "/directory", asked).text


def test_numbers_that_lead_to_the_dial_in_script_are_told(api: TestClient) -> None:
    answer = api.get("/v1/dial-in-numbers").json()

    assert answer == {"items": [{"number": "+496131123456789", "language": None}]}
