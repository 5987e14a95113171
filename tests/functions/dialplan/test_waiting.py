"""Who waits that dials a room with a lobby, and who enters: by every way that the dialplan knows."""

from typing import Any

import pytest

from functions.dialplan.app import app
from functions.shared.rooms.waiting import ADMITTED_TO, MUSIC_GOES_ON
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import EnteringBy, User
from functions.shared.tables.provisioned.users import UsersItem, user_key
from tests.functions.dialplan.test_app import actions, call
from tests.functions.lookups import ask, provision
from tests.functions.test_table_calls import calls_of
from tests.nodes import NEW_PASSWORD, serve

pytestmark = pytest.mark.usefixtures("lookup_tables")

ROOMS = """
domains: [{{name: example.com, context: public}}, {{name: other.example}}]
rooms:
  - name: board
    domain: example.com
    number: "3000"
    open: true
    lobby: {lobby}
    admission: {admission}
    max_members: 20
    flags: {{participants: [nomoh]}}
    seats: {{1000@example.com: {{moderator: true}}, 1001@example.com: {{slot: presenter, banner: Bob}}}}
contexts:
  - name: public
    routes:
      - {{name: board, number: "999", target: {{kind: room, room: board}}}}
      - {{name: host, number: "998", target: {{kind: room, room: board, moderator: true}}}}
      - {{name: rooms, pattern: "7[0-9]+", target: {{kind: room, room: board}}}}
"""
WAITS, ENTERS = "waiting.board@waiting+flags{mute|vmute}", "board@video"
HOST, SEATED, INSIDE, OUTSIDE = "1000@example.com", "1001@example.com", "1002@example.com", "1000@other.example"


def rooms(lobby: str, admission: str = "by_hand") -> None:
    provision(ROOMS.format(lobby=f"'{lobby}'", admission=admission))
    serve("example.com", "other.example")


def goes_to(number: str, user: str = "", **fields: str) -> str:
    return actions(call(number, user, **fields))[-1][1]


def variables(answer: Any) -> dict[str, str]:
    return dict(data.split("=", 1) for application, data in actions(answer) if application == "set")


@pytest.mark.parametrize("number", ["999", "71"], ids=["a route", "a pattern"])
@pytest.mark.parametrize(
    ("lobby", "user", "place"),
    [
        ("off", "", ENTERS),
        ("off", OUTSIDE, ENTERS),
        ("everybody", "", WAITS),
        ("everybody", INSIDE, WAITS),
        ("everybody", SEATED, WAITS),
        ("everybody", HOST, ENTERS),
        ("outside", "", WAITS),
        ("outside", OUTSIDE, WAITS),
        ("outside", INSIDE, ENTERS),
        ("outside", SEATED, ENTERS),
        ("outside", HOST, ENTERS),
    ],
)
def test_the_rooms_lobby_says_who_waits(number: str, lobby: str, user: str, place: str) -> None:
    rooms(lobby)

    assert goes_to(number, user) == place


@pytest.mark.parametrize(
    ("lobby", "user", "place"),
    [("everybody", INSIDE, WAITS), ("outside", INSIDE, ENTERS), ("outside", "", WAITS), ("everybody", HOST, ENTERS)],
)
def test_so_it_does_by_the_rooms_own_number(lobby: str, user: str, place: str) -> None:
    rooms(lobby)

    assert goes_to("3000", user, variable_sip_req_host="example.com") == place


def test_a_route_of_moderators_leads_past_the_lobby() -> None:
    rooms("everybody")

    assert (goes_to("998"), goes_to("998", OUTSIDE)) == (ENTERS, ENTERS)


def test_a_screen_waits_like_whoever_shows_it() -> None:
    rooms("everybody")
    shared = {"variable_sip_h_X-Share": "screen"}

    assert (goes_to("999", SEATED, **shared), goes_to("999", HOST, **shared)) == (WAITS, ENTERS)


def test_a_seat_waits_and_is_taken_when_they_are_let_in() -> None:
    rooms("everybody")

    said = variables(call("999", SEATED))

    assert (said["video_reservation_id"], said["video_banner_text"]) == ("presenter", "Bob")
    assert said["conference_member_flags"] == "nomoh"
    # The room's limit would be that of those who wait.
    assert "conference_max_members" not in said
    assert (said[MUSIC_GOES_ON], said["sip_rh_X-Waiting"]) == ("true", "true")


