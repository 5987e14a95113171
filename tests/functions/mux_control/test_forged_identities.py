"""A client names no id, key or path of a job: whatever way a job is asked for, the server makes them."""

from typing import Any, get_type_hints

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.mux_control.operations import DESCRIPTION
from functions.mux_control.picture.scenes import JOBS
from functions.shared.commands.catalogue import API_COMMANDS
from functions.shared.grammars.fields import DomainName, OutputId
from functions.shared.outputs.sealed_keys import open_key
from functions.shared.settings import StreamSettings, read
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.outputs import find_output
from functions.shared.tables.conferences.rows import ConferencesItem
from tests.functions.control import bearer, body_of
from tests.functions.mux_control.outputs.rows import recording, stream
from tests.functions.mux_control.picture.test_stills import keep

CONFERENCE = "/v1/conferences/internal"
KEY = "abcd-efgh-canary-1234"
SEALED = "v1." + "A" * 40
STREAM = {"url": "rtmp://93.184.215.14/app", "key": KEY}
# Every way in, with a field that only the server fills.
FORGED: dict[str, tuple[str, dict[str, object], str]] = {
    "a recording's id": ("/commands", {"kind": "start_recording", "recording": "r1"}, "recording"),
    "a recording's id, at its own path": ("/recordings", {"recording": "r1"}, "recording"),
    "a stream's id": ("/commands", {"kind": "start_stream", "stream": "s1", **STREAM}, "stream"),
    "a stream's id, at its own path": ("/streams", {"stream": "s1", **STREAM}, "stream"),
    "a sealed key": ("/commands", {"kind": "start_stream", "sealed_key": SEALED, **STREAM}, "sealed_key"),
    "a sealed key, at its own path": ("/streams", {"sealed_key": SEALED, **STREAM}, "sealed_key"),
    "the address of a stream that is stopped": (
        "/commands",
        {"kind": "stop_stream", "stream": "s1", "url": "rtmp://93.184.215.14/x"},
        "url",
    ),
    "the format of a recording that is stopped": (
        "/commands",
        {"kind": "stop_recording", "recording": "r1", "format": "wav"},
        "format",
    ),
    "a still's id": ("/commands", {"kind": "take_still", "still": "p1"}, "still"),
    "a still's id, at its own path": ("/stills", {"still": "p1"}, "still"),
    "whose user is called": ("/commands", {"kind": "dial", "user": "1001", "domain": "other.example"}, "domain"),
    "whose user is called, at its own path": ("/calls", {"user": "1001", "domain": "other.example"}, "domain"),
    "whose user is called, in a scene": (
        "/scenes",
        {"steps": [{"kind": "dial", "user": "1001", "domain": "other.example"}]},
        "steps[0].domain",
    ),
}


@pytest.mark.parametrize(("path", "body", "field"), FORGED.values(), ids=FORGED)
@pytest.mark.usefixtures("told")
def test_what_only_the_server_fills_in_is_refused_by_its_field(
    api: TestClient, path: str, body: dict[str, object], field: str
) -> None:
    answer = api.post(CONFERENCE + path, json=body)

    assert answer.status_code == 422
    wrong = {error["field"]: error for error in answer.json()["errors"]}
    assert wrong[field]["problem"] == "is filled in by the server"
    assert wrong[field]["expected"] == "leave it out"
    assert list(CommandsItem.scan()) == []


def test_every_wrong_field_is_told_beside_the_one_that_is_the_servers(api: TestClient) -> None:
    body = {"kind": "start_recording", "recording": "r1", "fps": 0, "loud": True}
    answer = api.post(f"{CONFERENCE}/commands", json=body)

    assert {error["field"] for error in answer.json()["errors"]} == {"recording", "fps", "loud"}


def test_a_finished_recording_is_not_recorded_over(api: TestClient) -> None:
    before = recording("ready")
    answer = api.post(f"{CONFERENCE}/commands", json={"kind": "start_recording"})
    body: Any = body_of(answer.json()["id"])

    assert body == {"kind": "start_recording", "recording": answer.json()["id"], "format": "mp4"}
    assert body["recording"] != before.id


