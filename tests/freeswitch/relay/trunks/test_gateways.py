"""How the node's gateways are, from the event to the node's row."""

import pytest

from functions.shared.tables.fleet.leases import take_lease
from functions.shared.tables.nodes import NodesItem, find_node
from infra.fake_freeswitch.control import obey
from tests.freeswitch.relay.play import NODE, Play, until


@pytest.fixture
def followed(play: Play) -> Play:
    play.relay.begin("gateways")
    return play


def seen(play: Play) -> dict[str, tuple[bool, str, str]]:
    """What the row says, after a beat."""
    play.relay.lease.beat_once()
    node = find_node(NODE)
    assert node is not None
    return {one.name: (one.up, one.registration, one.reason) for one in node.gateways}


def test_what_was_there_before_the_relay_is_read_on_connecting(followed: Play) -> None:
    obey(followed.switch, "gateway example.com-a REGED UP")
    followed.relay.gateways.look_again()
    until(lambda: seen(followed))

    assert seen(followed) == {"example.com-a": (True, "registered", "")}


def test_a_change_is_in_the_row_with_its_reason_and_a_gateway_that_goes_is_not(followed: Play) -> None:
    obey(followed.switch, "gateway example.com-a REGED UP")
    obey(followed.switch, "gateway example.com-b NOREG UP")
    until(lambda: len(seen(followed)) == 2)

    obey(followed.switch, "gateway example.com-a FAILED DOWN 403 Forbidden")
    obey(followed.switch, "gateway example.com-b")

    until(lambda: seen(followed) == {"example.com-a": (False, "failed", "403 Forbidden")})
    assert followed.relay.metrics.totals["GatewaysDown"] == 1


def test_a_new_connection_reads_all_of_them_again(followed: Play) -> None:
    obey(followed.switch, "gateway example.com-a REGED UP")
    until(lambda: len(seen(followed)) == 1)

    followed.switch.switch.gateways = {"example.com-b": ("NOREG", "UP")}
    obey(followed.switch, "drop")
    until(lambda: "example.com-b" in seen(followed), 10)

    assert seen(followed) == {"example.com-b": (True, "none", "")}


def test_the_row_is_written_only_when_something_changed(followed: Play) -> None:
    obey(followed.switch, "gateway example.com-a REGED UP")
    until(lambda: len(seen(followed)) == 1)
    NodesItem(NODE).update(actions=[NodesItem.gateways.set("as it was")])

    seen(followed)

    assert NodesItem.get(NODE).gateways == "as it was"


def test_what_another_relay_has_left_in_the_row_is_nobodys_word(followed: Play) -> None:
    obey(followed.switch, "gateway example.com-a REGED UP")
    until(lambda: len(seen(followed)) == 1)
    followed.stop()

    assert take_lease(NODE, owner="another", now=0, seconds=10, queue_url="", seen=find_node(NODE))

    node = find_node(NODE)
    assert node is not None
    assert node.gateways == ()


def test_a_switch_that_cannot_list_its_gateways_has_none(followed: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "infra.fake_freeswitch.commands.registration_commands.listed", lambda _: "-ERR Command not found!\n"
    )
    followed.relay.gateways.look_again()

    until(lambda: followed.relay.gateways.states == {})
    assert seen(followed) == {}
