"""Somebody of another domain who has the name of one of ours is another person, whatever a page does or is told."""

import time

import pytest
from starlette.testclient import TestClient

from functions.live import app as live
from functions.mux_control.app import create_app
from functions.shared.feed.events import MemberLeft
from functions.shared.feed.reading import events_since
from functions.shared.live.viewers import last_for
from functions.shared.standings.persons import person_of_user
from functions.shared.state import ConferenceState, MemberState, Standing
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.live.connections import Viewer
from functions.shared.tables.own_rows import forget_names
from tests.functions.control import SETTINGS, bearer, token
from tests.functions.live.listening import GatewayStub, connect, happen, say
from tests.functions.live.test_inside import GRACE, guest
from tests.functions.live.test_presence import follow, opened, present
from tests.functions.live.test_taking_part import moved, problem
from tests.permissions import As

MEETING = "meeting-internal"
THEIRS = "1007@other.example"
MEMBER = "/v1/conferences/internal/members/theirs"
pytestmark = pytest.mark.usefixtures("gateway")


def there(user: str = THEIRS, *, kept_out: str = "") -> None:
    """In the meeting is somebody whom everybody calls Eve; and perhaps a host keeps somebody out."""
    kept = Standing(person=person_of_user(MEETING, kept_out), rank="kept_out", at="2026-11-29T10:00:00Z")
    state = ConferenceState(
        name="internal", uuid=MEETING, node="fs1", domain="example.com", standings=(kept,) if kept_out else ()
    )
    write_rows(state, members=[MemberState(uuid="theirs", number=1, user=user, name="Eve")])
    forget_names()


def headers(subject: str, *can: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token('view', *can, subject=subject)}"}


@pytest.mark.parametrize(
    ("subject", "whose"), [("1007", "1007"), ("1007@example.com", "1007@example.com"), ("1007@Other.Example", "theirs")]
)
def test_a_hand_goes_up_in_ones_own_call_alone(subject: str, whose: str) -> None:
    there()
    opened("me", subject, "chat")

    say("me", type="hand", conference="internal", raised=True)

    assert moved() == [("hand.raised", whose)]


@pytest.mark.parametrize(("subject", "status"), [("1007", 403), ("1007@example.com", 403), (THEIRS, 204)])
def test_a_members_hand_is_not_that_of_who_has_the_name_elsewhere(subject: str, status: int) -> None:
    there()
    api = TestClient(As(create_app(SETTINGS), "MuxControlFunction"), raise_server_exceptions=False)

    assert api.patch(MEMBER, json={"hand": True}, headers=headers(subject, "chat")).status_code == status


@pytest.mark.parametrize(("subject", "name"), [("1007", None), (THEIRS, "Eve")])
def test_who_writes_is_called_as_in_their_own_call_alone(subject: str, name: str | None) -> None:
    there()
    client = TestClient(As(live.create_app(SETTINGS), "LiveFunction"))

    answer = client.post("/v1/conferences/internal/messages", json={"text": "hello"}, headers=headers(subject, "chat"))

    assert (answer.json()["sender"], answer.json()["name"]) == (subject, name)


@pytest.mark.parametrize(("subject", "name"), [("1007", None), (THEIRS, "Eve")])
def test_who_has_a_page_open_is_called_as_in_their_own_call_alone(subject: str, name: str | None) -> None:
    there()

    follow("me", subject)

    assert present() == [(subject, name)]


def test_whoever_has_to_be_inside_is_not_by_a_namesakes_call(gateway: GatewayStub) -> None:
    there(f"{GRACE}@other.example")
    assert connect("grace", guest()) == 200

    say("grace", type="subscribe", conference="internal")

    assert problem(gateway, "grace") == "not_inside"


@pytest.mark.parametrize(("user", "ends"), [(GRACE, True), (f"{GRACE}@other.example", False)])
def test_a_page_hears_on_when_a_namesake_leaves(user: str, ends: bool) -> None:
    there(GRACE)
    happen(MemberLeft(uuid="theirs", user=user))
    viewer = Viewer(
        subject=GRACE, domain="example.com", conferences=("internal",), token="t", issued=0, ends=time.time() + 60,
        inside=True,
    )  # fmt: skip

    assert (last_for(viewer, events_since("internal", 0)) is not None) == ends


@pytest.mark.parametrize(
    ("kept_out", "subject", "status"),
    [("1007", "1007", 403), ("1007", THEIRS, 200), (THEIRS, "1007", 200), (THEIRS, "1007@OTHER.example", 403)],
)
def test_who_is_kept_out_is_one_of_two_with_a_name(kept_out: str, subject: str, status: int) -> None:
    there("1001", kept_out=kept_out)
    api = TestClient(As(create_app(SETTINGS), "MuxControlFunction"), raise_server_exceptions=False)

    shown = api.get("/v1/conferences", headers=headers(subject)).json()["items"]

    assert api.get("/v1/conferences/internal", headers=headers(subject)).status_code == status
    assert ("internal" in [one["name"] for one in shown]) == (status == 200)
    assert any(one["name"] == "internal" for one in api.get("/v1/conferences", headers=bearer()).json()["items"])
