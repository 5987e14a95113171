"""A call is taken out of its conference by a dialplan in the command itself, as FreeSWITCH does it."""

from collections.abc import Iterator

import pytest

from functions.shared.encoders.between_nodes import MOVES_TO, moved_call
from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.commands.api_commands import execute
from tests.freeswitch.relay.play import until


@pytest.fixture
def switch() -> Iterator[FakeFreeswitch]:
    with FakeFreeswitch(domain="example.com") as running:
        yield running


def moved(switch: FakeFreeswitch, outcome: str) -> str:
    """Move somebody to where the bridge ends like this; gives the call."""
    switch.switch.call_outcomes["sofia/nodes/"] = outcome
    call = switch.join("internal", "1000", "Ada").channel.uuid
    execute(switch.switch, "uuid_setvar", f"{call} {MOVES_TO} sofia/nodes/crossing@10.0.0.2:5090")
    name, _, rest = moved_call(call).partition(" ")
    assert execute(switch.switch, name, rest) == "+OK\n"
    until(lambda: switch.switch.conference_of(call) is None)
    return call


def test_who_is_bridged_keeps_the_call_and_is_in_no_conference(switch: FakeFreeswitch) -> None:
    call = moved(switch, "SUCCESS")

    assert execute(switch.switch, "uuid_getvar", f"{call} bridge_to") != "_undef_"
    assert execute(switch.switch, "uuid_getvar", f"{call} sip_copy_custom_headers") == "false"
    until(lambda: "internal" not in switch.conferences)


def test_who_is_not_is_hung_up_with_the_cause(switch: FakeFreeswitch) -> None:
    call = moved(switch, "NORMAL_TEMPORARY_FAILURE")

    until(lambda: execute(switch.switch, "uuid_exists", call) == "false")


@pytest.mark.parametrize(
    ("argument", "reply"),
    [("", "-USAGE"), ("nobody 'm:^:hangup:' inline", "-ERR No such channel!"), ("nobody", "-USAGE")],
)
def test_what_is_no_transfer_does_nothing(switch: FakeFreeswitch, argument: str, reply: str) -> None:
    assert execute(switch.switch, "uuid_transfer", argument).startswith(reply)
