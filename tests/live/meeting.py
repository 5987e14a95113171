"""A meeting on a real switch: commands through the API, and what can be seen of them."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import av

from tests.live.browser import Browser
from tests.live.processes import wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch

PASSWORD = "mypassword"
ENDED = {"confirmed", "accepted"}


class Meeting:
    """Two browsers in `internal`, and what a command and the switch say about them."""

    def __init__(self, switch: Switch, stack: Stack, browser: Browser | None = None) -> None:
        self.switch, self.stack, self.browser = switch, stack, browser

    def uuid(self, user: str) -> str:
        return next(member["uuid"] for member in self.switch.members("internal") if member["caller"] == user)

    def flags(self, user: str) -> set[str]:
        return {
            flag
            for member in self.switch.members("internal")
            if member["caller"] == user
            for flag in member["flags"].split(";")[0].split("|")
        }

    def command(self, **body: object) -> JsonObject:
        """Give a command and wait for its end."""
        status, answer = self.stack.ask("POST", "/v1/conferences/internal/commands", body, Prefer="wait=15")
        assert status in {200, 202}, answer
        return answer

    def done(self, **body: object) -> None:
        answer = self.command(**body)
        assert answer["state"] in ENDED, answer

    def api(self, command: str) -> str:
        return self.switch.api(f"conference internal {command}").strip()

    def number(self, user: str) -> str:
        return next(member["number"] for member in self.switch.members("internal") if member["caller"] == user)

    def view(self) -> JsonObject:
        return self.stack.ask("GET", "/v1/conferences/internal")[1]


Effect = Callable[[Meeting], bool]


def has(flag: str) -> Effect:
    return lambda meeting: flag in meeting.flags("1000")


def lacks(flag: str) -> Effect:
    return lambda meeting: flag not in meeting.flags("1000")


def says(command: str, pattern: str) -> Effect:
    return lambda meeting: re.search(pattern, meeting.api(command)) is not None


def shows(field: str, value: object) -> Effect:
    return lambda meeting: meeting.view().get(field) == value


def volume(place: int, value: str) -> Effect:
    def effect(meeting: Meeting) -> bool:
        (line,) = [line for line in meeting.api("list").splitlines() if ";1000;" in line]
        return line.split(";")[place] == value

    return effect


def picture(width: int) -> Effect:
    return lambda meeting: meeting.browser is not None and meeting.browser.do("frames")["width"] == width


def paints(x: int, y: int, red: range, blue: range) -> Effect:
    """A pixel of the real canvas, as a still shows it."""

    def effect(meeting: Meeting) -> bool:
        still = meeting.switch.folder / f"{uuid4()}.png"
        meeting.api(f"vid-write-png {still}")
        wait_until(still.exists, "a still")
        return in_ranges(colour(still, x, y), red, blue)

    return effect


def in_ranges(seen: tuple[int, int, int], red: range, blue: range) -> bool:
    return seen[0] in red and seen[2] in blue


def colour(file: Path, x: int, y: int) -> tuple[int, int, int]:
    with av.open(str(file)) as container:
        plane = next(container.decode(video=0)).reformat(format="rgb24").planes[0]
        start = y * plane.line_size + 3 * x
        red, green, blue = bytes(plane)[start : start + 3]
        return red, green, blue


def related(meeting: Meeting) -> bool:
    return "->" in meeting.api(f"relate {meeting.number('1000')}")


def member_view(meeting: Meeting, user: str = "1000") -> JsonObject:
    members = meeting.view()["members"]
    assert isinstance(members, list)
    found: list[JsonObject] = [member for member in members if member["user"] == user]
    assert len(found) == 1, members
    return found[0]


def seen(meeting: Meeting, field: str, *, value: object) -> bool:
    return member_view(meeting)[field] == value


def banner(meeting: Meeting) -> object:
    return member_view(meeting)["banner"]


def named(case: tuple[dict[str, object], Effect]) -> str:
    return "-".join(str(value) for value in case[0].values() if not isinstance(value, dict))
