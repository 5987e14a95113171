"""A relay that is killed (-9) at each step of a move: the next one moves who is left, nobody twice, and says so."""

import time

import pytest

from functions.shared.commands.moving import MoveConference
from functions.shared.encoders.between_nodes import MOVES_TO
from functions.shared.tables.claims import find_claim
from tests.freeswitch.relay.commands.test_kill_points import finish, killed_at
from tests.freeswitch.relay.play import Play
from tests.functions.claims import node, owner

THERE = "fs2"
MOVE = MoveConference(node=THERE, address="10.0.0.2:5090")
INTERRUPTED = f"it was moved to {THERE}; nobody has counted who has come there"
# Where the first relay dies → how many people it has moved by then, and how the command ends.
KILL_POINTS = {
    "claimed": (0, ("confirmed", None)),
    "handed_over": (0, ("confirmed", None)),
    "one_sent": (1, ("confirmed", None)),
    "all_sent": (2, ("unknown", INTERRUPTED)),
    "all_there": (2, ("unknown", INTERRUPTED)),
    "proved": (2, ("unknown", INTERRUPTED)),
    "recorded": (2, ("confirmed", None)),
}


def moved(here: Play) -> list[str]:
    """Calls that were sent to the other node, each as often as it was."""
    return [text.split()[1] for text in here.switch.commands if text.startswith("uuid_transfer ")]


@pytest.mark.parametrize("place", KILL_POINTS)
def test_who_is_left_is_moved_nobody_twice_and_nobody_is_lost(still: Play, place: str) -> None:
    node(THERE, at=time.time())
    still.switch.switch.call_outcomes["sofia/nodes/"] = "SUCCESS"
    calls = [
        still.switch.join("internal", user, name, variables={"sip_authorized": "true"}).channel.uuid
        for user, name in (("1000", "Ada"), ("1001", "Grace"))
    ]
    meeting = still.conference_uuid("internal")
    by_then, (state, detail) = KILL_POINTS[place]

    command_id = killed_at(still, place, MOVE)
    assert len(moved(still)) == by_then
    assert (owner("internal") == THERE) == (place != "claimed")
    finish(still)

    row = still.row(command_id)
    assert (row.state, row.outcome and row.outcome.detail) == (state, detail)
    # Each once, with where to set before; no call has ended, and nobody is left.
    assert sorted(moved(still)) == sorted(calls)
    assert sum(f" {MOVES_TO} " in text for text in still.switch.commands) == len(calls)
    assert [still.switch.switch.channels[call].hangup_cause for call in calls] == ["", ""]
    assert "internal" not in still.switch.conferences
    claim = find_claim("internal")
    assert claim is not None
    assert (claim.node, claim.moved) == (THERE, meeting)
