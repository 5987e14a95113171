"""Two tenants of one installation: what the other one has, and names as long as those that are nowhere."""

import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from starlette.testclient import TestClient

from functions.mux_control.operations import DESCRIPTION
from functions.shared.command_life.command_queue import sqs_client
from functions.shared.outputs.jobs import RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.outputs.stills import StillRow, StillState
from functions.shared.state import RecordingState, StreamState
from functions.shared.tables.conferences.stills import write_still
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import Gateway, Gateways, User
from functions.shared.tables.provisioned.rooms import Room, RoomsItem
from functions.shared.tables.provisioned.users import UsersItem
from tests.functions.control import ADA, TABLES, bearer, start_conference
from tests.outputs import put

DOMAIN = "other.example"
# Every name of theirs has it, and so must no answer.
CANARY = "canary"
# Names that each domain has of its own: under the same name nothing of the other's is found.
OWN_NAMES = {"layout", "group"}
METHODS = ("get", "post", "put", "patch", "delete")


def operations() -> list[tuple[str, str]]:
    """Every method of every path that the description has."""
    paths: Any = DESCRIPTION["paths"]
    return [(method, path) for path, methods in paths.items() for method in METHODS if method in methods]


def nouns(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]


def is_of_one(path: str) -> bool:
    """Whether it is about one thing that is one domain's; otherwise it is about all, or about a name of our own."""
    return bool(set(nouns(path)) - OWN_NAMES)


def without(text: str, places: Mapping[str, str], asked: Sequence[str]) -> str:
    """The text without the names that were asked for."""
    for noun in asked:
        text = text.replace(places[noun], "")
    return text


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
