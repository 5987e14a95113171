"""A member's picture turned and filtered: what the others see of it, in pixels."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.live import browser
from tests.live.browser import Browser
from tests.live.cameras import BLUE, GREEN, RED, YELLOW, quarters
from tests.live.looking import holds_soon
from tests.live.meeting import PASSWORD
from tests.live.pixels import Pixels, Rgb
from tests.live.processes import wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch

PATH = "/v1/conferences/internal"
# The middle of each quarter, whether the picture stands or lies: upper left, upper right, lower left, lower right.
MIDDLES = ((540, 180), (740, 180), (540, 540), (740, 540))
BARS = ((100, 180), (1180, 180))
SEEN = {"r": Rgb(254, 0, 0), "g": Rgb(0, 255, 1), "b": Rgb(0, 0, 255), "y": Rgb(255, 255, 0)}


@dataclass
class Scene:
    """One caller, alone in the picture, with a camera of four colours."""

    switch: Switch
    stack: Stack
    pictures: Path

    def look(self, name: str) -> Pixels:
        file = self.pictures / f"{name}.png"
        file.unlink(missing_ok=True)
        assert self.switch.api(f"conference internal vid-write-png {file}").strip() == "+OK"
        return Pixels(file)

    def patch(self, **wish: object) -> JsonObject:
        (call,) = (member["uuid"] for member in self.switch.members("internal"))
        status, answer = self.stack.ask("PATCH", f"{PATH}/members/{call}", wish, Prefer="wait=15")
        assert status == 200, answer
        return answer

    def shows(self, colours: str, name: str) -> bool:
        return holds_soon(lambda: quarters_of(self.look(name)) == colours, seconds=30)


def quarters_of(picture: Pixels) -> str:
    """The colours by their first letters, `?` where there is none of them."""
    seen = [picture.at(x, y) for x, y in MIDDLES]
    return "".join(next((name for name, colour in SEEN.items() if one.is_like(colour)), "?") for one in seen)


@pytest.fixture(scope="module")
def scene(node: tuple[Switch, Stack], pictures: Path) -> Iterator[Scene]:
    switch, stack = node
    if reason := browser.missing():
        pytest.skip(reason)
    film = quarters(stack.folder, "quarters", (RED, GREEN, BLUE, YELLOW))
    with Browser(f"{stack.url}/call/", film) as ada:
        assert ada.join("999", "1000", PASSWORD, switch.websocket) == {"joined": True}
        wait_until(lambda: stack.ask("GET", PATH)[1].get("member_count") == 1, "the API knows Ada", within=90)
        found = Scene(switch, stack, pictures)
        assert found.shows("rgby", "upright")
        yield found


@pytest.mark.parametrize(("degrees", "colours"), [(90, "bryg"), (180, "ybgr"), (270, "gyrb"), (0, "rgby")])
def test_a_picture_is_turned_clockwise(scene: Scene, degrees: int, colours: str) -> None:
    assert scene.patch(turned=degrees)["state"] == "accepted"

    assert scene.shows(colours, f"turned-{degrees}")
    # One that stands is as high as the canvas, and has bars beside it.
    stands = degrees in {90, 270}
    sides = [scene.look(f"turned-{degrees}").at(x, y) for x, y in BARS]
    assert [any(one.is_like(colour) for colour in SEEN.values()) for one in sides] == [not stands] * 2


def test_grey_takes_the_colours_and_leaves_the_light(scene: Scene) -> None:
    assert scene.patch(filter="gray")["state"] == "accepted"

    assert holds_soon(lambda: all(is_grey(one) for one in middles(scene, "gray")), seconds=30)
    red, green, blue, yellow = (one.green for one in middles(scene, "gray"))
    assert blue < red < green < yellow
    scene.patch(filter=None)
    assert scene.shows("rgby", "after-gray")


def test_brown_is_one_tint_for_all_colours(scene: Scene) -> None:
    assert scene.patch(filter="sepia")["state"] == "accepted"

    assert holds_soon(lambda: all(is_brown(one) for one in middles(scene, "sepia")), seconds=30)
    scene.patch(filter=None)
    assert scene.shows("rgby", "after-sepia")


def test_8bit_leaves_few_colours(scene: Scene) -> None:
    assert scene.patch(filter="8bit")["state"] == "accepted"

    # Of red the two highest bits stay, so 254 becomes 192; of green and blue three.
    few = (Rgb(192, 0, 0), Rgb(0, 224, 0), Rgb(0, 0, 224), Rgb(192, 224, 0))
    assert holds_soon(lambda: all(near(*pair) for pair in zip(middles(scene, "8bit"), few, strict=True)), seconds=30)
    scene.patch(filter=None)
    assert scene.shows("rgby", "after-8bit")


def near(one: Rgb, other: Rgb) -> bool:
    return all(abs(a - b) <= 24 for a, b in zip(one, other, strict=True))


def middles(scene: Scene, name: str) -> list[Rgb]:
    picture = scene.look(name)
    return [picture.at(x, y) for x, y in MIDDLES]


def is_grey(one: Rgb) -> bool:
    return max(one) - min(one) <= 12


def is_brown(one: Rgb) -> bool:
    """Of a tint between grey and orange; the darkest are cut at black, the lightest at white."""
    return 10 <= one.red - one.blue <= 70 and one.red >= one.green >= one.blue
