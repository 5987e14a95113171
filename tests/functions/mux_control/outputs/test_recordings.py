"""Recordings over HTTP: started, paused, stopped, read after their meeting, had as a file, erased."""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

import boto3
import msgspec
import pytest
from starlette.testclient import TestClient

from freeswitch.relay.switch.event_values import rfc3339
from functions.mux_control.outputs import output_rows, recording_files
from functions.shared.feed.reading import events_since
from functions.shared.outputs.jobs import RecordingRow
from functions.shared.settings import RecordingSettings
from functions.shared.state import OutputLife
from functions.shared.tables.commands.erasures import is_erasure_wished
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.outputs import find_output
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.own_rows import find_own_output
from tests.functions.control import bearer, body_of, start_conference
from tests.functions.mux_control.outputs.rows import recording, stored
from tests.outputs import put

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

RECORDINGS = "/v1/conferences/internal/recordings"
KEY = "fs1/recordings/example.com/internal/r1.mp4"


def test_a_recording_is_started_with_its_wishes(api: TestClient) -> None:
    wish = {"format": "mp4", "name": "weekly", "width": 1280, "height": 720, "fps": 25, "video_kbit": 2000}
    started = api.post(RECORDINGS, json=wish).json()

    assert body_of(started["id"]) == {"kind": "start_recording", "recording": started["id"], **wish}


