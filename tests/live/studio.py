"""A room with layouts of its own and three callers, each with a camera of one colour."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from tests.live.browser import Browser
from tests.live.cameras import BLUE, GREEN, RED
from tests.live.pixels import Box, Pixels
from tests.live.processes import wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch

NAME, NUMBER = "studio", "998"
# Nothing here is a multiple of the canvas, so that rounding shows; one place cuts, one overlaps.
OWN = {
    "name": "odd-one-out",
    "images": [
        {"x": 7, "y": 11, "scale": 203, "reservation_id": "large"},
        {"x": 222, "y": 13, "scale": 121, "hscale": 300, "reservation_id": "tall", "zoom": True},
        {"x": 111, "y": 150, "scale": 90, "reservation_id": "small", "overlap": True},
    ],
}
LAYOUTS = (
    "2x2-seats", "3x3-seats", "grid-5-seats", "grid-7-seats", "presenter-4-seats", "presenter-6-seats",
    "presenter-10-seats", "side-by-side-seats", "picture-in-picture-seats", "odd-one-out",
)  # fmt: skip
ROOM = {
    "domains": [{"name": "example.com", "layouts": [OWN]}],
    "rooms": [
        {
            "name": NAME,
            "domain": "example.com",
            "picture": {"canvas": "1280x720", "fps": 10, "layouts": LAYOUTS, "layout": "2x2-seats"},
        }
    ],
    "contexts": [
        {
            "name": "public",
            "routes": [
                {
                    "name": NAME,
                    "number": NUMBER,
                    "when": {"domains": ["example.com"]},
                    "target": {"kind": "room", "room": NAME},
                }
            ],
        }
    ],
}
CAMERAS = {"1000": RED, "1001": GREEN, "1002": BLUE}
PATH = f"/v1/conferences/{NAME}"


@dataclass
class Studio:
    """What a test plays on."""

    switch: Switch
    stack: Stack
    pictures: Path
    browsers: Mapping[str, Browser]

    def read(self, path: str = "") -> Any:
        status, answer = self.stack.ask("GET", PATH + path)
        assert status == 200, answer
        return answer

    def tell(self, method: str, path: str, body: object = None) -> Any:
        status, answer = self.stack.ask(method, PATH + path, body, Prefer="wait=15")
        assert status in {200, 202, 204}, answer
        assert answer.get("state", "confirmed") in {"confirmed", "accepted"}, answer
        return answer

    def api(self, command: str) -> str:
        return self.switch.api(f"conference {NAME} {command}").strip()

    def members(self) -> dict[str, str]:
        """Call by user."""
        return {member["user"]: member["uuid"] for member in self.read()["members"]}

    def number(self, user: str) -> str:
        return next(member["number"] for member in self.switch.members(NAME) if member["caller"] == user)

    def slots(self) -> dict[str, str]:
        """Slot by user, as the switch tells it."""
        found = {}
        for member in self.switch.members(NAME):
            flags = member["flags"].split(";")[0].split("|")
            found[member["caller"]] = next((flag[7:] for flag in flags if flag.startswith("res-id:")), "")
        return found

    def seat(self, seats: Mapping[str, str], layout: str | None = None) -> None:
        """Show a layout and seat people: one scene, one outcome."""
        calls = self.members()
        steps: list[Mapping[str, object]] = [{"kind": "set_layout", "layout": layout}] if layout else []
        steps += [{"kind": "set_slot", "member": calls[user], "slot": slot} for user, slot in seats.items()]
        self.tell("POST", "/scenes", {"steps": steps})

    def still(self, name: str) -> Pixels:
        """The canvas as it is now, written by the switch alone."""
        file = self.pictures / f"{name}.png"
        file.unlink(missing_ok=True)
        assert self.api(f"vid-write-png {file}") == "+OK"
        return Pixels(file)

    def frame(self, name: str) -> Pixels:
        """The picture as a caller gets it."""
        file = self.pictures / f"{name}.png"
        next(iter(self.browsers.values())).do("frame", file=str(file))
        return Pixels(file)

    def canvas(self) -> dict[str, Box]:
        """The map: each slot's rectangle."""
        (canvas,) = self.read("/canvas")["canvases"]
        return {slot["slot"]: box_of(slot["pixels"]) for slot in canvas["slots"]}

    def drawing(self, name: str) -> tuple[Pixels, dict[str, Box]]:
        """The map as pixels, and where it writes each word."""
        status, svg = self.stack.fetch(f"{PATH}/canvas.svg?theme=light")
        assert status == 200
        file = self.pictures / f"{name}.png"
        next(iter(self.browsers.values())).draw(svg.decode(), 1280, 720, file)
        return Pixels(file), dict(words_of(ET.fromstring(svg)))


def box_of(pixels: Mapping[str, int]) -> Box:
    x, y = pixels["x"], pixels["y"]
    return Box(x, y, x + pixels["width"], y + pixels["height"])


def words_of(svg: ET.Element) -> Sequence[tuple[str, Box]]:
    space = "{http://www.w3.org/2000/svg}"
    found = []
    for group in svg.iter(f"{space}g"):
        place = group.find(f"{space}rect")
        assert place is not None
        box = box_of({name: int(place.get(name, "0")) for name in ("x", "y", "width", "height")})
        found += [(text.text or "", box) for text in group.iter(f"{space}text")]
    return found


def provision(stack: Stack) -> None:
    """Make the room, as an operator does with a file; JSON is YAML."""
    file = stack.folder / "studio.yaml"
    file.write_text(json.dumps(ROOM), encoding="utf-8")
    stack.provision(file)


def join(studio: Studio, user: str, password: str) -> None:
    assert studio.browsers[user].join(NUMBER, user, password, studio.switch.websocket) == {"joined": True}
    wait_until(lambda: user in studio.members(), f"{user} to be known")
