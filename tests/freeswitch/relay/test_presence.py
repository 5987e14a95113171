"""What the API sees of a node: from its relay's rows alone, whatever happens to FreeSWITCH and to the relay."""

import pytest

from freeswitch.relay.lease.node import BEAT_SECONDS
from functions.shared.api.problems import Problem
from functions.shared.api.sight.presence import present_conference, serving_node
from functions.shared.api.tokens import Grant
from functions.shared.tables.known.nodes import forget_nodes
from tests.freeswitch.relay.play import NODE, Play, until

GRANT = Grant(sub="a test", domain="example.com", conferences=("*",), can=("view",))


@pytest.fixture
def internal(play: Play) -> str:
    """A conference with one member; gives its uuid."""
    play.switch.join("internal", "1000", "Ada")
    until(lambda: (found := play.stored("internal")) is not None and found.state.domain == "example.com")
    return play.conference_uuid("internal")


def refusal() -> str:
    """Why a command would be refused now; empty if it would not."""
    try:
        serving_node(NODE)
    except Problem as problem:
        return problem.code
    return ""


def seen(name: str = "internal") -> tuple[str, str]:
    """State of the node and uuid of the conference, as the API shows them."""
    forget_nodes()
    present = present_conference(name, GRANT)
    return present.node_state, present.conference.uuid


def test_commands_are_refused_from_the_beat_after_freeswitch_went_until_it_is_back(play: Play, internal: str) -> None:
    until(lambda: (refusal(), seen()) == ("", ("up", internal)))
    play.switch.stop_listening()
    until(lambda: (refusal(), seen()) == ("switch_down", ("switch_down", internal)), 2 * BEAT_SECONDS)
    play.switch.listen_again()

    # The relay tells at once; what it rests is a beat.
    until(lambda: refusal() == "", 2 * BEAT_SECONDS)
    assert seen() == ("up", internal)


def test_a_relay_that_begins_does_not_say_that_freeswitch_is_there_before_it_has_seen_it(still: Play) -> None:
    still.relay.lease.beat_once()

    assert refusal() == "switch_down"


def test_a_relay_that_stops_cleanly_says_nothing_new_of_freeswitch(play: Play, internal: str) -> None:
    until(lambda: seen() == ("up", internal))
    play.relay.end_loop("lease")
    play.relay.lease.release()

    assert (refusal(), seen()) == ("node_unserved", ("up", internal))
