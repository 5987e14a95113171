"""Each function's policy holds exactly the calls that it makes: none is missing, none is there for nothing."""

import time
from collections.abc import Iterator
from urllib.parse import urlencode

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
from functions.mux_control.app import create_app
from functions.pin_check.app import app as pin_check
from functions.shared.feed.waking import Wake
from functions.shared.live import posting
from functions.shared.outcomes import CommandRow
from functions.shared.tables.attempts import take_slot
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.known.people import forget_people
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.nodes import OVER_SECONDS
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.identities import IdentitiesItem
from functions.shared.tables.provisioned.layouts import LayoutsItem, ShownIn
from functions.shared.tables.provisioned.routes import RoutesItem
from functions.shared.tables.provisioned.users import forget_domains
from functions.sweep import forgotten_nodes
from functions.sweep.app import run_once
from tests.functions.control import SETTINGS, bearer, installation, node, start_conference
from tests.functions.live import listening
from tests.functions.lookups import CREDENTIALS, FORM, provision
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
    ("PinCheckFunction", pin_check, "/pin-check", [{"id": "00000000", "pin": "9999"}]),
]


@pytest.mark.usefixtures("lookup_tables")
@pytest.mark.parametrize(("who", "app", "path", "forms"), LOOKUPS, ids=[one[0] for one in LOOKUPS])
def test_a_look_up_may_do_what_it_does_and_no_more(
    who: str, app: Starlette, path: str, forms: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    provision()
    forget_domains()

    with acting(who) as used:
        answers = [TestClient(app).post(path, content=urlencode(f), auth=CREDENTIALS, headers=FORM) for f in forms]
        monkeypatch.setattr("functions.shared.handlers.readiness.REMEMBERED_SECONDS", 0)
        answers.append(TestClient(app).get(f"{path}/healthz"))

    assert {answer.status_code for answer in answers} == {200}
    assert used == of_tables(granted(who))


@pytest.fixture
def place() -> Iterator[None]:
    with installation():
        make_tables([RoutesItem, IdentitiesItem])
        provision()
        shown = ShownIn(room="internal", names=("mine",))
        LayoutsItem("example.com", "room#internal", body=encode(shown)).save()
        forget_domains()
        yield
        forget_domains()


REQUESTS: list[tuple[str, str, object]] = [
    ("GET", "/v1/conferences", None),
    ("GET", "/v1/conferences/internal/canvas", None),
    ("GET", "/v1/gateways", None),
    # The first reads the domain and the user, the second the user alone.
    ("POST", "/v1/conferences/internal/calls", {"user": "1002"}),
    ("POST", "/v1/conferences/internal/calls", {"user": "1002"}),
    ("PUT", "/v1/layouts/mine", {"images": [{"x": 0, "y": 0, "scale": 180}]}),
    ("PUT", "/v1/conferences/my-conf-name/stage", {"layout": "2x2"}),
    ("DELETE", "/v1/conferences/my-conf-name/stage", None),
    ("PUT", "/v1/layouts/other", {"images": [{"x": 0, "y": 0, "scale": 180}]}),
    ("DELETE", "/v1/layouts/other", None),
    ("GET", "/v1/audit", None),
]


@pytest.mark.usefixtures("place")
def test_the_api_may_do_what_it_does_and_no_more() -> None:
    api = TestClient(create_app(SETTINGS), headers=bearer())
    create_command(late_command())

    with acting("MuxControlFunction") as used:
        answers = [api.request(method, path, json=body) for method, path, body in REQUESTS]
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

    with acting("SweepFunction") as used:
        run_once(time.time())
        # What the first run has ended the second one writes into the audit.
        run_once(time.time())

    # It reads a row again only where somebody else has just ended it.
    assert used | {("dynamodb:GetItem", "commands")} == granted("SweepFunction") - {("kms:Decrypt", "")}


def test_who_listens_may_do_what_it_does_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_people()
    with listening.place(monkeypatch) as gateway:
        (told,) = listening.happen(listening.muted(True))
        with acting("LiveFunction") as used:
            api = TestClient(live.create_app(SETTINGS), headers=bearer("view"), raise_server_exceptions=False)
            waited = api.get("/v1/conferences/internal/events", params={"after": told.seq, "wait": 1})
            refused = api.post("/v1/live", headers=bearer("record"))
            bought = listening.ticket()
            listening.connect("me", bought)
            for message in ({"type": "ping"}, {"type": "subscribe", "conference": "internal"}):
                listening.say("me", **message)
            listening.say("me", type="unsubscribe", conference="internal")
            gateway.slow.add("me")
            listening.say("me", type="ping")

    assert (waited.status_code, refused.status_code) == (200, 403)
    assert of_tables(used) == of_tables(granted("LiveFunction"))


def test_who_tells_listeners_may_do_what_it_does_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening.place(monkeypatch) as gateway:
        (told,) = listening.happen(listening.muted(True))
        listening.connect("me", listening.ticket())
        listening.say("me", type="subscribe", conference="internal")
        gateway.gone.add("me")
        forget_revocations()
        wake = Wake(conference="internal", domain="example.com", events=[told])
        with acting("FeedFunction") as used:
            tell_listeners([{"messageId": "m", "body": msgspec.json.encode(wake).decode()}])

    assert of_tables(used) == of_tables(granted("FeedFunction"))


@pytest.mark.parametrize("who", ["LiveFunction", "FeedFunction"])
def test_frames_are_posted_with_a_permission_for_this_api_alone(who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ("execute-api:ManageConnections", "") in granted(who)
    posting.gateway.cache_clear()
    with mock_aws(), acting(who) as used:
        posting.post("nobody", b"{}")
        posting.close("nobody")

    assert used == {("execute-api:ManageConnections", "")}


@pytest.mark.usefixtures("lookup_tables")
def test_what_the_template_does_not_grant_is_refused_here() -> None:
    with acting("DirectoryFunction"), pytest.raises(NotGranted, match="DirectoryFunction has no dynamodb:UpdateItem"):
        take_slot("id#00000000#1", time.time())
