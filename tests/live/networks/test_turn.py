"""A caller whose network has no way to the switch's media: TURN over UDP, TCP and TLS, as the link's entry names it."""

from contextlib import ExitStack

import pytest

from tests.live.browser import Browser
from tests.live.networks.conftest import PORT, TLS_PORT, Far
from tests.live.networks.home import TURN
from tests.live.processes import wait_until

WAYS = [
    ("udp", f"ip daddr {TURN} udp dport {PORT}"),
    ("tcp", f"ip daddr {TURN} tcp dport {PORT}"),
    ("tls", f"ip daddr {TURN} tcp dport {TLS_PORT}"),
]


def ways(caller: Browser) -> list[tuple[object, object]]:
    """Type and relay's protocol of each of a caller's chosen candidates."""
    found = caller.do("ways")["ways"]
    assert isinstance(found, list)
    return [(one["type"], one["relay"]) for one in found]


@pytest.mark.parametrize(("protocol", "allowed"), WAYS, ids=[protocol for protocol, _ in WAYS])
def test_a_caller_behind_a_firewall_is_in_the_picture_by_turn(at_home: Far, protocol: str, allowed: str) -> None:
    at_home.home.only(allowed)
    with ExitStack() as opened:
        caller = at_home.caller(opened, f"Behind {protocol}")

        assert set(ways(caller)) == {("relay", protocol)}
        seen = caller.frames()
        wait_until(lambda: caller.frames() > seen + 60, "the picture goes on", within=30)
        assert [one["name"] for one in at_home.switch.members("internal")] == [f"Behind {protocol}"]


def test_without_a_firewall_nobody_is_relayed(at_home: Far) -> None:
    with ExitStack() as opened:
        caller = at_home.caller(opened, "Direct")

        assert {way for way, _ in ways(caller)} <= {"host", "prflx"}
