"""A stage on a real switch: whoever is moved by hand in fs_cli, or comes back, sits where the stage says."""

from typing import Any

import pytest

from tests.live.meeting import Meeting
from tests.live.processes import wait_until

PATH = "/v1/conferences/internal/stage"
WISH = {
    "layout": "2x2-seats",
    "places": [
        {"slot": "slot-1", "who": [{"user": "1001"}]},
        {"slot": "slot-4", "who": [{"user": "1000"}]},
    ],
    "members": [{"who": {"user": "1000"}, "banner": {"text": "Ada"}}],
}


def seats(meeting: Meeting) -> dict[str, set[str]]:
    return {user: {flag for flag in meeting.flags(user) if flag.startswith("res-id:")} for user in ("1000", "1001")}


def read(meeting: Meeting, path: str = "") -> Any:
    return meeting.stack.ask("GET", f"/v1/conferences/internal{path}")[1]


@pytest.fixture
def staged(meeting: Meeting) -> Meeting:
    """A meeting of two with a stage that is in place."""
    status, answer = meeting.stack.ask("PUT", PATH, WISH)
    assert status == 200, answer
    wait_until(lambda: is_set(meeting), "the two to sit where the stage says")
    return meeting


def is_set(meeting: Meeting) -> bool:
    return seats(meeting) == {"1000": {"res-id:slot-4"}, "1001": {"res-id:slot-1"}}


def test_everybody_sits_where_the_stage_says_and_the_map_says_so_too(staged: Meeting) -> None:
    wait_until(lambda: not read(staged, "/stage")["drift"], "the drift to be over")

    (canvas,) = read(staged, "/canvas")["canvases"]
    places = {place["slot"]: (place["member"], place["certain"]) for place in canvas["slots"]}
    assert canvas["layout"] == "2x2-seats"
    assert places["slot-1"] == (staged.uuid("1001"), True)
    assert places["slot-4"] == (staged.uuid("1000"), True)


def test_a_hand_in_fs_cli_is_undone(staged: Meeting) -> None:
    staged.api("vid-res-id all clear")
    wait_until(lambda: is_set(staged), "the two to be seated again")

    staged.api(f"vid-res-id {staged.number('1000')} slot-2 force")
    wait_until(lambda: is_set(staged), "the one who was moved to be back")

    staged.api("vid-layout 3x3-seats")
    wait_until(lambda: read(staged)["layout"] == "2x2-seats", "the layout to be back")


def test_a_change_through_the_api_stays(staged: Meeting) -> None:
    staged.done(kind="set_slot", member=staged.uuid("1000"), slot="slot-2")

    wish = read(staged, "/stage")
    assert wish["stage"]["places"][0] == {"slot": "slot-2", "who": [{"user": "1000"}]}
    assert seats(staged)["1000"] == {"res-id:slot-2"}


def test_without_a_stage_hands_are_left_alone(staged: Meeting) -> None:
    assert staged.stack.ask("DELETE", PATH)[0] == 204
    # Commands of a conference are carried out in order: when this one has ended, the relay knows.
    staged.done(kind="lock", locked=False)
    staged.api("vid-res-id all clear")

    wait_until(lambda: all(member["slot"] is None for member in read(staged)["members"]), "the state to show it")
    assert seats(staged) == {"1000": set(), "1001": set()}
