"""Two tenants of one installation: what the other one has, and names as long as those that are nowhere."""

import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from starlette.testclient import TestClient

from functions.mux_control.operations import DESCRIPTION
from functions.shared.command_life.command_queue import sqs_client
from functions.shared.feed.appending import append
from functions.shared.feed.domain_feed import domain_event
from functions.shared.feed.events import AssetReady, MemberChanged
from functions.shared.meetings.meeting import Meeting, MeetingOutput, Stay
from functions.shared.outputs.jobs import RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.outputs.stills import StillRow, StillState
from functions.shared.state import RecordingState, StreamState
from functions.shared.tables.conferences.stills import write_still
from functions.shared.tables.history.meetings import end_meeting, write_stays
from functions.shared.tables.live.messages import StoredMessage, put_message
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import Gateway, Gateways, User
from functions.shared.tables.provisioned.rooms import Room, RoomsItem
from functions.shared.tables.provisioned.users import UsersItem
from functions.sweep.settled_meetings import settle_meetings
from tests.functions.control import ADA, TABLES, bearer, start_conference
from tests.functions.live.listening import happen
from tests.functions.mux_control.assets.shelf import ready
from tests.functions.mux_control.at_the_door import eve, wait
from tests.nodes import serve
from tests.outputs import put

DOMAIN = "other.example"
# Every name of theirs has it, and so must no answer.
CANARY = "canary"
# Names that each domain has of its own: under the same name nothing of the other's is found.
OWN_NAMES = {"layout", "group", "asset", "webhook", "delivery", "user", "room", "invitee", "gateway", "entry"}
AT = "2026-01-01T00:00:00.000Z"
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
    wait(eve(name="canary"), conference=conference, domain=DOMAIN)
    room = Room(name=conference, domain=DOMAIN, conference=conference)
    RoomsItem(conference, "#", body=encode(room)).save()
    UsersItem(DOMAIN, "#", body='{"name":"other.example"}').save()
    UsersItem.of(DOMAIN, "user#canary-user", encode(User(id="canary-user", a1_hash="0" * 32))).save()
    # One of the same name is ours.
    UsersItem.of(DOMAIN, "user#1002", encode(User(id="1002", a1_hash="0" * 32))).save()
    gateways = Gateways((Gateway(name="canary_gateway", proxy="canary.example"),))
    UsersItem(DOMAIN, "gateways", body=encode(gateways)).save()
    under = f"/v1/conferences/{conference}"
    command = api.patch(under, json={"locked": True}, headers=theirs)
    made = api.put(f"/v1/layouts/{layout}", json={"images": [{"x": 0, "y": 0, "scale": 360}]}, headers=theirs)
    group = api.put(f"/v1/layout-groups/{layout}", json={"layouts": [layout]}, headers=theirs)
    stage = api.put(f"{under}/stage", json={"layout": "2x2"}, headers=theirs)
    scene = api.put(f"{under}/scenes/canary-scene", json={"stage": {"layout": "2x2"}}, headers=theirs)
    cues = api.put(f"{under}/cues", json={"scenes": ["canary-scene"]}, headers=theirs)
    hook = api.put("/v1/webhooks/canary-hook", json={"url": "https://203.0.114.7/canary"}, headers=theirs)
    trial = api.post("/v1/webhooks/canary-hook/test", headers=theirs)
    assert (hook.status_code, trial.status_code) == (201, 202), hook.text + trial.text
    user = api.put("/v1/users/canary-user", json={"name": "canary"}, headers=theirs)
    their_room = api.put("/v1/rooms/canary-room", json={"number": "3000", "dial_in": {}}, headers=theirs)
    invitee = api.put("/v1/rooms/canary-room/invitees/canary-invitee", json={"name": "canary"}, headers=theirs)
    entry = api.post("/v1/rooms/canary-room/entries", json={"name": "canary"}, headers=theirs)
    people = api.put(f"/v1/groups/{layout}", json={"members": ["canary-user"]}, headers=theirs)
    answers = (command, made, group, stage, scene, cues, user, their_room, invitee, entry, people)
    assert [one.text for one in answers if one.status_code >= 300] == []
    recording = RecordingState(id=output, state="ready", name="canary", format="mp4", stored="s3")
    stream = StreamState(id=output, state="live", url="rtmp://canary.example/live")
    put(
        RecordingRow(
            conference=conference,
            conference_uuid=f"meeting-{conference}",
            state=recording,
            job=RecordingJob(
                node="fs1", domain=DOMAIN, bucket="canary-bucket", key=f"{DOMAIN}/{conference}/{output}.mp4"
            ),
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
    happen(MemberChanged(uuid=ADA, changed={"name": "canary"}), conference=conference)
    write_still(_still(conference, output))
    put_message(_message(conference), expires=None)
    ready("canary-asset", domain=DOMAIN)
    brought = AssetReady(name="canary-asset", kind="picture")
    append([domain_event(DOMAIN, brought, "canary-event", at=AT)], domain=DOMAIN, now=time.time())
    meeting = "canary-meeting"
    stay = Stay(uuid=ADA, user="canary-user", joined_at="2026-01-01T00:00:00.000Z", left_at="2026-01-01T01:00:00.000Z")
    write_stays([(meeting, stay)], now=time.time())
    put_message(msgspec.structs.replace(_message(conference), meeting=meeting), expires=None)
    end_meeting(
        Meeting(
            uuid=meeting, conference=conference, domain=DOMAIN, node="fs1", ended_at="2026-01-01T01:00:00.000Z",
            outputs=(MeetingOutput(kind="recording", id=output), MeetingOutput(kind="stream", id=output)),
        ),
        now=time.time(),
    )  # fmt: skip
    settle_meetings(lambda: True, now=time.time())
    NodesItem("canary-node", heartbeat=time.time()).save()
    serve(DOMAIN, node="canary-node")
    return {
        "conference": conference,
        "member": ADA,
        "command": command.json()["id"],
        "recording": output,
        "stream": output,
        "still": output,
        "meeting": meeting,
        "layout": layout,
        "asset": "canary-asset",
        "group": layout,
        "message": "canary-message",
        "webhook": "canary-hook",
        "delivery": trial.json()["id"],
        "user": "canary-user",
        "room": "canary-room",
        "invitee": "canary-invitee",
        "gateway": "canary_gateway",
        "entry": entry.json()["id"],
        "person": "0123456789abcdef0123",
        "node": "canary-node",
        "scene": "canary-scene",
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


def _message(conference: str) -> StoredMessage:
    return StoredMessage(
        id="canary-message", conference=conference, meeting=f"meeting-{conference}", domain=DOMAIN,
        sender="canary-user", name="canary", text="canary words", at="2026-01-01T00:00:00.000Z", told_after=0,
    )  # fmt: skip


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
        key=f"{DOMAIN}/{conference}/{still}-0123456789abcdef.png",
        expires=time.time() + 3600,
    )
