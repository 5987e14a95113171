"""What lies at the edge of what can be kept is refused with words, not with a failure or the tables' alarm."""

from collections.abc import Sequence
from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.rooms import groups, users
from functions.shared.provisioning.checks import shared_names
from functions.shared.tables.base import TablesUnavailable, batch_get

EARLY, LATE = "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-05:00"
BEFORE_1970 = "1969-12-31T23:59:59Z"
TOO_LONG = "x" * 1100


def errors(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422, answer.text
    return {one["field"]: one["problem"] for one in answer.json()["errors"]}


@pytest.mark.parametrize("moment", [EARLY, LATE, BEFORE_1970])
@pytest.mark.parametrize("field", ["not_before", "not_after", "dial_in.not_before", "dial_in.not_after"])
def test_a_room_takes_no_moment_that_no_answer_could_tell(api: TestClient, field: str, moment: str) -> None:
    name, _, below = field.partition(".")
    body = {name: {below: moment} if below else moment}

    assert errors(api.put("/v1/rooms/planning", json=body)) == {field: "must be between 1970 and 9999 in UTC"}
    assert api.get("/v1/rooms/planning").status_code == 404


@pytest.mark.parametrize("moment", [EARLY, LATE, BEFORE_1970])
def test_nor_does_a_link(api: TestClient, moment: str) -> None:
    api.put("/v1/rooms/board", json={})
    for field in ("from", "until"):
        body = {"name": "Ada", field: moment}

        assert errors(api.post("/v1/rooms/board/entries", json=body)) == {field: "must be between 1970 and 9999 in UTC"}


@pytest.mark.parametrize("moment", [EARLY, BEFORE_1970])
def test_nor_does_a_revocation(api: TestClient, moment: str) -> None:
    body = {"sub": "ada", "before": moment}

    answer = api.post("/v1/tokens/revocations", json=body)

    assert errors(answer) == {"before": "must be between 1970 and 9999 in UTC"}


def test_the_last_second_and_the_first_are_taken_and_told(api: TestClient) -> None:
    body = {"not_before": "1970-01-01T00:00:00Z", "not_after": "9999-12-31T18:59:59-05:00"}
    told = api.put("/v1/rooms/planning", json=body).json()

    # 0 would be no limit.
    assert (told["not_before"], told["not_after"]) == ("1970-01-01T00:00:01.000Z", "9999-12-31T23:59:59.000Z")


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables that refuse long keys, as DynamoDB does."""

    def checked(asked: Any, keys_of: Any) -> Any:
        def ask(*args: Any, **options: Any) -> Any:
            if any(len(part.encode()) > 1024 for part in keys_of(*args)):
                raise TablesUnavailable("One or more parameter values were invalid")
            return asked(*args, **options)

        return ask

    def documents(_kind: object, hash_key: str, keys: Sequence[str]) -> list[str]:
        return [hash_key, *keys]

    def batch(_kind: object, keys: Sequence[Sequence[str]]) -> list[str]:
        return [part for key in keys for part in key]

    for module in (users, groups):
        monkeypatch.setattr(module, "read_documents", checked(module.read_documents, documents))
    monkeypatch.setattr(shared_names, "batch_get", checked(batch_get, batch))


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/users/2000", {"alias": TOO_LONG}, "alias"),
        ("/v1/groups/sales", {"members": [TOO_LONG]}, "members[0]"),
        ("/v1/rooms/planning", {"number": "9" * 1100}, "number"),
        ("/v1/rooms/planning", {"conference": TOO_LONG}, "conference"),
    ],
    ids=["alias", "member", "number", "conference"],
)
def test_what_can_be_no_key_is_told_as_what_it_is(api: TestClient, path: str, body: object, field: str) -> None:
    assert field in errors(api.put(path, json=body))


@pytest.mark.parametrize("noun", ["jti", "sub"])
def test_a_revocations_name_fits_into_its_key(api: TestClient, noun: str) -> None:
    for answer in (
        api.post("/v1/tokens/revocations", json={noun: "\U0001f600" * 256}),
        api.delete("/v1/tokens/revocations", params={noun: "\U0001f600" * 256}),
    ):
        assert errors(answer) == {noun: "has more than 1000 bytes"}


def test_an_invitee_has_a_name_that_a_telephone_can_show(api: TestClient) -> None:
    api.put("/v1/rooms/planning", json={"dial_in": {}})

    answer = api.put("/v1/rooms/planning/invitees/ada", json={"name": "A" * 129})

    assert list(errors(answer)) == ["name"]
    assert api.put("/v1/rooms/planning/invitees/ada", json={"name": "A" * 128}).status_code == 201


def test_a_cursor_is_of_its_list_only(api: TestClient) -> None:
    for name in ("pa", "pb", "qa", "qb"):
        api.put(f"/v1/rooms/{name}", json={})
    cursor = api.get("/v1/rooms?prefix=p&limit=1").json()["next"]

    assert [one["name"] for one in api.get(f"/v1/rooms?prefix=p&cursor={cursor}").json()["items"]] == ["pb"]
    for elsewhere in ("/v1/rooms?prefix=q&", "/v1/rooms?", "/v1/users?prefix=p&", "/v1/rooms/pa/entries?"):
        assert list(errors(api.get(f"{elsewhere}cursor={cursor}"))) == ["cursor"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/rooms/board", {"name": "other"}),
        ("/v1/rooms/board", {"name": 7}),
        ("/v1/rooms/board", {"domain": "other.example"}),
        ("/v1/users/2000", {"id": "2001"}),
        ("/v1/groups/sales", {"name": "support", "members": ["1000"]}),
    ],
)
def test_a_body_that_names_another_than_its_path_is_refused_and_changes_nothing(
    api: TestClient, path: str, body: dict[str, object]
) -> None:
    field = next(iter(body))
    told = errors(api.put(path, json=body))

    assert told[field].endswith("here, as the path and the token say: leave it out")
    assert api.get(path).status_code == 404


def test_a_body_may_say_what_its_path_says(api: TestClient) -> None:
    same = {"name": "board", "domain": "example.com"}

    assert [api.put("/v1/rooms/board", json=same).status_code, api.patch("/v1/rooms/board", json=same).status_code] == [
        201,
        200,
    ]
