"""FreeSWITCH cannot be reached: every change is refused at once, what was known can be read, a wish is kept."""

import pytest
from starlette.testclient import TestClient

from functions.mux_control.operations import OPERATIONS
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.grammars.media import PROMPTS
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.stages import find_stage
from tests.functions.control import ADA, BOB, node
from tests.functions.mux_control.at_the_door import somebody_waits
from tests.functions.mux_control.outputs.rows import recording, stream
from tests.functions.mux_control.stage_wishes import PATH, WISH, room
from tests.nodes import serve

CONFERENCE = "/v1/conferences/internal"
# Every operation that makes a command, with a request that would be taken.
ENTRANCES: dict[str, tuple[str, str, object]] = {
    "update_conference": ("PATCH", "", {"locked": True}),
    "clear_slots": ("POST", "/slots/clear", None),
    "hang_up_all": ("DELETE", "/members", None),
    "update_member": ("PATCH", f"/members/{ADA}", {"muted": True}),
    "remove_member": ("DELETE", f"/members/{ADA}", None),
    "mute_all": ("POST", "/mute-all", None),
    "ask_to_unmute": ("POST", f"/members/{BOB}/ask-to-unmute", None),
    "let_in": ("DELETE", "/kept-out/0123456789abcdef0123", None),
    "end_conference": ("POST", "/end", None),
    "move_conference": ("POST", "/move", {"node": "fs2"}),
    "admit_waiting": ("POST", "/waiting/admit", {}),
    "refuse_waiting": ("POST", "/waiting/refuse", {}),
    "resume_rules": ("POST", "/rules/resume", None),
    "play": ("POST", "/play", {"prompt": min(PROMPTS)}),
    "say": ("POST", "/say", {"text": "Hello."}),
    "stop_playing": ("DELETE", "/play", None),
    "make_call": ("POST", "/calls", {"user": "1000"}),
    "start_recording": ("POST", "/recordings", {}),
    "change_recording": ("PATCH", "/recordings/r1", {"paused": True}),
    "stop_recording": ("DELETE", "/recordings/r1", None),
    "start_stream": ("POST", "/streams", {"url": "rtmp://a.example/live"}),
    "stop_stream": ("DELETE", "/streams/s1", None),
    "take_still": ("POST", "/stills", None),
    "run_command": ("POST", "/commands", {"kind": "lock", "locked": True}),
    "run_scene": ("POST", "/scenes", {"steps": [{"kind": "lock", "locked": True}]}),
}


def another_node_is_well() -> None:
    """To which a conference could be moved."""
    for name in ("fs1", "fs2"):
        serve("example.com", node=name, address=f"{name}.inside.example:5090")
    node("fs2", lease=3600)


@pytest.fixture(autouse=True)
def down(told: list[CommandRow]) -> None:
    """A recording and a stream run, somebody waits; the relay serves the node, and has not seen FreeSWITCH for 3 s.

    Another node is well.
    """
    another_node_is_well()
    recording("live")
    stream("live")
    somebody_waits()
    node(beat=0.5, switch=3)


def test_every_operation_that_makes_a_command_is_in_the_table() -> None:
    assert {operation.name for operation in OPERATIONS if operation.make} == ENTRANCES.keys()


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_a_change_is_refused_at_once(api: TestClient, entrance: str) -> None:
    method, path, body = ENTRANCES[entrance]

    answer = api.request(method, CONFERENCE + path, json=body, headers={"Prefer": "wait=10"})

    assert (answer.status_code, answer.json()["code"]) == (503, "switch_down")
    assert answer.headers["retry-after"] == "1"
    assert list(CommandsItem.scan()) == []


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_it_is_taken_as_soon_as_the_relay_sees_freeswitch_again(api: TestClient, entrance: str, queue: str) -> None:
    method, path, body = ENTRANCES[entrance]
    assert api.request(method, CONFERENCE + path, json=body).status_code == 503
    node(queue=queue)

    assert api.request(method, CONFERENCE + path, json=body).status_code == 202


def test_what_was_known_can_be_read_and_says_as_of_when(api: TestClient) -> None:
    shown, (listed,) = api.get(CONFERENCE).json(), api.get("/v1/conferences").json()["items"]

    assert (shown["node_state"], listed["node_state"]) == ("switch_down", "switch_down")
    assert shown["as_of"] == listed["as_of"] < "9"
    assert [member["name"] for member in shown["members"]] == ["Ada", "Bob"]
    for outputs in (shown["recordings"], shown["streams"], api.get(f"{CONFERENCE}/recordings").json()["items"]):
        assert [(one["state"], one["reason"]) for one in outputs] == [("interrupted", "switch_down")]


def test_a_wish_for_the_picture_is_kept_and_said_to_be_kept_only(api: TestClient, told: list[CommandRow]) -> None:
    answer = api.put(PATH, json=WISH)

    assert answer.status_code == 200, answer.text
    assert (answer.json()["node_state"], answer.json()["command"]) == ("switch_down", None)
    assert find_stage("internal") is not None
    assert told == []


def test_a_wish_is_taken_away_as_well(api: TestClient, told: list[CommandRow]) -> None:
    api.put(PATH, json=WISH)

    assert api.delete(PATH).status_code == 204
    assert find_stage("internal") is None
    assert told == []


def test_a_refused_change_of_the_picture_leaves_the_wish_alone(api: TestClient) -> None:
    api.put(PATH, json=WISH)
    api.patch(CONFERENCE, json={"layout": "3x3-seats"})

    assert api.get(PATH).json()["stage"]["layout"] == WISH["layout"]


def test_layouts_are_none_of_a_node_s_business(api: TestClient) -> None:
    body = {"images": [{"x": 0, "y": 0, "scale": 180}]}

    assert api.put("/v1/layouts/mine", json=body).status_code in (200, 201)


def test_after_five_minutes_the_conference_has_ended(api: TestClient) -> None:
    room()
    node(beat=0.5, switch=301)

    answers = [api.get(CONFERENCE), api.patch(CONFERENCE, json={"locked": True})]
    wish = api.put(PATH, json=WISH)

    for answer in answers:
        assert (answer.status_code, answer.json()["code"], answer.json()["reason"]) == (
            410, "conference_ended", "switch_lost",
        )  # fmt: skip
    assert api.get("/v1/conferences").json() == {"items": [], "next": None}
    # It is for the next one.
    assert (wish.json()["running"], wish.json()["node_state"], wish.json()["command"]) == (False, None, None)
