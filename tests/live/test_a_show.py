"""A show of ten cues with two operators on a real switch: frame by frame nobody vanishes, whatever is lost or dies."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from tests.live.browser import Browser
from tests.live.cameras import BLUE, GREEN, LOOKS, RED, camera
from tests.live.pixels import Box, Pixels, Rgb
from tests.live.processes import wait_until
from tests.live.relays import other_relay
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch

ROOM, NUMBER, PASSWORD = "show", "3780", "mypassword"
PATH = f"/v1/conferences/{ROOM}"
PICTURE = ".picture video"
LAYOUT = "2x2-seats"
# Where a seat's middle is, in fractions of the canvas.
MIDDLES = {"slot-1": (0.25, 0.25), "slot-2": (0.75, 0.25), "slot-3": (0.25, 0.75), "slot-4": (0.75, 0.75)}
CAMERAS = {"1000": RED, "1001": GREEN, "1002": BLUE}
SEEN = {user: LOOKS[colour] for user, colour in CAMERAS.items()}
SCENES = {
    "corners": {"1000": "slot-1", "1001": "slot-4"},
    "swapped": {"1000": "slot-4", "1001": "slot-1"},
    "beside": {"1000": "slot-1", "1001": "slot-2"},
    "below": {"1000": "slot-3", "1001": "slot-4"},
}
CUES = ["corners", "beside", "swapped", "below", "corners", "swapped", "beside", "corners", "below", "swapped"]
# A picture between two pictures: somebody is in neither of their places for so long at most.
BETWEEN_SECONDS = 1.0
SLOW = 60.0


@pytest.fixture
def show(stack: Stack) -> Iterator[None]:
    """A room with scenes and a cue list."""
    status, answer = stack.ask(
        "PUT",
        f"/v1/rooms/{ROOM}",
        {"number": NUMBER, "observers": True, "picture": {"layout": LAYOUT, "sounds": False, "fps": 10}},
    )
    assert status in {200, 201}, answer
    yield
    stack.ask("DELETE", f"{PATH}/cues")
    for name in SCENES:
        stack.ask("DELETE", f"{PATH}/scenes/{name}")
    stack.ask("DELETE", f"/v1/rooms/{ROOM}")


def prepare(stack: Stack) -> None:
    for name, seats in SCENES.items():
        places = [{"slot": slot, "who": [{"user": user}]} for user, slot in seats.items()]
        status, answer = stack.ask("PUT", f"{PATH}/scenes/{name}", {"stage": {"layout": LAYOUT, "places": places}})
        assert status in {200, 201}, answer
    status, answer = stack.ask("PUT", f"{PATH}/cues", {"scenes": CUES})
    assert status in {200, 201}, answer


def users(stack: Stack) -> dict[str, JsonObject]:
    status, answer = stack.ask("GET", PATH)
    found = answer.get("members", []) if status == 200 else []
    assert isinstance(found, list)
    return {str(one["user"]): one for one in found}


def seen_in(picture: Pixels) -> dict[str, str]:
    """Who is seen in the middle of which seat."""
    spots = {slot: picture.at(int(x * picture.width), int(y * picture.height)) for slot, (x, y) in MIDDLES.items()}
    return {user: slot for slot, spot in spots.items() for user, colour in SEEN.items() if spot.is_like(colour)}


def on_air(caller: Browser, file: Path, of: str = "video.conference") -> dict[str, str]:
    caller.do("frame", file=str(file), of=of)
    return seen_in(Pixels(file))


def rectangles(desk: Browser) -> list[JsonObject]:
    found = desk.do("rectangles")["rectangles"]
    assert isinstance(found, list)
    return found


def lies_over(desk: Browser, file: Path) -> bool:
    """Whether each rectangle with somebody in it lies over their picture, to a few pixels."""
    desk.do("frame", file=str(file), of=PICTURE)
    picture, drawn = Pixels(file), rectangles(desk)
    found = 0
    for one in drawn:
        left, top, right, bottom = (float(str(one[side])) for side in ("left", "top", "right", "bottom"))
        x, y = int((left + right) / 2 * picture.width), int((top + bottom) / 2 * picture.height)
        if any(picture.at(x, y).is_like(colour) for colour in SEEN.values()):
            found += 1
            where = Box(*(int(side) for side in (left * 1280, top * 720, right * 1280, bottom * 720)))
            if not picture.reach(x, y).is_about(where, 12):
                return False
    return found >= 2


def longest_away(frames: list[JsonObject], user: str) -> float:
    """For how many seconds at most nobody's picture of this user was in the middle of any seat."""
    gaps = [0.0]
    for is_there, run in groupby(frames, lambda frame: has(frame, user)):
        times = [float(str(frame["at"])) for frame in run]
        if not is_there:
            gaps.append((times[-1] - times[0]) / 1000)
    return max(gaps)


def has(frame: JsonObject, user: str) -> bool:
    colours = frame["colours"]
    assert isinstance(colours, list)
    return any(Rgb(*colour).is_like(SEEN[user]) for colour in colours)


