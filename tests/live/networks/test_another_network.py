"""A caller's network changes, is cut, is narrow, loses packets: what the page does, and what the caller is told."""

import sys
import time
from contextlib import ExitStack

from tests.live.browser import Browser
from tests.live.networks.conftest import Far
from tests.live.networks.home import ADDRESSES
from tests.live.processes import wait_until

# Frames of a picture that goes on, and not of one that was still on its way.
GOES_ON = 60


def goes_on(caller: Browser, within: float) -> float:
    seen = caller.frames()
    return wait_until(lambda: caller.frames() > seen + GOES_ON, "the picture goes on", within=within)


def text(caller: Browser) -> str:
    return str(caller.do("text")["text"])


def light(caller: Browser) -> str:
    return str(caller.do("light")["text"])


def test_the_picture_comes_back_after_a_change_of_address(at_home: Far) -> None:
    with ExitStack() as opened:
        caller = at_home.caller(opened, "Ada on the train")
        goes_on(caller, 30)
        before = at_home.switch.members("internal")
        at_home.home.plug_in(ADDRESSES[1])
        changed = time.monotonic()
        wait_until(lambda: "interrupted" in text(caller) or "is lost" in text(caller), "the caller is told", within=30)
        goes_on(caller, 60)
        took = time.monotonic() - changed
        wait_until(lambda: "interrupted" not in text(caller) and "is lost" not in text(caller), "and that it is back")

        sys.stdout.write(f"the picture came back after {took:.1f} s\n")
        after = at_home.switch.members("internal")
        assert [one["uuid"] for one in after] == [one["uuid"] for one in before], "in the same call"


def test_a_lost_socket_comes_back_within_the_call(at_home: Far) -> None:
    with ExitStack() as opened:
        caller = at_home.caller(opened, "Grace")
        (before,) = at_home.switch.members("internal")
        at_home.home.cut_ways()
        wait_until(lambda: "The connection to the server is lost" in text(caller), "the caller is told", within=30)
        goes_on(caller, 30)
        at_home.home.open_ways()
        wait_until(lambda: "is lost" not in text(caller), "the page is back", within=60)

        (after,) = at_home.switch.members("internal")
        assert after["uuid"] == before["uuid"]


def test_a_narrow_line_carries_the_sound_first_and_says_so(at_home: Far) -> None:
    with ExitStack() as opened:
        caller = at_home.caller(opened, "Mary")
        at_home.home.narrow(120)
        wait_until(lambda: "Little bandwidth" in text(caller), "the caller is told", within=90)
        at_home.home.let_everything_through()

        wait_until(lambda: "Little bandwidth" not in text(caller), "it is over", within=90)


def test_a_line_that_loses_packets_is_shown_by_its_light(at_home: Far) -> None:
    with ExitStack() as opened:
        caller = at_home.caller(opened, "Hedy")
        wait_until(lambda: "is good" in light(caller), "the line is good", within=60)
        at_home.home.lose(20)

        wait_until(lambda: "is bad" in light(caller) and "% lost" in light(caller), "the line is bad", within=60)