def test_mp4_is_what_one_gets_without_a_wish(api: TestClient) -> None:
    started = api.post(RECORDINGS, json={}).json()

    assert body_of(started["id"]) == {"kind": "start_recording", "recording": started["id"], "format": "mp4"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"format": "avi"}, "format"),
        ({"format": "webm"}, "format"),
        ({"format": "wav", "width": 640, "height": 360}, "format"),
        ({"width": 640}, "height"),
        ({"height": 360}, "width"),
        ({"width": 641, "height": 360}, "width"),
        ({"width": 8, "height": 8}, "width"),
        ({"fps": 0}, "fps"),
        ({"video_kbit": 10}, "video_kbit"),
        ({"audio_kbit": 16}, "audio_kbit"),
        ({"name": "../../etc/passwd"}, "name"),
        ({"name": 'a"; rm -rf'}, "name"),
        ({"name": ""}, "name"),
        ({"path": "/tmp/x.mp4"}, "path"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_by_its_field(api: TestClient, body: dict[str, object], field: str) -> None:
    answer = api.post(RECORDINGS, json=body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_a_name_is_taken_while_its_recording_runs(api: TestClient) -> None:
    recording("live")
    taken = api.post(RECORDINGS, json={"name": "weekly"})
    recording("ready")
    free = api.post(RECORDINGS, json={"name": "weekly"})

    assert (taken.status_code, taken.json()["code"]) == (409, "wrong_state")
    assert "weekly" in taken.json()["detail"]
    assert free.status_code == 202


def test_a_running_recording_is_paused_resumed_and_stopped_by_its_id(api: TestClient) -> None:
    recording("live")
    commands = [
        api.patch(f"{RECORDINGS}/r1", json={"paused": True}),
        api.patch(f"{RECORDINGS}/r1", json={"paused": False}),
        api.patch(f"{RECORDINGS}/r1", json={"stopped": True}),
        api.delete(f"{RECORDINGS}/r1"),
    ]

    kinds = ["pause_recording", "resume_recording", "stop_recording", "stop_recording"]
    assert [body_of(command.json()["id"]) for command in commands] == [
        {"kind": kind, "recording": "r1"} for kind in kinds
    ]


def test_one_that_the_relay_has_not_seen_yet_can_be_stopped_too(api: TestClient) -> None:
    started = api.post(RECORDINGS, json={}).json()["id"]

    assert api.delete(f"{RECORDINGS}/{started}").status_code == 202


@pytest.mark.parametrize("state", ["processing", "ready", "failed"])
def test_what_does_not_run_is_neither_paused_nor_stopped(api: TestClient, state: OutputLife) -> None:
    recording(state)
    answers = [api.patch(f"{RECORDINGS}/r1", json=body) for body in ({"paused": True}, {"stopped": True})]

    assert [answer.json()["code"] for answer in answers] == ["wrong_state", "wrong_state"]
    assert state in answers[0].json()["detail"]


@pytest.mark.parametrize("body", [{}, {"paused": True, "stopped": True}, {"stopped": False}, {"paused": "yes"}])
def test_a_change_says_exactly_one_thing(api: TestClient, body: dict[str, object]) -> None:
    recording("live")

    assert api.patch(f"{RECORDINGS}/r1", json=body).status_code == 422


@pytest.mark.parametrize("method", ["GET", "DELETE", "PATCH"])
def test_an_unknown_recording_or_one_of_another_domain_is_not_there(api: TestClient, method: str) -> None:
    recording("ready", output_id="theirs", domain="other.example")
    body = {"paused": True} if method == "PATCH" else None
    answers = [api.request(method, f"{RECORDINGS}/{name}", json=body) for name in ("none", "theirs", "..%2f..")]

    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].json()["code"] == answers[1].json()["code"] == "recording_not_found"


def test_recordings_are_read_after_their_meeting_has_ended(api: TestClient) -> None:
    recording("processing")
    end_conference("internal", "meeting-internal", now=1.0)

    assert [one["id"] for one in api.get(RECORDINGS).json()["items"]] == ["r1"]
    assert api.get(f"{RECORDINGS}/r1").json()["state"] == "processing"
    assert api.get(f"{RECORDINGS}/r1").json()["url"] is None
    assert api.get(f"{RECORDINGS}/r1/file").json()["code"] == "wrong_state"


def test_another_domain_sees_no_list(api: TestClient) -> None:
    recording("ready")
    start_conference("external", domain="other.example")
    answer = api.get(RECORDINGS, headers=bearer(domain="other.example"))

    assert (answer.status_code, answer.json()["code"]) == (404, "conference_not_found")


def test_a_ready_recording_has_a_link_that_works_for_a_while(api: TestClient) -> None:
    stored(recording("ready", bucket="films", key="recordings/example.com/internal/r1.mp4"), "s3")
    shown = api.get(f"{RECORDINGS}/r1").json()
    link = urlsplit(shown["url"])
    redirect = api.get(f"{RECORDINGS}/r1/file", follow_redirects=False)

    assert "films" in link.netloc + link.path
    assert link.path.endswith("/recordings/example.com/internal/r1.mp4")
    assert parse_qs(link.query)["X-Amz-Expires"] == ["900"]
    assert parse_qs(link.query)["response-content-disposition"] == ['attachment; filename="weekly.mp4"']
    assert redirect.status_code == 307
    assert "bucket" not in shown
    assert "job" not in shown


def test_without_s3_the_local_stack_serves_the_file(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("recordings")
    (root / "internal").mkdir()
    (root / "internal" / "r1.mp4").write_bytes(b"a film")
    monkeypatch.setattr(recording_files, "_settings", RecordingSettings(served_root=str(root)))
    stored(recording("ready", file="internal/r1.mp4"), "node")
    answer = api.get(api.get(f"{RECORDINGS}/r1").json()["url"])

    assert (answer.content, answer.headers["content-type"]) == (b"a film", "video/mp4")
    assert 'filename="weekly.mp4"' in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("file", "status"),
    [("../../etc/passwd", 404), ("/etc/passwd", 409), ("", 409), ("internal/none.mp4", 409), ("other/r1.mp4", 404)],
)
def test_no_other_file_is_served(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, file: str, status: int
) -> None:
    root = tmp_path_factory.mktemp("recordings")
    (root / "other").mkdir()
    (root / "other" / "r1.mp4").write_bytes(b"a film")
    monkeypatch.setattr(recording_files, "_settings", RecordingSettings(served_root=str(root)))
    stored(recording("ready", file=file), "node")

    assert api.get(f"{RECORDINGS}/r1/file").status_code == status


@pytest.mark.parametrize(
    "key",
    [
        "fs1/recordings/other.example/board/r1.mp4",
        "fs1/recordings/example.com/external/r1.mp4",
        "fs1/recordings/example.com/internal/r2.mp4",
        "fs1/recordings/example.com/internal/../internal/r2.mp4",
        "r1.mp4",
    ],
)
def test_a_row_that_names_another_film_gives_no_link_and_erases_nothing(api: TestClient, key: str) -> None:
    """Every relay may write rows of conferences, and the API may read and erase every film."""
    recording_files.s3_client.cache_clear()
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="films")
    s3.put_object(Bucket="films", Key=key, Body=b"another film")
    stored(recording("ready", bucket="films", key=key), "s3")
    answers = [api.get(f"{RECORDINGS}/r1"), api.get(f"{RECORDINGS}/r1/file"), api.delete(f"{RECORDINGS}/r1")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert api.get(RECORDINGS).json() == {"items": []}
    assert s3.list_objects_v2(Bucket="films")["KeyCount"] == 1
    recording_files.s3_client.cache_clear()


def kept_for(seconds: float) -> None:
    row = stored(recording("ready", bucket="films", key=KEY), "s3")
    end = rfc3339(time.time() + seconds)
    put(msgspec.structs.replace(row, state=msgspec.structs.replace(row.state, expires_at=end)))


def test_the_end_of_a_recordings_time_is_told_and_no_link_is_longer(api: TestClient) -> None:
    kept_for(60)
    shown = api.get(f"{RECORDINGS}/r1").json()

    assert shown["expires_at"].endswith("Z")
    assert 50 <= int(parse_qs(urlsplit(shown["url"]).query)["X-Amz-Expires"][0]) <= 60


@pytest.mark.parametrize("path", ["r1", "r1/file"])
def test_after_its_time_a_recording_is_gone(api: TestClient, path: str) -> None:
    kept_for(-1)
    answer = api.get(f"{RECORDINGS}/{path}", follow_redirects=False)

    assert (answer.status_code, answer.json()["code"]) == (410, "recording_gone")
    assert "kept until 20" in answer.json()["detail"]
    assert api.get(RECORDINGS).json() == {"items": []}


def test_a_finished_recording_is_erased_with_its_object(api: TestClient) -> None:
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="films")
    s3.put_object(Bucket="films", Key=KEY, Body=b"a film")
    stored(recording("ready", bucket="films", key=KEY), "s3")
    erased, again = api.delete(f"{RECORDINGS}/r1"), api.delete(f"{RECORDINGS}/r1")

    assert (erased.status_code, again.status_code) == (204, 404)
    assert s3.list_objects_v2(Bucket="films")["KeyCount"] == 0
    assert find_output("internal", "recording", "r1") is None
    told = [one for one in events_since("internal", 0) if one.type == "recording.changed"]
    assert [(one.id, one.meeting, one.data) for one in told] == [
        ("r1.gone", "meeting-internal", {"id": "r1", "recording": None})
    ]