@dataclass(frozen=True)
class Crew:
    """Two operators at their desks, and somebody who sees what everybody sees."""

    stack: Stack
    desks: Sequence[Browser]
    eyes: Browser
    pictures: Path

    def on_air(self) -> dict[str, str]:
        return on_air(self.eyes, self.pictures / "show-eyes.png")

    def take(self, number: int, *, by: Sequence[int] = (0, 1)) -> None:
        """One of them takes the next cue; it is seen, and whoever else is there knows."""
        self.desks[by[number % len(by)]].do("key", key="n")
        wanted = SCENES[CUES[number]]
        wait_until(lambda: wanted.items() <= self.on_air().items(), f"cue {number}, {CUES[number]}", within=SLOW)
        wait_until(lambda: self.stack.ask("GET", f"{PATH}/cues")[1].get("current") == number, f"it is cue {number}")
        words = f"Next: {CUES[number + 1]}" if number + 1 < len(CUES) else "The last cue is shown"
        for desk in by:
            reads(self.desks[desk], words)

    def both_read(self, words: str) -> None:
        for desk in self.desks:
            reads(desk, words)


def reads(desk: Browser, words: str, *, so: bool = True) -> None:
    wait_until(lambda: (words in str(desk.do("text")["text"])) is so, f"a desk says {words!r}: {so}", within=SLOW)


def moves_on(desk: Browser) -> None:
    """The picture itself is still seen at a desk."""
    seen = int(str(desk.do("frames", of=PICTURE)["frames"]))
    wait_until(lambda: int(str(desk.do("frames", of=PICTURE)["frames"])) > seen + 5, "the picture goes on", within=SLOW)


def watch(desk: Browser, stack: Stack) -> None:
    desk.do("watch", url=f"{stack.url}/#token={stack.token}&conference={ROOM}")
    wait_until(lambda: desk.do("frames", of=PICTURE)["width"] == 1280, "the canvas", within=SLOW)


def test_ten_cues_with_a_latecomer_a_lost_network_and_a_dead_relay(
    switch: Switch, stack: Stack, caller_page: str, pictures: Path, show: None
) -> None:
    del show
    with ExitStack() as opened:
        callers = {
            user: opened.enter_context(Browser(caller_page, camera(stack.folder, f"show-{user}", colour)))
            for user, colour in CAMERAS.items()
        }
        desks = [opened.enter_context(Browser(caller_page)) for _ in range(2)]
        relay = opened.enter_context(other_relay(stack))
        for user in ("1000", "1001"):
            assert callers[user].join(NUMBER, user, PASSWORD, switch.websocket) == {"joined": True}
        wait_until(lambda: set(users(stack)) == {"1000", "1001"}, "the API knows both", within=SLOW)
        prepare(stack)
        for desk in desks:
            watch(desk, stack)
        eyes = callers["1001"]
        crew = Crew(stack, desks, eyes, pictures)
        crew.take(0)
        eyes.do("begin_noting", points=json.dumps(list(MIDDLES.values())))

        for number in range(1, 4):
            crew.take(number)
            wait_until(
                lambda: lies_over(desks[0], pictures / "show-desk.png"), "overlay and picture are one", within=SLOW
            )
        desks[0].do("screenshot", file=str(pictures / "show-desk-0.png"))

        # Whoever comes now gets a free place, and nobody else's.
        assert callers["1002"].join(NUMBER, "1002", PASSWORD, switch.websocket) == {"joined": True}
        wait_until(lambda: set(crew.on_air()) == set(CAMERAS), "the latecomer is in the picture", within=SLOW)
        crew.take(4)

        # One operator loses the network: the other goes on, and the first finds the show as it is then.
        desks[0].do("network", event="offline")
        reads(desks[0], "This computer is offline")
        desks[0].do("screenshot", file=str(pictures / "show-no-network.png"))
        crew.take(5, by=(1,))
        desks[0].do("network", event="online")
        reads(desks[0], "This computer is offline", so=False)
        crew.both_read(f"Next: {CUES[6]}")
        crew.take(6)

        # The relay dies: the picture stays, and both operators are told.
        before = crew.on_air()
        relay.kill()
        crew.both_read("Nothing can be changed until it is back")
        for number, desk in enumerate(desks):
            moves_on(desk)
            desk.do("screenshot", file=str(pictures / f"show-dead-relay-{number}.png"))
        assert crew.on_air() == before
        relay.start()
        for desk in desks:
            reads(desk, "Nothing can be changed", so=False)
        for number in range(7, 10):
            crew.take(number)
        desks[1].do("screenshot", file=str(pictures / "show-desk-1.png"))

        frames = eyes.do("end_noting")["frames"]
        assert isinstance(frames, list)
        away = {user: longest_away(frames, user) for user in ("1000", "1001")}
        sys.stdout.write(f"{len(frames)} frames; longest without a person on air, in seconds: {away}\n")
        assert len(frames) > 100
        assert max(away.values()) <= BETWEEN_SECONDS
    wait_until(lambda: not switch.members(ROOM), "nobody is left", within=SLOW)