def test_whoever_waits_hears_what_for_before_the_music() -> None:
    rooms("everybody")

    assert actions(call("999", INSIDE))[-3:] == [
        ("answer", ""),
        ("playback", "en/waiting.wav"),
        ("conference", WAITS),
    ]


@pytest.mark.parametrize(("admission", "profile"), [("by_hand", None), ("with_moderator", "video")])
def test_the_call_carries_whether_a_moderator_is_enough(admission: str, profile: str | None) -> None:
    rooms("everybody", admission)

    assert variables(call("999", INSIDE)).get(ADMITTED_TO) == profile


@pytest.mark.parametrize(
    "fields",
    [
        {f"variable_{ADMITTED_TO}": "video", "variable_conference_member_flags": "moderator"},
        {"variable_conference_name": "board", "variable_last_transfered_conference": "board"},
        {"variable_sip_refer_to": "<sip:999@example.com>", "variable_transfer_source": "x:bl_xfer:999/public/XML"},
        {"variable_sip_h_X-Waiting": "false", "variable_conference_moderator": "true"},
        {"variable_dial_in_invitee": "Host", "variable_sip_replaces": "abc;to-tag=1;from-tag=2"},
        {"variable_forwarded_by": HOST, "variable_forwards": "1"},
    ],
    ids=["rights of their own", "was in it", "a REFER", "a header", "a PIN of before", "forwarded by a host"],
)
def test_no_transfer_by_hand_and_no_word_of_a_callers_leads_past_the_lobby(fields: dict[str, str]) -> None:
    rooms("everybody")
    forged = call("999", INSIDE, **fields)

    assert actions(forged)[-1] == ("conference", WAITS)
    assert variables(forged) == variables(call("999", INSIDE))
    assert ADMITTED_TO in actions(forged)[0][1].split(" ")


def test_who_calls_again_or_with_a_second_device_waits_again() -> None:
    rooms("everybody")

    places = [
        goes_to("999", INSIDE, **{"Unique-ID": one, "variable_sip_contact_uri": f"1002@192.0.2.{number}"})
        for number, one in enumerate(("first", "again", "second-device"))
    ]

    assert places == [WAITS] * 3


def test_every_node_says_the_same() -> None:
    rooms("everybody")
    fields = {
        "section": "dialplan",
        "Hunt-Context": "public",
        "Hunt-Destination-Number": "999",
        "variable_sip_authorized": "true",
        "variable_user_name": "1002",
        "variable_domain_name": "example.com",
    }
    serve("example.com", node="fs2", passwords=("of-the-second-node",))

    here = ask(app, "/dialplan", {**fields, "hostname": "fs1"}, auth=("fs1", NEW_PASSWORD))
    there = ask(app, "/dialplan", {**fields, "hostname": "fs2"}, auth=("fs2", "of-the-second-node"))

    assert here.text == there.text
    assert "waiting.board@waiting" in here.text


def test_a_lobby_that_is_switched_on_holds_from_the_next_call_on() -> None:
    rooms("off")
    before = goes_to("999", INSIDE)

    rooms("everybody")
    now = goes_to("999", INSIDE)

    rooms("off")
    assert (before, now, goes_to("999", INSIDE)) == (ENTERS, WAITS, ENTERS)


@pytest.mark.parametrize(("lobby", "moderator", "place"), [
    ("everybody", False, WAITS), ("outside", False, WAITS), ("outside", True, ENTERS), ("off", False, ENTERS),
])  # fmt: skip
def test_a_link_is_of_the_domain_and_still_outside(lobby: str, moderator: bool, place: str) -> None:
    rooms(lobby)
    link = User(
        id="entry-ab",
        a1_hash="0" * 32,
        entry=EnteringBy(room="board", moderator=moderator, not_after=4102444800, made=1),
    )
    write_in_batches(UsersItem, [UsersItem("example.com", user_key("entry-ab"), body=encode(link))], [])

    assert goes_to("anything", "entry-ab@example.com") == place


def test_waiting_costs_no_look_up_more() -> None:
    rooms("everybody")
    caller = {"variable_sip_authorized": "true", "variable_user_name": "1002", "variable_domain_name": "example.com"}
    fields = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999", **caller}

    assert calls_of(app, "/dialplan", fields) == ["BatchGetItem", "BatchGetItem"]
