"""Each function's policy holds exactly the calls that it makes: none is missing, none is there for nothing."""

import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode

import boto3
import msgspec
import pytest
from moto import mock_aws
from starlette.applications import Starlette
from starlette.testclient import TestClient

from functions.configuration.app import app as configuration
from functions.dialplan.app import app as dialplan
from functions.directory.app import app as directory
from functions.feed.app import run_once as tell_listeners
from functions.live import app as live
from functions.live.ending import end_those
from functions.mux_control.app import create_app
from functions.mux_control.assets import bucket as own_files
from functions.pin_check.app import app as pin_check
from functions.rooms.app import create_app as create_rooms
from functions.rooms.told_later import look_at_observers, tell_all, tell_those
from functions.shared.api.entry_tokens import sign
from functions.shared.claims.meetings import hold
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.encoders.between_nodes import NOTE_HEADER
from functions.shared.feed.waking import Wake
from functions.shared.live import ending, posting
from functions.shared.meetings.meeting import Meeting
from functions.shared.settings import AssetSettings, EndingSettings, WebhookQueueSettings
from functions.shared.standings.persons import Comer
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.conferences.hand_rows import write_hand
from functions.shared.tables.conferences.hands import Hand
from functions.shared.tables.counters.attempts import take_slot
from functions.shared.tables.fleet.crossings import Note, put_note
from functions.shared.tables.history.meetings import end_meeting
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.known.nodes import forget_nodes
from functions.shared.tables.known.people import forget_people
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.live.connections import Viewer, listen, put_connection
from functions.shared.tables.nodes import OVER_SECONDS, NodesItem
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.identities import IdentitiesItem
from functions.shared.tables.provisioned.layouts import LayoutsItem, ShownIn
from functions.shared.tables.provisioned.routes import RoutesItem
from functions.shared.tables.provisioned.users import forget_domains
from functions.shared.webhooks import waking
from functions.shared.webhooks.waking import Wake as HookWake
from functions.sweep import forgotten_nodes
from functions.sweep.app import run_once
from tests.functions.claims import claimed
from tests.functions.control import ADA, SETTINGS, bearer, installation, node, start_conference
from tests.functions.keeping_out import keep_out
from tests.functions.live import listening
from tests.functions.lookups import CREDENTIALS, FORM, provision
from tests.functions.webhooks import place as webhooks
from tests.nodes import serve
from tests.permissions import NotGranted, Permission, acting, granted
from tests.tables import make_tables


def of_tables(permissions: set[Permission] | frozenset[Permission]) -> set[Permission]:
    return {asked for asked in permissions if asked[0].startswith("dynamodb:")}


