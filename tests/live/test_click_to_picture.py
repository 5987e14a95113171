"""How long a guest waits from the click to the conference's picture, and how many come in within a second: measured."""

import json
import statistics
import sys

from tests.live.browser import Browser
from tests.live.processes import wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch

ONE_BY_ONE, AT_ONCE = 7, 6
# On a machine with more to do than it can.
MOST_MILLISECONDS = 30_000


def links(stack: Stack, count: int) -> list[str]:
    made = [
        stack.ask("POST", "/v1/rooms/internal/entries", {"name": f"Guest {one}", "role": "participant"})
        for one in range(count)
    ]
    assert {status for status, _ in made} == {201}, made
    return [str(answer["url"]) for _, answer in made]


def test_from_the_click_to_the_picture_and_joins_a_second(switch: Switch, stack: Stack, caller_page: str) -> None:
    with Browser(caller_page) as guest:
        one_by_one = [int(str(guest.do("click_to_frame", url=url)["milliseconds"])) for url in links(stack, ONE_BY_ONE)]
        guest.do("leave")
        wait_until(lambda: not switch.members("internal"), "nobody is left", within=90)
        together = guest.do("join_all", urls=json.dumps(links(stack, AT_ONCE)))
        seconds = float(str(together["seconds"]))
        told = f"click to first frame: {sorted(one_by_one)} ms, median {statistics.median(one_by_one):.0f}"
        sys.stdout.write(f"{told}; {AT_ONCE} at once: {together['each']} ms, {AT_ONCE / seconds:.1f} joins a second\n")

        assert max(one_by_one) < MOST_MILLISECONDS
    wait_until(lambda: not switch.members("internal"), "nobody is left", within=90)
