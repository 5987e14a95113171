"""Three people by links: they see each other by name, write, raise a hand, show a screen, are muted and removed."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.live.browser import Browser
from tests.live.cameras import BLUE, GREEN, RED, Colour, camera, cameras_in
from tests.live.pixels import Pixels
from tests.live.processes import wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch

ROOM, NUMBER = "guests", "3779"
PATH = f"/v1/conferences/{ROOM}"
ROLES = {"Ada": "moderator", "Grace": "participant", "Mary": "participant"}
CAMERAS = {"Ada": RED, "Grace": GREEN, "Mary": BLUE}
SCREEN = ["Quarterly figures", "North 4711 South 8152"]
SLOW = 60.0


@pytest.fixture
def links(stack: Stack) -> Iterator[dict[str, str]]:
    status, answer = stack.ask("PUT", f"/v1/rooms/{ROOM}", {"number": NUMBER, "picture": {"sounds": False, "fps": 10}})
    assert status in {200, 201}, answer
    made = {}
    for name, role in ROLES.items():
        status, link = stack.ask("POST", f"/v1/rooms/{ROOM}/entries", {"name": name, "role": role})
        assert status == 201, link
        made[name] = str(link["url"])
    yield made
    stack.ask("DELETE", f"/v1/rooms/{ROOM}")


def members(stack: Stack) -> dict[str, JsonObject]:
    status, answer = stack.ask("GET", PATH)
    found = answer.get("members", []) if status == 200 else []
    assert isinstance(found, list)
    return {str(one["name"]): one for one in found}


def says(caller: Browser, words: str) -> None:
    wait_until(lambda: words in str(caller.do("text")["text"]), f"the page says {words!r}", within=SLOW)


def shown(caller: Browser, file: Path) -> set[Colour]:
    caller.do("frame", file=str(file))
    return cameras_in(Pixels(file))


def sees_everybody(caller: Browser, name: str, file: Path) -> None:
    wait_until(lambda: shown(caller, file) == set(CAMERAS.values()), f"{name} sees all", within=SLOW)
    wanted = {"You", *(other for other in ROLES if other != name)}
    wait_until(lambda: names(caller) == wanted, f"{name} sees their names", within=SLOW)


def names(caller: Browser) -> set[str]:
    """What stands over the picture."""
    found = caller.do("names")["names"]
    assert isinstance(found, list)
    return {str(one) for one in found}


def read(still: Path) -> str:
    """What a reader of writing finds in a picture, twice as large: tesseract wants letters of 20 pixels and more."""
    large = still.with_suffix(".large.png")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", still, "-vf", "scale=2*iw:-1", large], check=True, timeout=60)
    done = subprocess.run(
        ["tesseract", large, "-", "--psm", "11"], check=True, capture_output=True, text=True, timeout=60
    )
    return " ".join(done.stdout.split())


def test_guests_by_link_see_write_show_and_are_muted_and_removed(
    switch: Switch, stack: Stack, links: dict[str, str], caller_page: str, pictures: Path
) -> None:
    if not shutil.which("tesseract"):
        pytest.skip("nobody reads the screen in the still: apt-get install tesseract-ocr")
    with ExitStack() as opened:
        callers = {
            name: opened.enter_context(Browser(caller_page, camera(stack.folder, f"guest-{name}", CAMERAS[name])))
            for name in ROLES
        }
        ada, grace, mary = callers.values()
        mary.do("own_screen", lines=json.dumps(SCREEN))
        for name, caller in callers.items():
            caller.do("open_link", url=links[name])
        wait_until(lambda: set(members(stack)) == set(ROLES), "all are in", within=SLOW)
        # In the picture, as each of them sees it, with the names over it.
        for name, caller in callers.items():
            sees_everybody(caller, name, pictures / f"guests-{name}.png")
        ada.do("screenshot", file=str(pictures / "guests-host.png"))

        grace.do("open_panel")
        grace.do("write", text="Good morning from Grace")
        ada.do("open_panel")
        says(ada, "Good morning from Grace")
        mary.do("press", name="Raise hand")
        says(ada, "hand up")
        assert members(stack)["Mary"]["hand_raised_at"]
        ada.do("screenshot", file=str(pictures / "guests-chat-and-hand.png"))

        mary.do("press", name="Share screen")
        wait_until(lambda: len(members(stack)) == 4, "her screen is in", within=SLOW)
        assert "Mary – screen" in members(stack)

        def is_read() -> bool:
            still = pictures / "guests-still.png"
            still.unlink(missing_ok=True)
            switch.api(f"conference {ROOM} vid-write-png {still}")
            wait_until(still.exists, "the canvas as a file")
            found = read(still)
            return all(word in found for line in SCREEN for word in line.split())

        wait_until(is_read, "her screen can be read in a still", within=SLOW)
        grace.do("screenshot", file=str(pictures / "guests-share.png"))
        mary.do("press", name="Stop sharing")
        wait_until(lambda: set(members(stack)) == set(ROLES), "it is gone", within=SLOW)

        # By an operator.
        answer = stack.done("PATCH", f"{PATH}/members/{members(stack)['Grace']['uuid']}", {"muted": True})
        assert answer["state"] == "confirmed", answer
        says(grace, "The host muted you")
        answer = stack.done("DELETE", f"{PATH}/members/{members(stack)['Mary']['uuid']}?hangup=true")
        assert answer["state"] == "confirmed", answer
        says(mary, "You were removed from the meeting")
        assert set(members(stack)) == {"Ada", "Grace"}
        grace.do("screenshot", file=str(pictures / "guests-muted.png"))
        mary.do("screenshot", file=str(pictures / "guests-removed.png"))

        answer = stack.done("POST", f"{PATH}/end")
        assert answer["state"] == "confirmed", answer
        for caller in (ada, grace):
            says(caller, "The meeting has ended")
    wait_until(lambda: not switch.members(ROOM), "nobody is left")
