"""Stills: asked for like every change, at most one in a few seconds, read as data and as the picture itself."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from msgspec import structs
from starlette.testclient import TestClient

from freeswitch.relay.switch.event_values import rfc3339
from functions.mux_control.outputs import recording_files
from functions.mux_control.picture import stills
from functions.mux_control.submission import submitting as submission
from functions.shared.outputs.stills import StillRow, StillState
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.stills import take_turn, write_still
from tests.functions.control import Relay, bearer, body_of, start_conference, stored
from tests.lost_answers import lost_answer

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PATH = "/v1/conferences/internal/stills"
PNG = b"\x89PNG\r\n\x1a\n and so on"


@pytest.fixture
def s3(api: TestClient) -> Iterator["S3Client"]:
    recording_files.s3_client.cache_clear()
    client = boto3.client("s3", region_name="eu-central-1")
    client.create_bucket(Bucket="pictures", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    yield client
    recording_files.s3_client.cache_clear()


def keep(
    state: str = "ready", *, still: str = "p1", seconds: float = 3600.0, size: int = len(PNG), ago: float = 0.0
) -> StillRow:
    taken_at = "2026-01-01T00:00:00Z" if state == "ready" else rfc3339(time.time() - ago)
    row = StillRow(
        state=StillState(
            id=still, conference="internal", state=state,  # type: ignore[arg-type]  # one of three words
            taken_at=taken_at, width=1280, height=720, bytes=size, sha256="…",
            expires_at="2026-01-02T00:00:00Z",
        ),
        conference_uuid="meeting-internal", domain="example.com", node="fs1", bucket="pictures",
        key=f"fs1/stills/example.com/internal/{still}-0123456789abcdef.png", expires=time.time() + seconds,
    )  # fmt: skip
    write_still(row)
    return row


def test_a_still_is_a_command_with_its_own_id(api: TestClient) -> None:
    answer = api.post(PATH)

    assert answer.status_code == 202
    command = answer.json()
    assert answer.headers["location"] == f"/v1/commands/{command['id']}"
    assert body_of(command["id"]) == {"kind": "take_still", "still": command["id"]}


def test_it_may_be_waited_for(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "send_command", Relay)

    answer = api.post(PATH, headers={"Prefer": "wait=5"})

    assert (answer.status_code, answer.json()["state"]) == (200, "confirmed")


def test_it_is_ordered_by_itself_so_that_no_other_command_waits_for_it(api: TestClient) -> None:
    still = stored(api.post(PATH).json()["id"])
    lock = stored(api.patch("/v1/conferences/internal", json={"locked": True}).json()["id"])

    assert still.group != lock.group == "internal"


def test_a_second_one_must_wait_and_is_told_how_long(api: TestClient) -> None:
    api.post(PATH)

    second = api.post(PATH)

    assert (second.status_code, second.json()["code"]) == (429, "still_too_soon")
    assert 1 <= int(second.headers["retry-after"]) <= 3
    assert second.json()["detail"].startswith("a still of internal was asked for less than 3 s ago; again in ")
    by_kind = api.post("/v1/conferences/internal/commands", json={"kind": "take_still"})
    assert by_kind.json()["code"] == "still_too_soon"


def test_another_conference_does_not_wait(api: TestClient) -> None:
    start_conference("other")
    api.post(PATH)

    assert api.post("/v1/conferences/other/stills").status_code == 202


def test_after_the_pause_the_next_one_may_be_taken(api: TestClient) -> None:
    now = time.time()

    assert take_turn("internal", "s1", now=now, seconds=3) == 0
    assert 1 <= take_turn("internal", "s2", now=now + 1, seconds=3) <= 3
    assert take_turn("internal", "s2", now=now + 4, seconds=3) == 0


def test_two_at_once_under_one_key_are_one_still(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = api.post(PATH, headers={"Idempotency-Key": "one"})
    looks = iter([None, stored(first.json()["id"])])
    monkeypatch.setattr(submission, "find_command_of_key", lambda *_, **__: next(looks))

    second = api.post(PATH, headers={"Idempotency-Key": "one"})

    assert (second.status_code, second.json()) == (202, first.json())


def test_a_turn_whose_answer_was_lost_is_taken(api: TestClient) -> None:
    with lost_answer("PutItem") as asked:
        assert api.post(PATH).status_code == 202

    # The turn, once more; the command is written together with its entry in the audit.
    assert len(asked) == 2


def test_the_same_key_is_the_same_still_and_takes_no_turn(api: TestClient) -> None:
    first = api.post(PATH, headers={"Idempotency-Key": "one"})
    again = api.post(PATH, headers={"Idempotency-Key": "one"})

    assert (again.status_code, again.json()["id"]) == (202, first.json()["id"])


def test_by_its_kind_it_gets_the_id_of_its_command(api: TestClient) -> None:
    answer = api.post("/v1/conferences/internal/commands", json={"kind": "take_still"})

    assert body_of(answer.json()["id"]) == {"kind": "take_still", "still": answer.json()["id"]}


def test_who_may_only_look_takes_none_but_sees_them(api: TestClient, s3: "S3Client") -> None:
    keep()

    assert api.post(PATH, headers=bearer("view")).status_code == 403
    assert api.get(f"{PATH}/p1", headers=bearer("view")).status_code == 200


def test_a_still_tells_when_it_was_taken_its_size_and_where_it_is(api: TestClient, s3: "S3Client") -> None:
    row = keep()
    s3.put_object(Bucket="pictures", Key=row.key, Body=PNG)

    still = api.get(f"{PATH}/p1").json()

    assert still["state"] == "ready"
    assert (still["width"], still["height"], still["bytes"]) == (1280, 720, len(PNG))
    assert still["taken_at"] == "2026-01-01T00:00:00Z"
    assert "/stills/example.com/internal/p1-0123456789abcdef.png?" in still["url"]
    assert "X-Amz-Signature=" in still["url"]


def test_a_link_ends_with_the_picture(api: TestClient, s3: "S3Client") -> None:
    keep(seconds=30)

    assert "X-Amz-Expires=2" in api.get(f"{PATH}/p1").json()["url"]


def test_the_picture_itself_is_an_answer_that_runs_nothing(api: TestClient, s3: "S3Client") -> None:
    row = keep()
    s3.put_object(Bucket="pictures", Key=row.key, Body=PNG)

    answer = api.get(f"{PATH}/p1.png")

    assert (answer.status_code, answer.content) == (200, PNG)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "no-store" in answer.headers["cache-control"]


def test_what_is_too_large_for_an_answer_is_where_it_is_stored(api: TestClient, s3: "S3Client") -> None:
    keep(size=stills.LARGEST_ANSWER + 1)

    answer = api.get(f"{PATH}/p1.png", follow_redirects=False)

    assert answer.status_code == 307
    assert "X-Amz-Signature=" in answer.headers["location"]


@pytest.mark.parametrize("state", ["processing", "failed"])
def test_what_is_not_stored_has_no_picture(api: TestClient, s3: "S3Client", state: str) -> None:
    keep(state)

    assert api.get(f"{PATH}/p1").json()["url"] is None
    answer = api.get(f"{PATH}/p1.png")
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    assert ("retry-after" in answer.headers) == (state == "processing")


@pytest.mark.parametrize(
    "key",
    [
        "fs1/stills/other.example/internal/p1-0123456789abcdef.png",
        "fs1/stills/example.com/external/p1-0123456789abcdef.png",
        "fs1/stills/example.com/internal/p2-0123456789abcdef.png",
        "fs1/recordings/example.com/internal/p1.mp4",
    ],
)
def test_a_row_that_names_another_picture_shows_none(api: TestClient, s3: "S3Client", key: str) -> None:
    row = keep()
    write_still(structs.replace(row, key=key))
    s3.put_object(Bucket="pictures", Key=key, Body=PNG)

    assert [api.get(f"{PATH}/{one}").status_code for one in ("p1", "p1.png")] == [404, 404]


def test_what_is_over_or_was_never_there_is_not_found(api: TestClient, s3: "S3Client") -> None:
    keep(still="old", seconds=-1)
    keep(still="erased")

    for still in ("old", "never", "p1"):
        for path in (f"{PATH}/{still}", f"{PATH}/{still}.png"):
            answer = api.get(path)
            assert (answer.status_code, answer.json()["code"]) == (404, "still_not_found")
    assert api.get(f"{PATH}/erased.png").json()["code"] == "still_not_found"


def test_another_domain_and_another_conference_see_nothing(api: TestClient, s3: "S3Client") -> None:
    keep()

    other = api.get(f"{PATH}/p1", headers=bearer(domain="other.example"))
    assert (other.status_code, other.json()["code"]) == (404, "still_not_found")
    elsewhere = api.get(f"{PATH}/p1", headers=bearer(conferences=("other",)))
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "conference_not_found")


def test_stills_are_not_read_with_their_conference(api: TestClient) -> None:
    api.post(PATH)
    keep()

    assert [item.key for item in ConferencesItem.query("internal") if "still" in item.key] == []


def test_the_description_and_the_page_know_them(api: TestClient) -> None:
    paths = api.get("/v1/openapi.json").json()["paths"]

    assert {method for path in paths if "/stills" in path for method in paths[path]} == {"get", "post"}
    assert "429" in paths["/v1/conferences/{conference}/stills"]["post"]["responses"]
    assert "image/png" in str(paths["/v1/conferences/{conference}/stills/{still}.png"]["get"]["responses"]["200"])
    assert "still_too_soon" in api.get("/docs").text


@pytest.mark.parametrize(("ago", "shown"), [(3500.0, ("processing", None)), (3700.0, ("failed", "lost"))])
def test_one_that_nobody_can_be_storing_any_more_is_lost(
    api: TestClient, ago: float, shown: tuple[str, str | None]
) -> None:
    keep("processing", ago=ago)

    still = api.get(f"{PATH}/p1").json()

    assert (still["state"], still["reason"]) == shown
