"""A user who is registered on another node is rung there: a note for that node, written a moment before the call."""

import time

import pytest

from functions.shared.commands.calls import Dial
from functions.shared.commands.common.reaching import ReachedNode
from functions.shared.tables.fleet.crossings import CrossingsItem, Note, spend_note
from tests.freeswitch.relay.play import Play, until

THERE, ADDRESS = "fs2", "10.0.0.2:5090"
DIAL = Dial(user="1001", domain="example.com", others=(ReachedNode(THERE, ADDRESS, "1001", "example.com"),))


@pytest.fixture(autouse=True)
def conference(play: Play) -> None:
    play.switch.join("internal", "1000", "Ada")
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)


def notes(play: Play) -> list[Note | None]:
    """What the target is told by the calls that were made."""
    texts = [text.partition("sip_h_X-Entry=")[2].partition("]")[0] for text in play.switch.commands if " dial " in text]
    return [spend_note(text, THERE, now=time.time()) for text in texts]


def test_the_other_node_is_told_whom_to_ring_and_who_answers_is_in_the_conference(play: Play) -> None:
    play.switch.switch.call_outcomes["sofia/nodes/"] = "SUCCESS"
    done = play.done(DIAL)
    (note,) = notes(play)

    assert (done.state, done.outcome and done.outcome.reason) == ("confirmed", None)
    assert note is not None
    assert (note.target, note.domain, note.reach, note.room, note.moved) == (THERE, "example.com", ("1001",), "", None)
    stored = play.stored("internal")
    assert stored is not None
    assert stored.state.member_count == 2


def test_who_answers_nowhere_is_told_with_the_cause(play: Play) -> None:
    play.switch.switch.call_outcomes["sofia/nodes/"] = "USER_NOT_REGISTERED"
    done = play.done(DIAL)

    assert done.outcome is not None
    assert (done.state, done.outcome.reason, done.outcome.detail) == ("failed", "call_failed", "USER_NOT_REGISTERED")


def test_a_call_to_nobody_elsewhere_writes_no_note(play: Play) -> None:
    play.done(Dial(user="1001", domain="example.com"))

    assert list(CrossingsItem.scan()) == []
