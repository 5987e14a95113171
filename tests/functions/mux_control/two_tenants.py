"""Two tenants of one installation: what the other one has, and names as long as those that are nowhere."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import httpx2
import msgspec
from starlette.testclient import TestClient

from functions.mux_control.operations import DESCRIPTION
from functions.shared.command_life.command_queue import sqs_client
from functions.shared.outputs.jobs import RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.outputs.stills import StillRow, StillState
from functions.shared.state import RecordingState, StreamState
from functions.shared.tables import base
from functions.shared.tables.conferences.stills import write_still
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import Room, RoomsItem
from functions.shared.tables.provisioned.users import Gateway, Gateways, User, UsersItem
from tests.functions.control import ADA, TABLES, bearer, start_conference
from tests.outputs import put

DOMAIN = "other.example"
# Every name of theirs has it, and so must no answer.
CANARY = "canary"
METHODS = ("get", "post", "put", "patch", "delete")

# What some operation takes, so that none stops at its body.
BODIES: tuple[object, ...] = (
    {},
    {"locked": True},
    {"muted": True},
    {"kind": "lock", "locked": True},
    {"user": "1002"},
    {"layout": "2x2"},
    {"prompt": "welcome"},
    {"paused": True},
    {"preset": "youtube", "key": "abcd-efgh"},
    {"steps": [{"kind": "lock", "locked": True}]},
    {"images": [{"x": 0, "y": 0, "scale": 180}]},
    {"layouts": ["2x2"]},
)


@dataclass(frozen=True)
class Tried:
    """One request: what it was answered, and what was asked of the tables for it."""

    status: int
    text: str
    calls: Sequence[str]


def operations() -> list[tuple[str, str]]:
    """Every method of every path that the description has."""
    paths: Any = DESCRIPTION["paths"]
    return [(method, path) for path, methods in paths.items() for method in METHODS if method in methods]


def nouns(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]


def settle_in(api: TestClient) -> Mapping[str, str]:
    """Let the other domain have one of everything; gives each by the name that a path has for it."""
    theirs = bearer(domain=DOMAIN)
    conference, output, layout = "canary-theirs", "canary-output", "canary-layout"
    start_conference(conference, domain=DOMAIN)
    room = Room(name=conference, domain=DOMAIN, conference=conference)
    RoomsItem(conference, "#", body=encode(room)).save()
    UsersItem(DOMAIN, "#", body='{"name":"other.example"}').save()
    UsersItem(DOMAIN, "user#canary-user", body=encode(User(id="canary-user", a1_hash="0" * 32))).save()
    gateways = Gateways((Gateway(name="canary_gateway", proxy="canary.example"),))
    UsersItem(DOMAIN, "gateways", body=encode(gateways)).save()
    under = f"/v1/conferences/{conference}"
    command = api.patch(under, json={"locked": True}, headers=theirs)
    made = api.put(f"/v1/layouts/{layout}", json={"images": [{"x": 0, "y": 0, "scale": 360}]}, headers=theirs)
    group = api.put(f"/v1/layout-groups/{layout}", json={"layouts": [layout]}, headers=theirs)
    stage = api.put(f"{under}/stage", json={"layout": "2x2"}, headers=theirs)
    assert [one.status_code < 300 for one in (command, made, group, stage)] == [True] * 4, stage.text
    recording = RecordingState(id=output, state="ready", name="canary", format="mp4", stored="s3")
    stream = StreamState(id=output, state="live", url="rtmp://canary.example/live")
    put(
        RecordingRow(
            conference=conference,
            conference_uuid=f"meeting-{conference}",
            state=recording,
            job=RecordingJob(node="fs1", domain=DOMAIN, bucket="canary-bucket", key="canary-key"),
        )
    )
    put(
        StreamRow(
            conference=conference,
            conference_uuid=f"meeting-{conference}",
            state=stream,
            job=StreamJob(node="fs1", domain=DOMAIN, url="rtmp://canary.example/live", sealed_key="v1.canary"),
        )
    )
    write_still(_still(conference, output))
    return {
        "conference": conference,
        "member": ADA,
        "command": command.json()["id"],
        "recording": output,
        "stream": output,
        "still": output,
        "layout": layout,
        "group": layout,
    }


def nowhere(places: Mapping[str, str]) -> dict[str, str]:
    """Names of the same length that nobody has."""
    return {noun: name[::-1] for noun, name in places.items()}


def tried(api: TestClient, method: str, path: str, headers: Mapping[str, str] | None = None) -> list[Tried]:
    """What a token of another domain gets, with every body that some operation takes."""
    bodies: tuple[object, ...] = (None,) if method == "get" else BODIES
    return [one_try(api, method, path, body, headers) for body in bodies]


def one_try(api: TestClient, method: str, path: str, body: object, headers: Mapping[str, str] | None = None) -> Tried:
    with calls_of_tables() as calls:
        answer = api.request(method.upper(), path, json=body, headers=headers, follow_redirects=False)
    return Tried(answer.status_code, _told(answer), tuple(calls))


def renamed(tries: Sequence[Tried], names: Mapping[str, str], into: Mapping[str, str]) -> list[Tried]:
    """The same tries, as they would be of other names."""

    def put_in(text: str) -> str:
        for noun, name in names.items():
            text = text.replace(name, into[noun])
        return text

    return [Tried(one.status, put_in(one.text), tuple(map(put_in, one.calls))) for one in tries]


def what_they_have() -> dict[str, list[str]]:
    """Everything of theirs in the tables, and how many messages wait for the node that carries out commands."""
    rows = {
        kind.Meta.table_name: sorted(
            text for item in kind.scan() if CANARY in (text := json.dumps(item.serialize())) and DOMAIN in text
        )
        for kind in TABLES
    }
    url = sqs_client().get_queue_url(QueueName="node-fs1.fifo")["QueueUrl"]
    asked = sqs_client().get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return {**rows, "queue": [asked["Attributes"]["ApproximateNumberOfMessages"]]}


@contextmanager
def calls_of_tables() -> Iterator[list[str]]:
    """What is asked of the tables, and what they answer but for how many rows they looked at."""
    client: Any = base.shared_connection().client
    real, calls = client._make_api_call, []

    def noted(operation: str, asked: Mapping[str, Any]) -> Any:
        answer = real(operation, asked)
        told = {name: answer[name] for name in answer if name not in ("ResponseMetadata", "ScannedCount")}
        calls.append(json.dumps([operation, asked, told], sort_keys=True, default=str))
        return answer

    with patch.object(client, "_make_api_call", noted):
        yield calls


def _told(answer: httpx2.Response) -> str:
    text = answer.text
    for own in (answer.headers["x-request-id"], answer.headers.get("location", "")):
        text = text.replace(own, "") if own else text
    return text + answer.headers.get("etag", "")


def _still(conference: str, still: str) -> StillRow:
    began, ends = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"
    picture = {"width": 1280, "height": 720, "bytes": 100, "sha256": "canary"}
    state = {"id": still, "conference": conference, "state": "ready", "taken_at": began, "expires_at": ends, **picture}
    return StillRow(
        state=msgspec.convert(state, StillState),
        conference_uuid=f"meeting-{conference}",
        domain=DOMAIN,
        node="fs1",
        bucket="canary-bucket",
        key="canary-key",
        expires=time.time() + 3600,
    )
