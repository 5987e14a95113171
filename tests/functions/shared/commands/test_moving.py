"""A conference is brought to another node: what is said of each call, and what can be said of none."""

import pytest

from functions.shared.commands import UnsafeText
from functions.shared.commands.moving import MoveConference, line_to_send_on, lines_to_move
from functions.shared.encoders.between_nodes import bridge_to_node
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.here import ADA, HERE
from tests.functions.shared.commands.tokenizer import words

MOVE: claims.Body = {"kind": "move_conference", "node": "fs2", "address": "10.0.0.2:5090"}
BRIDGE = bridge_to_node("10.0.0.2:5090", "n" * 32, browser=True, picture=True)
ACTIONS = [
    "set:sip_copy_custom_headers=false",
    "set:hangup_after_bridge=false",
    "set:continue_on_fail=false",
    "bridge:${moves_to_node}",
    "set:continue_on_fail=MEDIA_TIMEOUT,REDIRECTION_TO_NEW_DESTINATION",
    "bridge:error/${bridge_hangup_cause}",
    "set:node_gone_since=0",
    "transfer:${destination_number} XML ${context}",
]

# The relay makes the lines of each call a moment before it goes.
SENT: claims.Sent = [(MOVE, ())]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks((MOVE, None))
test_the_row_tells_whether_it_is_so_already = claims.is_already_so((MOVE, None))

RULES: claims.Rules = [claims.Rule("move_conference", "row", "repeatable")]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


def test_a_call_is_told_where_to_and_then_taken_there() -> None:
    told, taken = lines_to_move(ADA, BRIDGE)

    assert words(told.text) == ["uuid_setvar", ADA, "moves_to_node", BRIDGE]
    # As FreeSWITCH reads it: the character behind `m:` parts the actions.
    assert words(taken.text) == ["uuid_transfer", ADA, "m:^:" + "^".join(ACTIONS), "inline"]
    assert "X-Entry" not in taken.text


def test_who_has_come_from_a_third_node_is_sent_back_to_it_with_the_cause_that_it_knows() -> None:
    assert line_to_send_on(ADA).text == f"uuid_kill {ADA} REDIRECTION_TO_NEW_DESTINATION"


@pytest.mark.parametrize("call", ["", "a b", "x'", "${x}", "*"])
def test_no_call_is_more_than_one_word(call: str) -> None:
    with pytest.raises(UnsafeText):
        lines_to_move(call, BRIDGE)
    with pytest.raises(UnsafeText):
        line_to_send_on(call)


@pytest.mark.parametrize("bridge", ["a b", "a'b", "${x}"])
def test_no_bridge_ends_the_command(bridge: str) -> None:
    with pytest.raises(UnsafeText):
        lines_to_move(ADA, bridge)


@pytest.mark.parametrize("address", ["10.0.0.2", "${x}:5090", "10.0.0.2:5090,sofia/external/x@evil.example", ""])
def test_no_address_is_anything_else(address: str) -> None:
    with pytest.raises(UnsafeText):
        MoveConference(node="fs2", address=address).lines(HERE)