USER = {"section": "directory", "action": "sip_auth", "domain": "example.com", "user": "1000"}
LOOKUPS = [
    # Twice: the second time the domain is remembered.
    ("DirectoryFunction", directory, "/directory", [USER, USER]),
    (
        "DialplanFunction",
        dialplan,
        "/dialplan",
        [
            {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999"},
            {
                "section": "dialplan",
                "Hunt-Context": "public",
                "Hunt-Destination-Number": "999",
                "variable_sip_authorized": "true",
                "variable_user_name": "1001",
                "variable_domain_name": "example.com",
            },
            {
                "section": "dialplan",
                "Hunt-Context": "public",
                "Hunt-Destination-Number": "1001",
                "variable_sip_authorized": "true",
                "variable_user_name": "1000",
                "variable_domain_name": "example.com",
            },
        ],
    ),
    (
        "ConfigurationFunction",
        configuration,
        "/configuration",
        [
            {"key_value": "conference.conf", "conference_name": "internal", "profile_name": "video"},
            {"key_value": "layouts-internal.conf"},
        ],
    ),
    (
        "PinCheckFunction",
        pin_check,
        "/pin-check",
        [
            {"id": "00000000", "pin": "9999"},
            {"id": "00000000", "pin": "1234", "caller": "+4930123456"},
            {"id": "00000000", "pin": "1234", "caller": "+4930999999"},
        ],
    ),
]


def on_another_node() -> str:
    """Another node has the conferences now, and both reach each other; gives a note of its for this one."""
    serve("example.com", node="fs2", passwords=(), address="10.0.0.2:5090")
    serve("example.com", node="fs1", address="10.0.0.1:5090")
    node("fs2")
    claimed("internal", "fs2", meeting="m1")
    claimed("my-conf-name", "fs2", "dial-in#00000000", meeting="m2")
    return put_note(Note(source="fs2", target="fs1", call="c", context="public", number="999"), now=time.time())


def arrival(note: str) -> dict[str, str]:
    """A call that comes from there."""
    asked = {"section": "dialplan", "Hunt-Context": "nodes", "Hunt-Destination-Number": "crossing"}
    return {**asked, "variable_sofia_profile_name": "nodes", f"variable_{NOTE_HEADER}": note}


@pytest.mark.usefixtures("lookup_tables")
@pytest.mark.parametrize(("who", "app", "path", "forms"), LOOKUPS, ids=[one[0] for one in LOOKUPS])
def test_a_look_up_may_do_what_it_does_and_no_more(
    who: str, app: Starlette, path: str, forms: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    provision()
    forget_domains()
    # Whoever comes first claims the conference for the node.
    node()
    # Whether that meeting goes on is asked of whom the row names.
    keep_out(Comer(user="1001"), "internal", conference="internal")
    keep_out(Comer(number="+4930123456"), "dial-in#00000000", conference="my-conf-name")

    with acting(who) as used:
        answers = [TestClient(app).post(path, content=urlencode(f), auth=CREDENTIALS, headers=FORM) for f in forms]
        with acting(""):
            note = on_another_node()
        across = {
            "DialplanFunction": [{**forms[1], "variable_user_name": "1000"}, arrival(note)],
            "PinCheckFunction": forms[2:],
        }.get(who, [])
        answers += [TestClient(app).post(path, content=urlencode(f), auth=CREDENTIALS, headers=FORM) for f in across]
        monkeypatch.setattr("functions.shared.handlers.readiness.REMEMBERED_SECONDS", 0)
        answers.append(TestClient(app).get(f"{path}/healthz"))

    assert {answer.status_code for answer in answers} == {200}
    assert used == of_tables(granted(who))


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with installation():
        monkeypatch.setattr(own_files, "settings", AssetSettings(bucket="own", region="us-east-1"))
        own_files.s3_client.cache_clear()
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="own")
        forget_identities()
        make_tables([RoutesItem, IdentitiesItem])
        provision()
        # So that the node is asked for.
        forget_identities()
        shown = ShownIn(room="internal", names=("mine",))
        LayoutsItem("example.com", "room#internal", body=encode(shown)).save()
        forget_domains()
        yield
        forget_domains()
        own_files.s3_client.cache_clear()


REQUESTS: list[tuple[str, str, object]] = [
    ("GET", "/v1/conferences", None),
    ("GET", "/v1/conferences/internal/canvas", None),
    ("GET", "/v1/gateways", None),
    # The first reads the domain and the user, the second the user alone.
    ("POST", "/v1/conferences/internal/calls", {"user": "1002"}),
    ("POST", "/v1/conferences/internal/calls", {"user": "1002"}),
    ("PUT", "/v1/layouts/mine", {"images": [{"x": 0, "y": 0, "scale": 180}]}),
    ("PUT", "/v1/conferences/my-conf-name/stage", {"layout": "2x2"}),
    ("PATCH", "/v1/conferences/my-conf-name/stage", {"newcomers": "leave"}),
    ("DELETE", "/v1/conferences/my-conf-name/stage", None),
    ("PUT", "/v1/layouts/other", {"images": [{"x": 0, "y": 0, "scale": 180}]}),
    ("DELETE", "/v1/layouts/other", None),
    ("PUT", "/v1/assets/autumn", {"kind": "picture", "bytes": 10}),
    ("POST", "/v1/assets/autumn/check", None),
    ("PUT", "/v1/assets/winter", {"kind": "sound", "bytes": 10}),
    ("GET", "/v1/assets", None),
    ("DELETE", "/v1/assets/winter", None),
    ("PUT", "/v1/webhooks/crm", {"url": "https://203.0.114.7/"}),
    ("POST", "/v1/webhooks/crm/test", None),
    ("GET", "/v1/webhooks/crm/deliveries", None),
    ("DELETE", "/v1/webhooks/crm", None),
    ("GET", "/v1/audit", None),
    ("PATCH", f"/v1/conferences/internal/members/{ADA}", {"hand": True}),
    ("GET", "/v1/meetings", None),
    ("GET", "/v1/meetings/m1/messages", None),
    ("GET", "/v1/nodes", None),
    ("PATCH", "/v1/nodes/fs1", {"draining": True}),
    ("PATCH", "/v1/nodes/fs1", {"draining": False}),
]


def end_a_meeting() -> None:
    over = Meeting(
        uuid="m1", conference="internal", domain="example.com", node="fs1", ended_at="2026-01-01T00:00:00.000Z"
    )
    end_meeting(over, now=time.time())


@pytest.mark.usefixtures("place")
def test_the_api_may_do_what_it_does_and_no_more() -> None:
    api = TestClient(create_app(SETTINGS), headers=bearer())
    create_command(late_command())
    end_a_meeting()

    with acting("MuxControlFunction") as used:
        answers = [api.request(method, path, json=body) for method, path, body in REQUESTS]
        scenes = "/v1/conferences/my-conf-name/scenes"
        answers.append(api.put(f"{scenes}/opening", json={"stage": {"layout": "2x2"}}))
        answers.append(api.post(f"{scenes}/opening/show", headers={"Idempotency-Key": "once"}))
        answers.append(api.delete(f"{scenes}/opening"))
        answers.append(api.get("/v1/conferences", headers=bearer(conferences=("internal",))))
        # Whoever sees first that nobody began it in time ends it.
        late = api.get("/v1/commands/late")
        answers.append(late)
        # Longer than a second, so it takes one of the token's places.
        commanded = next(answer for answer in answers if answer.status_code == 202)
        answers.append(api.get(f"{commanded.headers['Location']}?wait=2"))

    assert [answer.text for answer in answers if answer.status_code >= 300] == []
    assert late.json()["state"] == "expired"
    assert of_tables(used) == of_tables(granted("MuxControlFunction"))


PROVISIONING: list[tuple[str, str, object]] = [
    ("PUT", "/v1/users/2000", {}),
    ("PATCH", "/v1/users/2000", {"name": "Grace"}),
    ("GET", "/v1/users", None),
    ("DELETE", "/v1/users/2000", None),
    ("PUT", "/v1/rooms/board", {"number": "3000", "dial_in": {}, "picture": {"layouts": ["2x2"]}}),
    ("PATCH", "/v1/rooms/board", {"number": "3001"}),
    ("GET", "/v1/rooms", None),
    ("PUT", "/v1/rooms/board/invitees/ada", {}),
    ("PUT", "/v1/groups/board", {"members": ["1000"]}),
    ("PUT", "/v1/gateways/carrier", {"proxy": "sip.carrier.example"}),
    ("DELETE", "/v1/gateways/carrier", None),
    ("GET", "/v1/dial-in-numbers", None),
    ("POST", "/v1/rooms/board/entries", {}),
    ("GET", "/v1/rooms/board/entries", None),
    ("POST", "/v1/tokens/revocations", {"jti": "a-token"}),
    ("DELETE", "/v1/tokens/revocations?jti=a-token", None),
]


@pytest.mark.usefixtures("place")
def test_provisioning_over_http_may_do_what_it_does_and_no_more() -> None:
    forget_people()
    serve("example.com", websocket="wss://fs1.example.com:7443")
    forget_nodes()
    api = TestClient(create_rooms(SETTINGS), headers=bearer())

    with acting("RoomsFunction") as used:
        answers = [
            api.request(method, path, json=body, headers={"Idempotency-Key": f"key-{turn}"})
            for turn, (method, path, body) in enumerate(PROVISIONING)
        ]
        entry = next(answer.json() for answer in answers if "/entries" in str(answer.url) and answer.status_code == 201)
        mine = "b" * 22
        bodies = ({"code": entry["code"], "browser": mine}, {"resume": f"{entry['id']}.{mine}"})
        answers += [api.post("/v1/entries/redeem", json=body, headers={"Authorization": ""}) for body in bodies]
        with acting(""):
            # A relay does.
            keep_out(Comer(user=f"entry-{entry['id']}"), "board")
        kept_out = api.post("/v1/entries/redeem", json=bodies[1], headers={"Authorization": ""})
        answers.append(api.delete(f"/v1/rooms/board/entries/{entry['id']}"))
        answers.append(api.patch("/v1/rooms/board", json={"observers": True}))
        with acting(""):
            # A relay does.
            start_conference("board")
        answers.append(api.post("/v1/conferences/board/observers"))
        answers.append(api.delete("/v1/rooms/board"))
        # What requests leave to be told, and to be ended.
        left = ("of-nobody", "observers of example.com")
        assert tell_those([{"messageId": body, "body": body} for body in left], time.time()) == []
        look_at_observers(time.time())
        tell_all(time.time())

    assert [answer.text for answer in answers if answer.status_code >= 300] == []
    assert kept_out.json()["code"] == "entry_kept_out"
    assert of_tables(used) == of_tables(granted("RoomsFunction"))


def late_command() -> CommandRow:
    now = time.time()
    return CommandRow(
        id="late", kind="mute", body="{}", node="fs1", domain="example.com", subject="x", conference="internal",
        created_at=now - 20, deadline=now - 1,
    )  # fmt: skip


@pytest.mark.usefixtures("place")
def test_the_sweep_may_do_what_it_does_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    # It looks for nodes without a row only now and then.
    monkeypatch.setattr(forgotten_nodes, "EVERY_SECONDS", forgotten_nodes.SWEEP_SECONDS)
    create_command(late_command())
    node("fs2", beat=OVER_SECONDS + 1, switch=OVER_SECONDS + 1)
    start_conference("lost", node="fs2")
    hold("lost", "meeting-lost", node="fs2", now=time.time())
    end_a_meeting()
    gateway = listening.GatewayStub()
    gateway.gone.add("c")
    monkeypatch.setattr(posting, "gateway", lambda: gateway)
    for connection, ends in (("c", 1.0), ("d", time.time() + 99)):
        viewer = Viewer(subject=connection, domain="example.com", ends=ends)
        put_connection(connection, viewer, now=time.time())
        listen("internal", connection, viewer, now=time.time())
    write_hand("internal", "meeting-internal", Hand(subject="c", raised_at="2026-01-01T00:00:00.000Z"), seq=1, now=1.0)
    forget_revocations()

    # Nothing is left of this one, and an operator wants it to be gone.
    NodesItem("fs3", heartbeat=1, draining=True, removing=True, revision=1).save()

    with acting("SweepFunction") as used:
        run_once(time.time())
        # What the first run has ended the second one writes into the audit.
        run_once(time.time())

    # It reads a row again only where somebody else has just ended it.
    assert used | {("dynamodb:GetItem", "commands")} == granted("SweepFunction") - {
        ("kms:Decrypt", ""),
        ("sqs:SendMessage", ""),
        # Another test has that one.
        ("execute-api:ManageConnections", ""),
    }


def test_who_listens_may_do_what_it_does_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_people()
    with listening.place(monkeypatch) as gateway:
        (told,) = listening.happen(listening.muted(True))
        with acting("LiveFunction") as used:
            api = TestClient(live.create_app(SETTINGS), headers=bearer("view"), raise_server_exceptions=False)
            waited = api.get("/v1/conferences/internal/events", params={"after": told.seq, "wait": 1})
            refused = api.post("/v1/live", headers=bearer("record"))
            bought = listening.ticket("view", "chat")
            listening.connect("me", bought)
            for message in ({"type": "ping"}, {"type": "subscribe", "conference": "internal"}, {"type": "ping"}):
                # A node that is remembered is not read.
                forget_nodes()
                listening.say("me", **message)
            for number in range(11):
                listening.say("me", type="say", conference="internal", text="hello", id=f"m{number}")
            listening.say("me", type="hand", conference="internal", raised=True)
            deleted = api.delete("/v1/conferences/internal/messages/m1", headers=bearer("host"))
            listening.say("me", type="unsubscribe", conference="internal")
            gateway.slow.add("me")
            listening.say("me", type="ping")
            by_link = {"role": "participant", "name": "", "domain": "example.com", "conference": "internal"}
            guest = sign(SETTINGS.entry_secrets[0], "entry-1", **by_link, now=time.time(), ends=time.time() + 60)
            # Whether the room has a lobby now.
            bound = api.get("/v1/conferences/internal/messages", headers={"Authorization": f"Bearer {guest}"})
            revoked = {"messageId": "1", "body": '{"type": "revoked", "domain": "example.com"}'}
            assert end_those([revoked], time.time()) == []

    assert (waited.status_code, refused.status_code, deleted.status_code, bound.status_code) == (200, 403, 204, 409)
    assert of_tables(used) == of_tables(granted("LiveFunction"))


def test_who_tells_listeners_may_do_what_it_does_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening.place(monkeypatch) as gateway:
        (told,) = listening.happen(listening.muted(True))
        listening.connect("me", listening.ticket("view", "chat"))
        listening.say("me", type="subscribe", conference="internal")
        listening.say("me", type="hand", conference="internal", raised=True)
        gateway.gone.add("me")
        forget_revocations()
        # Whether the room has a lobby now.
        guest = Viewer(subject="entry-1", domain="example.com", ends=time.time() + 60, guest=True)
        listen("internal", "guest", guest, now=time.time())
        wake = Wake(conference="internal", domain="example.com", events=[told])
        with acting("FeedFunction") as used:
            tell_listeners([{"messageId": "m", "body": msgspec.json.encode(wake).decode()}])

    assert of_tables(used) == of_tables(granted("FeedFunction"))


def test_who_tells_webhooks_may_do_what_it_does_and_no_more() -> None:
    with webhooks.place() as here:
        here.stub = lambda _url, event: webhooks.took(410 if event["type"] == "member.left" else 204)
        here.hook("crm", "https://203.0.114.7/")
        asked = here.api.post("/v1/webhooks/crm/test").json()
        here.append(webhooks.joined(1), webhooks.left(1))
        here.now += 60
        forget_domains()
        with acting("WebhooksFunction") as used:
            here.look()
            here.work()
            # What was switched off is looked at no more.
            here.look()

    assert asked["state"] == "waiting"
    assert of_tables(used) == of_tables(granted("WebhooksFunction"))


def test_whoever_wakes_webhooks_may_send_to_their_queue() -> None:
    waking.sqs_client.cache_clear()
    for who in ("MuxControlFunction", "FeedFunction", "WebhooksFunction"):
        with mock_aws(), acting(who) as used, patch.object(waking, "settings", WebhookQueueSettings(queue_url="q")):
            waking.wake_hooks([HookWake(domain="example.com", hook="crm")])
        # IAM knows no other action for a batch.
        assert used == {("sqs:SendMessage", "")}


@pytest.mark.parametrize("who", ["LiveFunction", "RoomsFunction"])
def test_whoever_has_connections_ended_may_send_to_their_queue(who: str) -> None:
    ending.sqs_client.cache_clear()
    with mock_aws():
        url = ending.sqs_client().create_queue(QueueName="ending")["QueueUrl"]
        with acting(who) as used, patch.object(ending, "settings", EndingSettings(queue_url=url)):
            assert ending.wake_at_revocation("example.com", "ada")
            assert ending.wake_at_end("c", Viewer(subject="ada", domain="example.com", ends=901.0), now=0.5)
        assert used == {("sqs:SendMessage", "")}
        # They wait: nobody gets them now.
        counted = ending.sqs_client().get_queue_attributes(
            QueueUrl=url, AttributeNames=["ApproximateNumberOfMessagesDelayed"]
        )
    assert counted["Attributes"] == {"ApproximateNumberOfMessagesDelayed": "2"}


@pytest.mark.parametrize("who", ["LiveFunction", "FeedFunction"])
def test_frames_are_posted_with_a_permission_for_this_api_alone(who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ("execute-api:ManageConnections", "") in granted(who)
    posting.gateway.cache_clear()
    with mock_aws(), acting(who) as used:
        posting.post("nobody", b"{}")
        posting.close("nobody")

    assert used == {("execute-api:ManageConnections", "")}


def test_the_sweep_may_end_connections_and_say_nothing_over_them() -> None:
    posting.gateway.cache_clear()
    with mock_aws(), acting("SweepFunction") as used:
        posting.close("nobody")

    assert used == {("execute-api:ManageConnections", "")}
    template = Path("template.yaml").read_text()
    sweep = template[template.index("  SweepFunction:") : template.index("  SweepLog:")]
    assert "/live/DELETE/@connections/*" in sweep
    assert "/live/POST/@connections/*" not in sweep


@pytest.mark.usefixtures("lookup_tables")
def test_what_the_template_does_not_grant_is_refused_here() -> None:
    with acting("DirectoryFunction"), pytest.raises(NotGranted, match="DirectoryFunction has no dynamodb:UpdateItem"):
        take_slot("id#00000000#1", time.time())
