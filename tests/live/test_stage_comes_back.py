"""A stage for three callers on a real switch: whoever leaves, comes back or is moved, and whatever restarts."""

from collections.abc import Iterator, Mapping

import pytest

from tests.live.looking import Look, holds_soon
from tests.live.meeting import PASSWORD
from tests.live.processes import wait_until
from tests.live.relays import other_relay
from tests.live.studio import Studio, join

LAYOUT = "presenter-6-seats"
SEATS = {"1000": "slot-1", "1001": "slot-3", "1002": "slot-5"}
WISH = {
    "layout": LAYOUT,
    "places": [{"slot": slot, "who": [{"user": user}]} for user, slot in SEATS.items()],
    "members": [{"who": {"user": "1002"}, "muted": True}],
}


@pytest.fixture
def staged(studio: Studio) -> Iterator[Studio]:
    """Three callers with a stage that is in place."""
    status, answer = studio.stack.ask("PUT", "/v1/conferences/studio/stage", WISH)
    assert status == 200, answer
    assert is_so(studio, "before")
    yield studio
    # A stage outlives its meeting, and others play in this room.
    assert studio.stack.ask("DELETE", "/v1/conferences/studio/stage")[0] == 204


def is_so(studio: Studio, name: str, seats: Mapping[str, str] = SEATS) -> bool:
    """Whether the switch, the state and the pixels of a still all say that everybody sits where they should."""
    seated = {user: seats.get(user, "") for user in studio.slots()}
    wait_until(lambda: studio.slots() == seated, f"the switch to seat {seated}")
    wait_until(lambda: studio.read("/stage")["drift"] == [], "the drift to be over")
    # A relay that has just begun knows the layout again once it has asked for it.
    wait_until(lambda: bool(studio.read()["layout"] == LAYOUT), "the layout to be known")
    look = Look(studio, LAYOUT, studio.canvas(), seats, f"stage-{name}")
    return holds_soon(look)


def test_a_caller_who_drops_and_comes_back_under_a_new_number_sits_where_they_sat(staged: Studio) -> None:
    before = staged.number("1001")
    staged.browsers["1001"].do("press", name="Leave")
    wait_until(lambda: "1001" not in staged.members(), "1001 to have left")
    wait_until(lambda: staged.read("/stage")["waiting"] == ["slot-3"], "the slot to wait")
    assert is_so(staged, "dropped", {user: slot for user, slot in SEATS.items() if user != "1001"})

    join(staged, "1001", PASSWORD)

    assert is_so(staged, "rejoined")
    assert staged.number("1001") != before


def test_what_somebody_moves_in_fs_cli_comes_back(staged: Studio) -> None:
    staged.api(f"vid-res-id {staged.number('1000')} slot-6 force")
    assert is_so(staged, "moved")

    staged.api("vid-layout 2x2-seats")
    staged.api("vid-res-id all clear")
    staged.api(f"unmute {staged.number('1002')}")
    assert is_so(staged, "moved-all")
    wait_until(lambda: {one["user"]: one["muted"] for one in staged.read()["members"]}["1002"] is True, "1002 muted")


def test_a_relay_that_is_killed_and_started_again_puts_back_what_was_moved_meanwhile(staged: Studio) -> None:
    with other_relay(staged.stack) as relay:
        relay.kill()
        staged.api(f"vid-res-id {staged.number('1000')} slot-3 force")
        staged.api("vid-layout 3x3-seats")
        assert staged.slots()["1001"] == ""

        relay.start()

        assert is_so(staged, "restarted")
    wait_until(lambda: staged.stack.ask("GET", "/v1/conferences/studio/stage")[0] == 200, "the API goes on")


def test_afterwards_the_stacks_own_relay_serves_again(staged: Studio) -> None:
    staged.api(f"vid-res-id {staged.number('1002')} slot-2 force")

    assert is_so(staged, "own-relay")
