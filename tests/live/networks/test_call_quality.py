"""A line that loses packets is the light of its member for everybody: in the API's answer, and as an event."""

from contextlib import ExitStack
from datetime import datetime
from itertools import pairwise
from typing import Any

from tests.live.networks.conftest import Far
from tests.live.processes import wait_until

# Reports of the sound come every five seconds, and two of three count.
WITHIN = 60
LEAST_SECONDS = 5.0


def lights(far: Far) -> tuple[str | None, str | None]:
    """How the only member is heard, and how they hear, as the API tells it."""
    conference: Any = far.stack.ask("GET", "/v1/conferences/internal")[1]
    members = conference.get("members") or [{}]
    quality = members[0].get("quality") or {}
    return quality.get("sends"), quality.get("receives")


def until(far: Far, sends: str | None, receives: str, what: str) -> None:
    """Wait for both lights; None is any.

    Raises:
        TimeoutError: with what the lights were meanwhile.
    """
    seen: list[tuple[str | None, str | None]] = []

    def are_so() -> bool:
        now = lights(far)
        if not seen or seen[-1] != now:
            seen.append(now)
        return now == (now[0] if sends is None else sends, receives)

    try:
        wait_until(are_so, what, within=WITHIN)
    except TimeoutError as late:
        raise TimeoutError(f"{late}; the lights were {seen}") from None


def told(far: Far, after: int) -> list[tuple[float, object]]:
    """When each change of the light was told, in seconds, and what it was then."""
    events: list[Any] = far.stack.events("internal", after)
    return [
        (datetime.fromisoformat(event["at"]).timestamp(), event["data"]["changed"]["quality"])
        for event in events
        if event["type"] == "member.changed" and "quality" in event["data"]["changed"]
    ]


def newest(far: Far) -> int:
    answer: Any = far.stack.ask("GET", "/v1/conferences/internal/events")[1]
    return int(answer["seq"])


def test_a_lossy_line_is_told_of_the_way_that_loses_and_of_no_other(at_home: Far) -> None:
    with ExitStack() as opened:
        at_home.caller(opened, "Hedy")
        before = newest(at_home)
        until(at_home, "good", "good", "all is well")

        at_home.home.lose(25)
        until(at_home, "poor", "good", "the others hear her badly")
        at_home.home.let_everything_through()
        until(at_home, "good", "good", "it is over")

        at_home.home.lose(0, arriving=25)
        until(at_home, None, "poor", "she hears the others badly")
        assert lights(at_home)[0] == "good"
        at_home.home.let_everything_through()
        until(at_home, "good", "good", "that is over, too")

        changes = told(at_home, before)
        times = [at for at, _ in changes]
        assert {"sends": "poor", "receives": "good"} in [quality for _, quality in changes]
        # Written up to a second late.
        assert min(later - earlier for earlier, later in pairwise(times)) > LEAST_SECONDS - 1.5
