"""A waiting room on a real switch: who waits hears music and nobody, is heard and seen by nobody, then is let in."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from tests.live.browser import Browser
from tests.live.hall import (
    ADA,
    DOOR,
    EVE,
    HALL,
    HOST,
    MUSIC,
    NUMBER,
    PASSWORD,
    SECONDS,
    calls,
    decide,
    hears,
    room,
    seq,
    telephone,
    told,
    waiting,
)  # fmt: skip
from tests.live.pixels import Pixels
from tests.live.processes import wait_until
from tests.live.relays import other_relay
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch


@pytest.fixture
def hall(stack: Stack) -> Iterator[JsonObject]:
    yield room(stack)
    stack.ask("DELETE", f"/v1/rooms/{HALL}")


@pytest.mark.usefixtures("hall")
def test_who_waits_hears_music_and_nobody_and_then_everybody(switch: Switch, stack: Stack) -> None:
    with ExitStack() as opened:
        host, ada, eve = (
            telephone(opened, switch, user, hertz) for user, hertz in (("1000", HOST), ("1001", ADA), ("1002", EVE))
        )
        before = seq(stack)
        assert [one.call(NUMBER) for one in (host, ada, eve)] == [200] * 3
        wait_until(lambda: len(calls(switch, DOOR)) == 2, "two wait")
        wait_until(lambda: len(calls(switch, HALL)) == 1, "the host is in")
        # The music goes on for the second one.
        for one in (ada, eve):
            wait_until(lambda one=one: one.sound.hears(MUSIC), "the music", within=SECONDS)  # type: ignore[misc]
        for _ in range(20):
            assert hears(host), "nobody who waits is heard"
            assert not ada.sound.hears(EVE), "who waits hears nobody else who does"
            assert not ada.sound.hears(HOST), "nor anybody in the room"
            assert not eve.sound.hears(ADA)
            ada.sound._stopping.wait(0.05)

        wait_until(lambda: len(waiting(stack)) == 2, "the API shows both")
        first = next(str(one["uuid"]) for one in waiting(stack) if one["user"] == "1001")
        admitted = decide(stack, "admit", uuids=[first])
        assert (admitted["state"], admitted["evidence"]["event"]) == ("confirmed", "add-member"), admitted  # type: ignore[index]
        wait_until(lambda: hears(host, ADA), "the host hears who is in", within=SECONDS)
        wait_until(lambda: hears(ada, HOST), "and they the host", within=SECONDS)
        assert not ada.sound.hears(MUSIC)
        assert not hears(eve, HOST)

        second = str(waiting(stack)[0]["uuid"])
        assert decide(stack, "refuse", words="Später")["state"] == "confirmed"
        assert eve.hung_up.wait(20)
        assert eve.goodbye is not None
        assert (eve.goodbye.headers["x-ended"], eve.goodbye.headers["x-words"]) == ("refused", "U3DDpHRlcg")
        wait_until(
            lambda: sorted(told(stack, before)) == sorted([
                ("waiting.joined", first), ("waiting.joined", second),
                ("waiting.admitted", first), ("waiting.refused", second),
            ]),
            f"the feed tells it: {told(stack, before)}",
        )  # fmt: skip


@pytest.mark.usefixtures("hall")
def test_a_moderators_key_lets_everybody_in(switch: Switch, stack: Stack) -> None:
    with ExitStack() as opened:
        host, ada, eve = (
            telephone(opened, switch, user, hertz) for user, hertz in (("1000", HOST), ("1001", ADA), ("1002", EVE))
        )
        assert [one.call(NUMBER) for one in (ada, eve, host)] == [200] * 3
        wait_until(lambda: len(waiting(stack)) == 2, "the API shows both")
        wait_until(lambda: len(calls(switch, HALL)) == 1, "the host is in")
        host.sound.press("*7")

        wait_until(lambda: len(calls(switch, HALL)) == 3, "all are in", within=SECONDS)
        wait_until(lambda: hears(host, ADA, EVE), "and heard", within=SECONDS)


def test_who_waits_for_a_moderator_comes_in_with_one_also_over_a_killed_relay(switch: Switch, stack: Stack) -> None:
    room(stack, admission="with_moderator")
    with ExitStack() as opened:
        ada = telephone(opened, switch, "1001", ADA)
        relay = opened.enter_context(other_relay(stack))
        assert ada.call(NUMBER) == 200
        wait_until(lambda: len(waiting(stack)) == 1, "the API shows her")
        relay.kill()
        relay.start()
        host = telephone(opened, switch, "1000", HOST)
        assert host.call(NUMBER) == 200

        wait_until(lambda: hears(host, ADA) and hears(ada, HOST), "both hear each other", within=60)
        assert not calls(switch, DOOR)
    stack.ask("DELETE", f"/v1/rooms/{HALL}")


@pytest.mark.usefixtures("hall")
def test_who_waits_sees_an_empty_picture_and_is_in_nobodys(
    switch: Switch, stack: Stack, two_browsers: tuple[Browser, Browser], pictures: Path
) -> None:
    host, guest = two_browsers
    assert host.join(NUMBER, "1000", PASSWORD, switch.websocket) == {"joined": True}
    assert guest.join(NUMBER, "1001", PASSWORD, switch.websocket) == {"joined": True}
    wait_until(lambda: len(waiting(stack)) == 1, "one waits")
    wait_until(lambda: guest.do("frames")["width"] == 640, "the picture of the waiting room", within=SECONDS)
    assert len(places(stack)) == 1
    guest.do("screenshot", file=str(pictures / "waiting.png"))
    assert blank(canvas(switch, DOOR, pictures / "waiting-canvas.png"))
    assert not blank(canvas(switch, HALL, pictures / "hall-before.png"))

    assert decide(stack, "admit")["state"] == "confirmed"
    wait_until(lambda: guest.do("frames")["width"] == 1280, "the room's picture", within=SECONDS)
    wait_until(lambda: len(places(stack)) == 2, "the guest has a place in it", within=SECONDS)
    wait_until(lambda: both_seen(switch, pictures), "both cameras are in the picture", within=SECONDS)
    before = guest.frames()
    wait_until(lambda: guest.frames() > before + 20, "it moves", within=SECONDS)
    guest.do("screenshot", file=str(pictures / "admitted.png"))
    canvas(switch, HALL, pictures / "hall-after.png")


def places(stack: Stack) -> list[object]:
    """Members who are in the picture."""
    canvases = stack.ask("GET", f"/v1/conferences/{HALL}/canvas")[1]["canvases"]
    assert isinstance(canvases, list)
    return [slot["member"] for one in canvases for slot in one["slots"] if slot["member"]]


def canvas(switch: Switch, conference: str, file: Path) -> Pixels:
    switch.api(f"conference {conference} vid-write-png {file}")
    wait_until(file.exists, "the canvas as a file")
    return Pixels(file)


def both_seen(switch: Switch, pictures: Path) -> bool:
    """Chromium's camera is green all over, wherever it is in the picture."""
    shown = canvas(switch, HALL, pictures / f"{uuid4()}.png")
    return all(shown.at(x, 450).green > 60 for x in (100, 740))


def blank(picture: Pixels) -> bool:
    """Whether all of it is of one colour."""
    spots = [picture.at(x, y) for x in range(20, 620, 60) for y in range(20, 340, 40)]
    return all(spot.is_like(spots[0]) for spot in spots)