@pytest.mark.parametrize("url", [f"rtmp://93.184.215.14/app/{KEY}", f"rtmp://93.184.215.14/{KEY}"])
@pytest.mark.parametrize("path", ["/commands", "/streams"])
def test_a_key_in_the_address_is_sealed_and_no_viewer_reads_it(api: TestClient, path: str, url: str) -> None:
    kind = {"kind": "start_stream"} if path == "/commands" else {}
    answer = api.post(CONFERENCE + path, json={**kind, "url": url})
    command = answer.json()["id"]
    body: Any = body_of(command)
    seen = api.get(f"/v1/commands/{command}", headers=bearer("view"))
    rows = [item.serialize() for table in (CommandsItem, ConferencesItem) for item in table.scan()]

    assert answer.status_code == 202
    assert KEY not in str(rows) + answer.text + seen.text
    assert open_key(body["sealed_key"], stream=command, secrets=read(StreamSettings).key_secrets) == KEY


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "stop_recording", "recording": "r1"}, "wrong_state"),
        ({"kind": "pause_recording", "recording": "theirs"}, "recording_not_found"),
        ({"kind": "resume_recording", "recording": "none"}, "recording_not_found"),
        ({"kind": "stop_stream", "stream": "none"}, "stream_not_found"),
    ],
)
def test_only_what_runs_here_is_stopped_by_its_kind(api: TestClient, body: object, code: str) -> None:
    recording("ready")
    recording("live", output_id="theirs", domain="other.example")

    assert api.post(f"{CONFERENCE}/commands", json=body).json()["code"] == code


def test_what_runs_is_stopped_by_its_kind_with_what_the_server_knows_of_it(api: TestClient) -> None:
    recording("live")
    stream("live")
    answers = [
        api.post(f"{CONFERENCE}/commands", json=body)
        for body in ({"kind": "pause_recording", "recording": "r1"}, {"kind": "stop_stream", "stream": "s1"})
    ]

    assert [body_of(answer.json()["id"]) for answer in answers] == [
        {"kind": "pause_recording", "recording": "r1"},
        {"kind": "stop_stream", "stream": "s1", "url": "rtmp://a.example/live"},
    ]


def test_every_command_with_an_id_a_key_or_a_domain_is_made_by_its_own_function() -> None:
    owned = {
        str(command.__struct_config__.tag)
        for command in API_COMMANDS
        for name, hint in get_type_hints(command, include_extras=True).items()
        if hint == OutputId or DomainName in getattr(hint, "__args__", ()) or name in ("url", "sealed_key", "path")
    }

    assert owned == JOBS.keys()


def test_the_description_offers_no_field_that_only_the_server_fills() -> None:
    components = msgspec.convert(DESCRIPTION["components"], dict[str, dict[str, dict[str, Any]]])["schemas"]
    for job in JOBS.values():
        shown = set(components[f"{job.command.__name__}Wish"]["properties"]) - {"kind"}

        assert shown == {field.name for field in msgspec.structs.fields(job.body)}


@pytest.mark.parametrize("noun", ["recordings", "streams", "stills"])
def test_an_idempotency_key_of_yesterday_does_not_begin_anew_what_it_made(api: TestClient, noun: str) -> None:
    body = {"streams": STREAM}.get(noun, {})
    first = api.post(f"{CONFERENCE}/{noun}", json=body, headers={"Idempotency-Key": "mine"}).json()["id"]
    # Its command is forgotten after a day; the film is kept for years.
    for item in CommandsItem.scan():
        item.delete()
    if noun == "recordings":
        recording("ready", output_id=first)
    elif noun == "streams":
        stream("ready", output_id=first)
    else:
        keep(still=first)
        ConferencesItem("internal@stills", "#turn").delete()
    again = api.post(f"{CONFERENCE}/{noun}", json=body, headers={"Idempotency-Key": "mine"})

    assert (again.status_code, again.json()["code"]) == (422, "idempotency_key_reused")
    assert list(CommandsItem.scan()) == []
    if noun == "recordings":
        row = find_output("internal", "recording", first)
        assert row is not None
        assert row.state.state == "ready"