def test_a_file_on_the_node_is_left_to_the_relay_to_erase(api: TestClient) -> None:
    stored(recording("ready", file="internal/r1.mp4"), "node")
    erased = api.delete(f"{RECORDINGS}/r1")
    row = find_output("internal", "recording", "r1")

    assert erased.status_code == 204
    assert api.get(f"{RECORDINGS}/r1").status_code == 404
    assert api.get(RECORDINGS).json() == {"items": []}
    assert row is not None
    # The relay believes the second one only: the first any relay could write.
    assert row.job.erase
    assert is_erasure_wished(row)


def test_one_that_is_worked_on_is_not_erased(api: TestClient) -> None:
    recording("processing")

    assert api.delete(f"{RECORDINGS}/r1").json()["code"] == "wrong_state"


def test_to_stop_or_erase_needs_the_ability(api: TestClient) -> None:
    recording("ready")

    assert api.delete(f"{RECORDINGS}/r1", headers=bearer("view", "stream")).status_code == 403


def test_one_that_cannot_be_read_is_listed_as_failed_beside_the_others(api: TestClient) -> None:
    recording("live", output_id="r1")
    recording("live", output_id="r2")
    item = ConferencesItem.get("internal", "recording#r1")
    item.body = '{"id": "r1", "state": "singing", "name": "weekly"}'
    item.save()

    listed, one = api.get(RECORDINGS), api.get(f"{RECORDINGS}/r1")

    assert [(item["id"], item["state"], item["reason"]) for item in listed.json()["items"]] == [
        ("r1", "failed", "unreadable"),
        ("r2", "live", None),
    ]
    assert (one.status_code, one.json()["name"], one.json()["reason"]) == (200, "weekly", "unreadable")
    assert api.get("/v1/conferences/internal").status_code == 200


def relay_writes(monkeypatch: pytest.MonkeyPatch, times: int, **job: object) -> list[RecordingRow]:
    """Let the relay write the row between the API's look and its write; gives what the relay wrote."""
    written: list[RecordingRow] = []
    honest = find_own_output

    def find(conference: str, noun: Literal["recording"], output_id: str, domain: str) -> RecordingRow | None:
        row = honest(conference, noun, output_id, domain)
        if row is not None and len(written) < times:
            changed = msgspec.structs.replace(row, job=msgspec.structs.replace(row.job, **job))
            put(changed)
            written.append(changed)
        return row

    monkeypatch.setattr(output_rows, "find_own_output", find)
    return written


