"""An operator watches on a real switch: the canvas comes to the desk, and whoever watches is nobody in the meeting."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.browser import Browser
from tests.live.cameras import GREEN, LOOKS, RED, camera, cameras_in
from tests.live.pixels import Pixels
from tests.live.processes import wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch

ROOM, NUMBER, PASSWORD = "watched", "3778", "mypassword"
PATH = f"/v1/conferences/{ROOM}"
PICTURE = ".picture video"
SECONDS = 30.0


@pytest.fixture
def room(stack: Stack) -> Iterator[None]:
    status, answer = stack.ask("PUT", f"/v1/rooms/{ROOM}", {"number": NUMBER, "observers": True})
    assert status in {200, 201}, answer
    yield
    stack.ask("DELETE", f"/v1/rooms/{ROOM}")


def read(stack: Stack) -> JsonObject:
    return stack.ask("GET", PATH)[1]


def counted(stack: Stack, switch: Switch) -> tuple[object, object, str]:
    """Members and observers as the API tells them, and how many the switch counts."""
    now = read(stack)
    observers = now["observers"]
    assert isinstance(observers, list)
    return now["member_count"], len(observers), switch.api(f"conference {ROOM} list count").strip()


@pytest.mark.usefixtures("room")
def test_who_watches_sees_the_canvas_is_in_no_layout_and_no_count_and_goes_with_the_last_one(
    switch: Switch, stack: Stack, caller_page: str, pictures: Path
) -> None:
    films = [camera(stack.folder, name, colour) for name, colour in (("watched-red", RED), ("watched-green", GREEN))]
    desk = f"{stack.url}/#token={stack.token}&conference={ROOM}"
    with Browser(caller_page, films[0]) as ada, Browser(caller_page) as operator:
        # By a link, as guests come: a page that has no token is told nothing of who watches.
        status, link = stack.ask("POST", f"/v1/rooms/{ROOM}/entries", {"name": "Ada"})
        assert status == 201, link
        ada.do("open_link", url=str(link["url"]))
        wait_until(lambda: stack.ask("GET", PATH)[0] == 200, "the API knows the room", within=60)
        operator.do("watch", url=desk)
        wait_until(lambda: operator.do("frames", of=PICTURE)["width"] == 1280, "the canvas", within=SECONDS)
        wait_until(lambda: counted(stack, switch) == (1, 1, "1"), "told, and not counted", within=SECONDS)
        before = int(str(operator.do("frames", of=PICTURE)["frames"]))

        def moves() -> bool:
            return int(str(operator.do("frames", of=PICTURE)["frames"])) > before + 30

        wait_until(moves, "it moves", within=SECONDS)
        shown = seen(operator, pictures / "observed-alone.png")
        # Ada alone fills the picture: nobody else has a place in it.
        assert (cameras_in(shown), cameras_in(canvas(switch, pictures / "observed-canvas.png"))) == ({RED}, {RED})
        assert shown.at(640, 360).is_like(LOOKS[RED])
        assert len(places(stack)) == 1
        operator.do("screenshot", file=str(pictures / "observing-desk.png"))
        ada.do("screenshot", file=str(pictures / "observed-caller.png"))
        assert "Watched by" in str(ada.do("text")["text"])

        with Browser(caller_page, films[1]) as grace:
            assert grace.join(NUMBER, "1001", PASSWORD, switch.websocket) == {"joined": True}
            wait_until(
                lambda: cameras_in(seen(operator, pictures / "observed-two.png")) == {RED, GREEN},
                "whoever comes is seen at the desk",
                within=SECONDS,
            )
            assert counted(stack, switch) == (2, 1, "2")
            assert len(places(stack)) == 2

        wait_until(lambda: counted(stack, switch) == (1, 1, "1"), "she has left", within=90)
        ada.do("leave")
        wait_until(
            lambda: stack.ask("GET", PATH)[0] in {404, 410}, "the meeting is over, whoever watched it", within=90
        )
        assert ROOM not in switch.api("conference list")


@pytest.mark.usefixtures("room")
def test_a_call_that_watches_ends_when_its_room_permits_it_no_more(
    switch: Switch, stack: Stack, caller_page: str
) -> None:
    film = camera(stack.folder, "watched-red", RED)
    with Browser(caller_page, film) as ada, Browser(caller_page) as operator:
        assert ada.join(NUMBER, "1000", PASSWORD, switch.websocket) == {"joined": True}
        wait_until(lambda: stack.ask("GET", PATH)[0] == 200, "the API knows the room", within=60)
        operator.do("watch", url=f"{stack.url}/#token={stack.token}&conference={ROOM}")
        wait_until(lambda: counted(stack, switch) == (1, 1, "1"), "told, and not counted", within=60)

        assert stack.ask("PATCH", f"/v1/rooms/{ROOM}", {"observers": False})[0] == 200
        wait_until(lambda: counted(stack, switch) == (1, 0, "1"), "nobody watches, and she stays", within=90)
        wait_until(lambda: "observer-" not in switch.api("show channels"), "the call is gone", within=SECONDS)
        ada.do("leave")


def seen(operator: Browser, file: Path) -> Pixels:
    operator.do("frame", file=str(file), of=PICTURE)
    return Pixels(file)


def canvas(switch: Switch, file: Path) -> Pixels:
    switch.api(f"conference {ROOM} vid-write-png {file}")
    wait_until(file.exists, "the canvas as a file")
    return Pixels(file)


def places(stack: Stack) -> list[object]:
    """Members who are in the picture."""
    canvases = stack.ask("GET", f"{PATH}/canvas")[1]["canvases"]
    assert isinstance(canvases, list)
    return [slot["member"] for one in canvases for slot in one["slots"] if slot["member"]]
