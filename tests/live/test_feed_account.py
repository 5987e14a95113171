"""The feed's account of a meeting equals FreeSWITCH's own, but for what happened while nobody listened: a gap."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.freeswitch.relay.proxy import Proxy, Wire, proxy_to
from tests.live.accounts import account_of, gaps_in, told_by
from tests.live.browser import Browser
from tests.live.meeting import PASSWORD
from tests.live.processes import wait_until
from tests.live.relays import other_relay
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

ROOM = "/v1/conferences/internal"
# Shorter than a node's lease needs to be lost, and longer than a relay writes without a try.
AWAY_SECONDS = 6.0


@contextmanager
def away(tables: Proxy) -> Iterator[None]:
    """The relay's tables and queues are cut off: what it has is destroyed, what it tries anew as well."""
    began = time.monotonic()
    tables.before = lambda wire, _data: wire.cut()
    for wire in list(tables.wires):
        wire.cut()
    try:
        yield
        wait_until(lambda: time.monotonic() - began >= AWAY_SECONDS, "the tables were away for a while", within=60)
    finally:
        tables.before = nothing


def nothing(_wire: Wire, _data: bytes) -> None:
    """What is said gets through."""


def feed(stack: Stack, after: int) -> list[dict[str, Any]]:
    """Every event after a seq."""
    found: list[dict[str, Any]] = []
    while True:
        _, page = stack.ask("GET", f"{ROOM}/events?after={found[-1]['seq'] if found else after}&limit=200")
        items: Any = page["items"]
        if not items:
            return found
        found += items


def keys(events: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {one.key for one in told_by(events)}


def calls(switch: Switch) -> set[str]:
    """The calls in the conference, as FreeSWITCH lists them."""
    return {one["uuid"] for one in switch.members("internal")}


def come_and_go(switch: Switch, user: str) -> str:
    """Somebody is in the conference for a moment; gives the call."""
    before = calls(switch)
    with Telephone(switch.ports["sip"], user, PASSWORD) as telephone:
        assert telephone.call("999") == 200
        wait_until(lambda: bool(calls(switch) - before), "they are in the conference")
        (call,) = calls(switch) - before
        telephone.hang_up()
    wait_until(lambda: call not in calls(switch), "they have left")
    return call


def count(stack: Stack) -> object:
    status, shown = stack.ask("GET", ROOM)
    return shown.get("member_count") if status == 200 else 0


def test_the_feed_is_what_the_switch_says_but_for_what_nobody_heard(
    switch: Switch, stack: Stack, two_browsers: tuple[Browser, Browser]
) -> None:
    sip = switch.ports["sip"]
    before = int(str(stack.ask("GET", f"{ROOM}/events")[1]["seq"]))
    aws_port = int(stack.environ["LOCAL_AWS_PORT"])
    with (
        proxy_to(aws_port) as tables,
        account_of(switch, "internal") as history,
        other_relay(stack, AWS_ENDPOINT_URL=f"http://127.0.0.1:{tables.port}") as relay,
    ):
        ada, grace = Telephone(sip, "1000", PASSWORD), Telephone(sip, "1001", PASSWORD)
        with ada, grace:
            assert [one.call("999") for one in (ada, grace)] == [200, 200]
            for browser, user in zip(two_browsers, ("1000", "1001"), strict=True):
                assert browser.join("999", user, PASSWORD, switch.websocket) == {"joined": True}
            wait_until(lambda: count(stack) == 4, "the API knows four", within=90)

            with away(tables):
                grace.hang_up()
                short = come_and_go(switch, "1001")
            wait_until(lambda: ("member.left", short) in keys(feed(stack, before)), "what was heard is told", within=90)

            relay.kill()
            ada.hang_up()
            # Nobody hears of this one: they come and go while there is no relay.
            unheard = come_and_go(switch, "1000")
            there = calls(switch)
            with Telephone(sip, "1001", PASSWORD) as late:
                assert late.call("999") == 200
                wait_until(lambda: bool(calls(switch) - there), "they are in the conference")
                (stayed,) = calls(switch) - there
                relay.start()
                told_later = ("member.joined", stayed)
                wait_until(lambda: told_later in keys(feed(stack, before)), "the next relay tells them", within=90)
        for browser in two_browsers:
            browser.do("press", name="Leave")
        wait_until(lambda: not switch.members("internal"), "everybody has left", within=120)
        wait_until(lambda: stack.ask("GET", ROOM)[0] == 410, "the API knows that it is over", within=60)
        events = feed(stack, before)

    told, gaps = told_by(events), gaps_in(events)
    missing = [one for one in history if one.key not in keys(events)]
    print(  # noqa: T201  # for docs/verified.md
        f"FreeSWITCH: {len(history)} steps, {dict(Counter(one.what for one in history))}; the feed: {len(told)};",
        f"gaps: {[(round(gap.to - gap.since, 1), gap.reason) for gap in gaps]};",
        f"not told: {[one.what for one in missing]}",
    )
    assert [one["seq"] for one in events] == list(range(events[0]["seq"], events[0]["seq"] + len(events)))
    # Each once, and nothing that was not so.
    assert max(Counter(one.key for one in told).values()) == 1
    assert {one.key for one in told} <= {one.key for one in history}
    # Only who came and went while nobody listened is missing, and the one gap says so; what the relay heard without
    # tables is no gap.
    assert [one.key for one in missing] == [("member.joined", unheard), ("member.left", unheard)]
    (gap,) = gaps
    assert all(gap.has(one) for one in missing)
    # In the order of the switch, but for what is different after the gap: that follows it, leaves first.
    later = {one.key for one in history if gap.since < one.at < gap.to}
    assert [one.key for one in told if one.key not in later] == [one.key for one in history if one.key not in later]
    assert len(history) - len(later) >= 10