def test_what_the_relay_writes_meanwhile_is_not_lost_and_neither_is_the_erasure(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(recording("ready", file="internal/r1.mp4"), "node")
    relay_writes(monkeypatch, 1, cut_off=True)

    erased = api.delete(f"{RECORDINGS}/r1")

    row = find_output("internal", "recording", "r1")
    assert erased.status_code == 204
    assert row is not None
    assert (row.job.erase, row.job.cut_off) == (True, True)


def test_one_whose_files_were_cleaned_meanwhile_is_gone_and_not_left_to_a_relay_that_has_forgotten_it(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="films")
    row = stored(recording("ready", bucket="films", key=KEY), "s3")
    put(msgspec.structs.replace(row, job=msgspec.structs.replace(row.job, leftovers=("/x/r1.mkv",))))
    relay_writes(monkeypatch, 1, leftovers=())

    assert api.delete(f"{RECORDINGS}/r1").status_code == 204
    assert find_output("internal", "recording", "r1") is None


def test_one_that_is_written_again_and_again_is_asked_for_later(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(recording("ready", file="internal/r1.mp4"), "node")
    relay_writes(monkeypatch, 99, cut_off=True)

    answer = api.delete(f"{RECORDINGS}/r1")

    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "unavailable", "1")


def test_one_whose_files_cannot_be_deleted_is_shown_with_that_reason_and_without_its_file(api: TestClient) -> None:
    row = stored(recording("ready", file="internal/r1.mp4"), "node")
    state = msgspec.structs.replace(row.state, reason="not_erased")
    put(msgspec.structs.replace(row, state=state, job=msgspec.structs.replace(row.job, erase=True)))

    shown, listed = api.get(f"{RECORDINGS}/r1"), api.get(RECORDINGS)

    assert (shown.json()["state"], shown.json()["reason"], shown.json()["url"]) == ("ready", "not_erased", None)
    assert [item["id"] for item in listed.json()["items"]] == ["r1"]
    assert api.get(f"{RECORDINGS}/r1/file").status_code == 404
    assert api.delete(f"{RECORDINGS}/r1").status_code == 204


def locked_bucket(*, lock: bool = False) -> "S3Client":
    """A versioned bucket with a film that somebody has overwritten, and one whose name only begins like its."""
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="films", ObjectLockEnabledForBucket=lock)
    s3.put_bucket_versioning(Bucket="films", VersioningConfiguration={"Status": "Enabled"})
    for body in (b"a film", b"overwritten"):
        s3.put_object(Bucket="films", Key=KEY, Body=body)
    s3.put_object(Bucket="films", Key=f"{KEY}.other", Body=b"another's")
    stored(recording("ready", bucket="films", key=KEY), "s3")
    return s3


def versions(s3: "S3Client") -> list[str]:
    listed = s3.list_object_versions(Bucket="films")
    return [one["Key"] for one in [*listed.get("Versions", []), *listed.get("DeleteMarkers", [])]]


def test_an_erased_recording_leaves_no_version_of_its_film(api: TestClient) -> None:
    s3 = locked_bucket()
    s3.delete_object(Bucket="films", Key=KEY)
    answer = api.delete(f"{RECORDINGS}/r1")

    assert answer.status_code == 204
    assert versions(s3) == [f"{KEY}.other"]
    assert find_output("internal", "recording", "r1") is None


def test_one_that_the_bucket_keeps_says_until_when_and_nothing_is_erased(api: TestClient) -> None:
    s3 = locked_bucket(lock=True)
    (newest, oldest) = [one["VersionId"] for one in s3.list_object_versions(Bucket="films", Prefix=KEY)["Versions"]][:2]
    until = datetime(2099, 1, 1, tzinfo=UTC)
    s3.put_object_retention(
        Bucket="films",
        Key=KEY,
        VersionId=oldest,
        Retention={"Mode": "GOVERNANCE", "RetainUntilDate": until},
    )
    answer = api.delete(f"{RECORDINGS}/r1")

    assert newest != oldest
    assert (answer.status_code, answer.json()["code"]) == (409, "recording_retained")
    assert answer.json()["retained_until"] == "2099-01-01T00:00:00.000Z"
    assert sorted(versions(s3)) == [KEY, KEY, f"{KEY}.other"]
    assert api.get(f"{RECORDINGS}/r1").json()["state"] == "ready"


def test_one_under_a_legal_hold_stays(api: TestClient) -> None:
    s3 = locked_bucket(lock=True)
    s3.put_object_legal_hold(Bucket="films", Key=KEY, LegalHold={"Status": "ON"})
    answer = api.delete(f"{RECORDINGS}/r1")

    assert (answer.status_code, answer.json()["code"], answer.json()["reason"]) == (
        409,
        "recording_retained",
        "legal_hold",
    )
    assert len(versions(s3)) == 3
