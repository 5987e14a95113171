"""Whatever changes something, fetches a film or a picture, or may not do so, leaves an entry: who, whence, what."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
import msgspec
import pytest
from starlette.testclient import TestClient

from functions.mux_control.assets import bucket as own_files
from functions.mux_control.operations import ALL_OPERATIONS, OPERATIONS
from functions.mux_control.outputs import recording_files
from functions.shared.api.auditing import forget_refusals
from functions.shared.meetings.meeting import Meeting, Stay
from functions.shared.settings import AssetSettings
from functions.shared.tables.assets import AssetsItem
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.outputs import find_output
from functions.shared.tables.conferences.scenes import find_cues, scenes_of
from functions.shared.tables.conferences.stages import find_stage
from functions.shared.tables.history.meetings import end_meeting, write_stays
from functions.shared.tables.history.people import PeopleItem, people_of
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.known.people import forget_people
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.nodes import all_nodes
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.identities import IdentitiesItem, Identity
from functions.shared.tables.provisioned.layouts import layouts_of
from functions.shared.tables.provisioned.users import UsersItem
from functions.shared.tables.revocations import revoke_token
from functions.shared.tables.webhooks.deliveries import record
from functions.shared.tables.webhooks.hooks import find_hook
from functions.shared.tables.webhooks.rows import WebhooksItem
from functions.shared.webhooks.deliveries import Attempt, Delivery, Message
from functions.sweep.settled_meetings import settle_meetings
from tests.functions.audits import all_words, audit_refuses, entries
from tests.functions.control import ADA, BOB, bearer, node, stored
from tests.functions.mux_control.at_the_door import somebody_waits
from tests.functions.mux_control.outputs import rows
from tests.functions.mux_control.picture.test_stills import keep
from tests.functions.mux_control.test_access import signed
from tests.nodes import serve

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

JSON, SVG = "application/json", "image/svg+xml"
HERE = "/v1/conferences/internal"
FILM = "fs1/recordings/example.com/internal/r1.mp4"
HALF = {"x": 0, "y": 0, "scale": 180}


@pytest.fixture
def films(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator["S3Client"]:
    """Two buckets: a film and a picture lie in them."""
    recording_files.s3_client.cache_clear()
    s3 = boto3.client("s3", region_name="us-east-1")
    for bucket in ("films", "pictures", "own"):
        s3.create_bucket(Bucket=bucket)
    monkeypatch.setattr(own_files, "settings", AssetSettings(bucket="own", region="us-east-1"))
    own_files.s3_client.cache_clear()
    s3.put_object(Bucket="films", Key=FILM, Body=b"a film")
    s3.put_object(Bucket="pictures", Key="fs1/stills/example.com/internal/p1-0123456789abcdef.png", Body=b"a picture")
    yield s3
    own_files.s3_client.cache_clear()
    recording_files.s3_client.cache_clear()


def a_film() -> None:
    rows.stored(rows.recording("ready", bucket="films", key=FILM), "s3")


def a_meeting() -> None:
    now = time.time()
    began = "2026-01-01T00:00:00.000Z"
    write_stays([("m1", Stay(uuid=ADA, user="1000", joined_at=began, left_at=began))], now=now)
    end_meeting(Meeting(uuid="m1", conference="internal", domain="example.com", node="fs1", ended_at=began), now=now)
    settle_meetings(lambda: True, now=now)


def a_stage(api: TestClient) -> None:
    api.put(f"{HERE}/stage", json={"layout": "2x2"})


def a_scene(api: TestClient) -> None:
    api.put(f"{HERE}/scenes/opening", json={"stage": {"layout": "1x1"}})


def two_cues(api: TestClient) -> None:
    a_scene(api)
    api.put(f"{HERE}/cues", json={"scenes": ["opening", "opening"]})


def the_second_cue(api: TestClient) -> None:
    two_cues(api)
    for _ in range(2):
        api.post(f"{HERE}/cues/next")


def a_layout(api: TestClient) -> None:
    api.put("/v1/layouts/mine", json={"images": [HALF]})


def a_group(api: TestClient) -> None:
    a_layout(api)
    api.put("/v1/layout-groups/ours", json={"layouts": ["mine"]})


def a_webhook(api: TestClient) -> None:
    api.put("/v1/webhooks/crm", json={"url": "https://203.0.114.8/hook", "events": ["*"], "conferences": ["*"]})


def a_place_for_assets() -> None:
    IdentitiesItem("fs1", "#", body=encode(Identity(name="fs1", domains=("example.com",)))).save()
    forget_identities()


def an_upload(api: TestClient) -> None:
    a_place_for_assets()
    api.put("/v1/assets/autumn", json={"kind": "picture", "bytes": 10})


def a_delivery(api: TestClient) -> None:
    a_webhook(api)
    found = find_hook("example.com", "crm")
    assert found is not None
    message = Message(id="e1", type="webhook.test", at="2026-01-01T00:00:00Z", body="{}")
    done = Delivery(id="d1", kind="test", state="delivered", message=message)
    attempt = Attempt(at=time.time(), milliseconds=1, status=204)
    record("example.com", found.hook.id, done, attempt, next_at=None, again=False, is_first=True)


@dataclass(frozen=True)
class Act:
    """A request that does what its operation is for, and what must be there before it."""

    method: str
    path: str
    body: object = None
    there: Callable[[TestClient], object] = lambda _: None


def a_lost_node() -> None:
    serve("example.com", node="fs9")
    node("fs9", beat=60.0)


def a_node_that_takes_it() -> None:
    for name in ("fs1", "fs9"):
        serve("example.com", node=name, address=f"{name}.inside.example:5090")
    node("fs9")


ACTS = {
    "update_conference": Act("PATCH", HERE, {"locked": True}),
    "clear_slots": Act("POST", f"{HERE}/slots/clear"),
    "update_member": Act("PATCH", f"{HERE}/members/{ADA}", {"muted": True}),
    "remove_member": Act("DELETE", f"{HERE}/members/{ADA}"),
    "hang_up_all": Act("DELETE", f"{HERE}/members"),
    "mute_all": Act("POST", f"{HERE}/mute-all"),
    "ask_to_unmute": Act("POST", f"{HERE}/members/{BOB}/ask-to-unmute"),
    "let_in": Act("DELETE", f"{HERE}/kept-out/0123456789abcdef0123"),
    "end_conference": Act("POST", f"{HERE}/end"),
    "move_conference": Act("POST", f"{HERE}/move", {"node": "fs9"}, lambda _: a_node_that_takes_it()),
    "admit_waiting": Act("POST", f"{HERE}/waiting/admit", {}, lambda _: somebody_waits()),
    "refuse_waiting": Act("POST", f"{HERE}/waiting/refuse", {"words": "Later"}, lambda _: somebody_waits()),
    "make_call": Act("POST", f"{HERE}/calls", {"user": "1001"}),
    "take_still": Act("POST", f"{HERE}/stills"),
    "put_stage": Act("PUT", f"{HERE}/stage", {"layout": "2x2"}),
    "patch_stage": Act("PATCH", f"{HERE}/stage", {"newcomers": "leave"}, a_stage),
    "delete_stage": Act("DELETE", f"{HERE}/stage", None, a_stage),
    "undo_stage": Act("POST", f"{HERE}/stage/undo", None, a_stage),
    "put_scene": Act("PUT", f"{HERE}/scenes/opening", {"stage": {"layout": "1x1"}}),
    "show_scene": Act("POST", f"{HERE}/scenes/opening/show", None, a_scene),
    "delete_scene": Act("DELETE", f"{HERE}/scenes/opening", None, a_scene),
    "put_cues": Act("PUT", f"{HERE}/cues", {"scenes": ["opening"]}, a_scene),
    "next_cue": Act("POST", f"{HERE}/cues/next", None, two_cues),
    "previous_cue": Act("POST", f"{HERE}/cues/back", None, the_second_cue),
    "delete_cues": Act("DELETE", f"{HERE}/cues", None, two_cues),
    "resume_rules": Act("POST", f"{HERE}/rules/resume"),
    "put_layout": Act("PUT", "/v1/layouts/mine", {"images": [HALF]}),
    "delete_layout": Act("DELETE", "/v1/layouts/mine", None, a_layout),
    "put_layout_group": Act("PUT", "/v1/layout-groups/ours", {"layouts": ["2x2"]}),
    "delete_layout_group": Act("DELETE", "/v1/layout-groups/ours", None, a_group),
    "say": Act("POST", f"{HERE}/say", {"text": "The meeting begins"}),
    "stop_playing": Act("DELETE", f"{HERE}/play"),
    "play": Act("POST", f"{HERE}/play", {"prompt": "welcome"}),
    "start_recording": Act("POST", f"{HERE}/recordings", {"name": "weekly"}),
    "change_recording": Act("PATCH", f"{HERE}/recordings/r1", {"paused": True}, lambda _: rows.recording("live")),
    "stop_recording": Act("DELETE", f"{HERE}/recordings/r1", None, lambda _: rows.recording("live")),
    "start_stream": Act("POST", f"{HERE}/streams", {"url": "rtmp://8.8.8.8/live", "key": "a-very-secret-key"}),
    "stop_stream": Act("DELETE", f"{HERE}/streams/s1", None, lambda _: rows.stream("live")),
    "run_scene": Act("POST", f"{HERE}/scenes", {"steps": [{"kind": "lock", "locked": True}]}),
    "run_command": Act("POST", f"{HERE}/commands", {"kind": "lock", "locked": True}),
    "put_asset": Act("PUT", "/v1/assets/autumn", {"kind": "picture", "bytes": 10}, lambda _: a_place_for_assets()),
    "check_asset": Act("POST", "/v1/assets/autumn/check", None, an_upload),
    "delete_asset": Act("DELETE", "/v1/assets/autumn", None, an_upload),
    "update_node": Act("PATCH", "/v1/nodes/fs9", {"draining": True}, lambda _: a_lost_node()),
    "remove_node": Act("DELETE", "/v1/nodes/fs9", None, lambda _: a_lost_node()),
    "put_webhook": Act("PUT", "/v1/webhooks/crm", {"url": "https://203.0.114.8/hook", "events": ["member.*"]}),
    "delete_webhook": Act("DELETE", "/v1/webhooks/crm", None, a_webhook),
    "rotate_webhook_secret": Act("POST", "/v1/webhooks/crm/secret", None, a_webhook),
    "test_webhook": Act("POST", "/v1/webhooks/crm/test", None, a_webhook),
    "redeliver": Act("POST", "/v1/webhooks/crm/deliveries/d1/redeliver", None, a_delivery),
}
DOWNLOADS = {
    "get_recording": Act("GET", f"{HERE}/recordings/r1", None, lambda _: a_film()),
    "get_recording_file": Act("GET", f"{HERE}/recordings/r1/file", None, lambda _: a_film()),
    "get_still": Act("GET", f"{HERE}/stills/p1", None, lambda _: keep()),
    "get_audit": Act("GET", "/v1/audit?format=csv"),
    "get_meeting_table": Act("GET", "/v1/meetings/m1.csv", None, lambda _: a_meeting()),
    "get_meeting_messages_table": Act("GET", "/v1/meetings/m1/messages.csv", None, lambda _: a_meeting()),
    "get_still_picture": Act("GET", f"{HERE}/stills/p1.png", None, lambda _: keep()),
}


def test_every_operation_that_changes_something_is_tried_here() -> None:
    assert set(ACTS) == {operation.name for operation in OPERATIONS if operation.changes}


def test_every_operation_that_gives_a_file_is_tried_here() -> None:
    """A drawing shows nothing that the same token does not read as JSON."""
    files = {one.name for one in ALL_OPERATIONS if one.method == "GET" and {one.media, *one.other_media} - {JSON, SVG}}

    assert files | {"get_recording", "get_recording_file", "get_still"} == set(DOWNLOADS)


@pytest.mark.usefixtures("told", "films")
@pytest.mark.parametrize("name", [*ACTS, *DOWNLOADS])
def test_whatever_is_done_or_fetched_has_its_entry(api: TestClient, name: str) -> None:
    act = (ACTS | DOWNLOADS)[name]
    act.there(api)
    known = len(entries())

    answer = api.request(act.method, act.path, json=act.body, follow_redirects=False)

    assert answer.status_code < 400, answer.text
    (entry,) = entries()[known:]
    assert (entry.operation, entry.request) == (name, answer.headers["x-request-id"])
    assert entry.result == ("accepted" if answer.status_code == 202 else "done")
    assert entry.conference == ("internal" if "/conferences/" in act.path else "")
    # An event that is sent again is no command.
    is_command = answer.status_code == 202 and "/webhooks/" not in act.path and "/assets/" not in act.path
    assert entry.command == (answer.json()["id"] if is_command else entry.command)


@pytest.mark.usefixtures("told", "films")
@pytest.mark.parametrize("name", [*ACTS, *DOWNLOADS])
def test_what_the_audit_cannot_take_is_not_done(api: TestClient, name: str) -> None:
    act = (ACTS | DOWNLOADS)[name]
    act.there(api)
    held = state_of_tables()

    with audit_refuses():
        answer = api.request(act.method, act.path, json=act.body, follow_redirects=False)

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "location" not in answer.headers or answer.headers["location"].startswith("/v1/commands/")
    assert state_of_tables() == held


def state_of_tables() -> object:
    stage = find_stage("internal")
    layouts = layouts_of("example.com")
    return (
        sorted(item.id for item in CommandsItem.scan()),
        None if stage is None else stage.text,
        scenes_of("internal"),
        find_cues("internal"),
        sorted(layouts.layouts),
        sorted(layouts.groups),
        find_output("internal", "recording", "r1"),
        sorted((item.domain, item.key, item.body or "") for item in WebhooksItem.scan()),
        sorted((item.domain, item.name, item.body) for item in AssetsItem.scan()),
        sorted((node.name, node.revision, node.draining, node.removing) for node in all_nodes()),
    )


@pytest.mark.usefixtures("told")
def test_an_entry_says_who_with_which_token_from_where_and_on_which_revision(api: TestClient) -> None:
    token = signed(sub="Ada Lovelace", jti="token-7", can=["control"])
    made = api.patch(HERE, json={"locked": True, "fps": 15}, headers={"Authorization": f"Bearer {token}"})

    (entry,) = entries()
    person = people_of("example.com", {entry.pseudonym}, time.time())[entry.pseudonym]
    assert (entry.fields, entry.kinds, entry.revision) == (("fps", "locked"), ("lock", "set_video_rate"), 17)
    assert (person.name, entry.command) == ("Ada Lovelace", made.json()["id"])
    assert abs(entry.at - time.time()) < 60
    assert entry.expires is not None
    assert entry.expires == pytest.approx(entry.at + 365 * 86400, abs=1)
    # The command's end is written under the same pseudonym, for as long.
    row = stored(made.json()["id"])
    assert (row.pseudonym, row.audit_until) == (entry.pseudonym, entry.expires)


@pytest.mark.usefixtures("told")
def test_neither_a_secret_nor_a_name_nor_an_address_stands_in_the_table(api: TestClient) -> None:
    token = signed(sub="Ada Lovelace", jti="token-7", can=["stream", "control"])
    headers = {"Authorization": f"Bearer {token}"}
    api.post(f"{HERE}/streams", json={"url": "rtmp://8.8.8.8/live", "key": "a-very-secret-key"}, headers=headers)
    api.patch(f"{HERE}/members/{ADA}", json={"name": "Grace Hopper"}, headers=headers)

    words = all_words()
    assert [entry.operation for entry in entries()] == ["start_stream", "update_member"]
    for private in ("a-very-secret-key", "8.8.8.8", "Lovelace", "token-7", "testclient", "Grace"):
        assert private not in words


@pytest.mark.usefixtures("told")
def test_the_same_request_under_one_key_is_one_entry(api: TestClient) -> None:
    for _ in range(3):
        api.patch(HERE, json={"locked": True}, headers={"Idempotency-Key": "once"})

    assert [entry.operation for entry in entries()] == ["update_conference"]


@pytest.mark.usefixtures("told")
def test_what_is_refused_for_its_body_or_state_is_no_change_and_no_entry(api: TestClient) -> None:
    api.patch(HERE, json={"locked": "perhaps"})
    api.patch(HERE, json={"locked": True}, headers={"If-Match": '"3"'})
    api.delete("/v1/layouts/nothing")

    assert entries() == []


@pytest.mark.usefixtures("told")
def test_a_person_is_looked_up_once_and_then_a_change_costs_no_call_more(api: TestClient) -> None:
    api.patch(HERE, json={"locked": True})
    api.patch(HERE, json={"locked": False})
    people = list(PeopleItem.scan())
    forget_people()
    api.patch(HERE, json={"locked": True})

    assert len(people) == len(list(PeopleItem.scan())) == 2
    assert len({entry.pseudonym for entry in entries()}) == 1


def test_an_erasure_is_told_when_it_begins_and_when_it_is_done(api: TestClient, films: "S3Client") -> None:
    a_film()
    api.delete(f"{HERE}/recordings/r1")

    begun, done = entries()
    assert (begun.operation, begun.result, begun.object) == ("stop_recording", "begun", "recording r1")
    assert (done.operation, done.result, done.object) == ("stop_recording", "done", "recording r1")
    assert films.list_objects_v2(Bucket="films")["KeyCount"] == 0


def test_an_erasure_that_the_audit_cannot_take_erases_nothing(api: TestClient, films: "S3Client") -> None:
    a_film()
    with audit_refuses():
        answer = api.delete(f"{HERE}/recordings/r1")

    assert answer.status_code == 503
    assert films.list_objects_v2(Bucket="films")["KeyCount"] == 1
    assert find_output("internal", "recording", "r1") is not None


def test_an_erasure_that_the_bucket_refuses_is_told_with_its_reason(api: TestClient, films: "S3Client") -> None:
    films.create_bucket(Bucket="kept", ObjectLockEnabledForBucket=True)
    films.put_object(Bucket="kept", Key=FILM, Body=b"a film", ObjectLockLegalHoldStatus="ON")
    rows.stored(rows.recording("ready", bucket="kept", key=FILM), "s3")

    assert api.delete(f"{HERE}/recordings/r1").status_code == 409

    assert [(entry.result, entry.reason) for entry in entries()] == [("begun", None), ("refused", "legal_hold")]


def test_a_file_that_its_relay_will_erase_is_an_erasure_that_was_accepted(api: TestClient) -> None:
    rows.stored(rows.recording("ready", file="internal/r1.mp4"), "node")
    api.delete(f"{HERE}/recordings/r1")

    assert [entry.result for entry in entries()] == ["begun", "accepted"]


@pytest.mark.usefixtures("told")
def test_who_tries_a_change_without_the_right_is_noted_but_not_each_time(api: TestClient) -> None:
    headers = bearer("view")
    for _ in range(3):
        assert api.patch(HERE, json={"locked": True}, headers=headers).status_code == 403
    api.get("/v1/gateways", headers=headers)
    refused = entries()
    forget_refusals()
    api.patch(HERE, json={"locked": True}, headers=headers)

    assert [(one.operation, one.result, one.reason) for one in refused] == [
        ("update_conference", "refused", "missing_ability")
    ]
    assert len(entries()) == 2


def test_a_revoked_token_that_is_used_is_noted(api: TestClient) -> None:
    revoke_token("example.com", "stolen", until=time.time() + 60)
    forget_revocations()
    headers = {"Authorization": f"Bearer {signed(jti='stolen', sub='Mallory')}"}
    answers = [api.get("/v1/conferences", headers=headers) for _ in range(3)]

    (entry,) = entries()
    person = people_of("example.com", {entry.pseudonym}, time.time())[entry.pseudonym]
    assert {answer.status_code for answer in answers} == {401}
    assert (entry.operation, entry.result, entry.reason) == ("list_conferences", "refused", "revoked")
    assert (entry.request, person.name) == (answers[0].headers["x-request-id"], "Mallory")


def test_a_token_that_lives_too_long_is_noted(api: TestClient) -> None:
    forever = signed(exp=int(time.time()) + 300 * 365 * 86400)

    assert api.get("/v1/conferences", headers={"Authorization": f"Bearer {forever}"}).status_code == 401
    assert [(entry.result, entry.reason) for entry in entries()] == [("refused", "too_long")]


@pytest.mark.parametrize("token", [signed(secret="x" * 64), signed(exp=1_000_000_000), "nonsense"])
def test_of_a_token_that_nobody_can_be_told_from_there_is_no_entry(api: TestClient, token: str) -> None:
    api.get("/v1/conferences", headers={"Authorization": f"Bearer {token}"})

    assert entries() == []
    assert list(PeopleItem.scan()) == []


def test_a_refusal_stays_one_while_the_audit_cannot_be_written(api: TestClient) -> None:
    with audit_refuses():
        answer = api.patch(HERE, json={"locked": True}, headers=bearer("view"))

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_ability")


@pytest.mark.parametrize(("days", "kept"), [(None, 365), (30, 30), (0, None)])
def test_a_domain_says_how_long_its_entries_are_kept(api: TestClient, days: int | None, kept: int | None) -> None:
    domain = {"name": "example.com", **({} if days is None else {"audit_days": days})}
    UsersItem("example.com", "#", body=msgspec.json.encode(domain).decode()).save()

    api.patch(HERE, json={"locked": True})

    (entry,) = entries()
    people = {item.expires for item in PeopleItem.query("example.com")}
    assert (entry.expires is None) == (kept is None)
    assert entry.expires is None or kept is None or entry.expires == pytest.approx(entry.at + kept * 86400, abs=1)
    # Whoever reads the entry on its last day finds its person.
    assert {expiry is None or expiry > (entry.expires or 0) for expiry in people} == {True}
