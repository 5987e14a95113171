"""Users over HTTP: what is made, kept, told once, refused, and told to the nodes."""

import msgspec
from starlette.testclient import TestClient

from functions.directory.app import app as directory
from functions.shared.provisioning.documents import a1_hash
from functions.shared.tables.commands.unfinished import open_commands
from tests.functions.audits import entries
from tests.functions.lookups import ask


def registers(user: str, password: str) -> bool:
    """Whether the directory answers with this password's hash."""
    fields = {"section": "directory", "action": "sip_auth", "user": user, "domain": "example.com"}
    return a1_hash("2000", "example.com", password) in ask(directory, "/directory", fields).text


def test_a_password_that_is_not_given_is_made_told_once_and_works(api: TestClient) -> None:
    made = api.put("/v1/users/2000", json={"name": "Grace"})
    read = api.get("/v1/users/2000")

    assert (made.status_code, len(made.json()["password"])) == (201, 24)
    assert registers("2000", made.json()["password"])
    assert made.headers["etag"] == read.headers["etag"] == f'"{read.json()["revision"]}"'
    assert (read.json()["name"], read.json()["made_by"]) == ("Grace", "api")
    assert "password" not in read.json()
    assert "a1_hash" not in read.text


def test_a_change_keeps_the_password_and_null_makes_a_new_one(api: TestClient) -> None:
    first = api.put("/v1/users/2000", json={"name": "Grace"}).json()["password"]
    changed = api.patch("/v1/users/2000", json={"name": "Grace H."})
    kept = registers("2000", first)
    renewed = api.patch("/v1/users/2000", json={"password": None}).json()["password"]

    assert ("password" in changed.json(), kept) == (False, True)
    assert (registers("2000", first), registers("2000", renewed)) == (False, True)


def test_everything_that_is_wrong_is_told_at_once_with_what_would_be_right(api: TestClient) -> None:
    api.put("/v1/users/2000", json={})
    wrong = {"alias": "1000", "number": "a b", "cacheable": "long", "password": "short", "nmae": "x", "name": "a$b"}

    answer = api.patch("/v1/users/2000", json=wrong)

    problems = {error["field"]: error["problem"] for error in answer.json()["errors"]}
    assert (answer.status_code, set(problems)) == (422, set(wrong))
    assert problems["alias"] == "1000 is there already"
    assert problems["cacheable"] == "must be a whole number"
    assert problems["nmae"].startswith("is no field here: name")
    assert "short" not in answer.text.replace("nmae", "")


def test_who_has_seen_another_revision_changes_nothing(api: TestClient) -> None:
    first = api.put("/v1/users/2000", json={}).headers["etag"]
    second = api.patch("/v1/users/2000", json={"name": "Grace"}, headers={"If-Match": first})
    late = api.patch("/v1/users/2000", json={"name": "Ada"}, headers={"If-Match": first})
    gone = api.delete("/v1/users/2000", headers={"If-Match": first})

    assert [one.status_code for one in (second, late, gone)] == [200, 412, 412]
    assert api.get("/v1/users/2000").json()["name"] == "Grace"


def test_the_same_key_makes_the_same_password_and_changes_nothing_again(api: TestClient) -> None:
    key = {"Idempotency-Key": "once"}
    first = api.put("/v1/users/2000", json={"name": "Grace"}, headers=key)
    again = api.put("/v1/users/2000", json={"name": "Grace"}, headers=key)
    other = api.put("/v1/users/2000", json={"name": "Ada"}, headers=key)

    assert (again.status_code, again.json()) == (201, first.json())
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_the_nodes_forget_a_changed_user_and_throw_out_a_removed_one(api: TestClient) -> None:
    api.put("/v1/users/2000", json={"alias": "77"})
    api.patch("/v1/users/2000", json={"name": "Grace"})
    flushed = [msgspec.json.decode(row.body, type=dict[str, str]) for row in open_commands("fs1")]
    api.delete("/v1/users/2000")
    after = [msgspec.json.decode(row.body, type=dict[str, str]) for row in open_commands("fs1")]

    assert {(one["kind"], one["user"]) for one in flushed} == {("flush_user", "2000"), ("flush_user", "77")}
    assert {"drop_registration", "end_user_calls"} <= {one["kind"] for one in after}
    assert api.get("/v1/users/2000").status_code == 404


def test_a_list_has_every_user_once_and_no_copy_under_an_alias(api: TestClient) -> None:
    api.put("/v1/users/2000", json={"alias": "0001"})
    found: list[str] = []
    page = api.get("/v1/users?limit=2").json()
    while page["next"]:
        found += [user["id"] for user in page["items"]]
        page = api.get("/v1/users", params={"limit": 2, "cursor": page["next"]}).json()
    found += [user["id"] for user in page["items"]]

    assert found == ["1000", "1001", "1002", "2000"]
    assert [user["id"] for user in api.get("/v1/users?prefix=2").json()["items"]] == ["2000"]


def test_names_of_people_by_links_are_no_users(api: TestClient) -> None:
    answer = api.put("/v1/users/entry-x", json={})

    assert answer.status_code == 422
    assert "by a link" in answer.text


def test_the_audit_says_who_did_it_and_names_nobody(api: TestClient) -> None:
    api.put("/v1/users/2000", json={"name": "Grace"})

    found = [entry for entry in entries() if entry.operation == "put_user"]
    assert [(entry.object, entry.fields, entry.result) for entry in found] == [("user", ("name",), "done")]
    assert [bool(entry.about) for entry in found] == [True]
