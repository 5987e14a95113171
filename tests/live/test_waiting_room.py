"""A waiting room on a real switch: who waits hears music and nobody, is heard and seen by nobody, then is let in."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.live.browser import Browser
from tests.live.dialling_in import dial_in
from tests.live.pixels import Pixels
from tests.live.processes import wait_until
from tests.live.relays import other_relay
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
NUMBER = "3777"
HALL, DOOR = "hall", "waiting.hall"
WAITING = f"/v1/conferences/{HALL}/waiting"
# The first note of the music; no tone of theirs is near one of its notes, or a multiple of one.
MUSIC = 392
HOST, ADA, EVE = 900, 1100, 1700
SECONDS = 20.0


def room(stack: Stack, **changes: object) -> JsonObject:
    seats = {"1000@example.com": {"moderator": True}}
    wish = {"number": NUMBER, "open": True, "lobby": "everybody", "seats": seats, "dial_in": {}, **changes}
    status, answer = stack.ask("PUT", f"/v1/rooms/{HALL}", wish)
    assert status in {200, 201}, answer
    return answer


@pytest.fixture
def hall(stack: Stack) -> Iterator[JsonObject]:
    yield room(stack)
    stack.ask("DELETE", f"/v1/rooms/{HALL}")


def calls(switch: Switch, conference: str) -> set[str]:
    return {member["uuid"] for member in switch.members(conference)}


def waiting(stack: Stack) -> list[JsonObject]:
    found = stack.ask("GET", WAITING)[1]["items"]
    assert isinstance(found, list)
    return found


def decide(stack: Stack, what: str, **body: object) -> JsonObject:
    return stack.done("POST", f"{WAITING}/{what}", body)


def told(stack: Stack, after: int) -> list[tuple[str, str]]:
    events: list[Any] = stack.events(HALL, after)
    return [(one["type"], one["data"]["uuid"]) for one in events if one["type"].startswith("waiting.")]


def seq(stack: Stack) -> int:
    return int(str(stack.ask("GET", f"/v1/conferences/{HALL}/events")[1]["seq"]))


def telephone(opened: ExitStack, switch: Switch, user: str, hertz: int) -> Telephone:
    one = opened.enter_context(Telephone(switch.ports["sip"], user, PASSWORD))
    one.sound.tone = hertz
    return one


def hears(listener: Telephone, *tones: int) -> bool:
    """Whether these tones, and of the others none, are what somebody hears."""
    return {hertz for hertz in (HOST, ADA, EVE) if listener.sound.hears(hertz)} == set(tones)


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


def test_by_every_other_entrance_people_wait(switch: Switch, stack: Stack, hall: JsonObject) -> None:
    dialled = hall["dial_in"]
    assert isinstance(dialled, dict)
    with ExitStack() as opened:
        host, ada = (telephone(opened, switch, user, hertz) for user, hertz in (("1000", HOST), ("1001", ADA)))
        outside = opened.enter_context(Telephone(switch.ports["trunk"], "493019"))
        assert host.call(NUMBER) == 200
        wait_until(lambda: len(calls(switch, HALL)) == 1, "the host is in")

        # By PIN.
        dial_in(outside, str(dialled["id"]), str(dialled["pin"]))
        wait_until(lambda: len(calls(switch, DOOR)) == 1, "the PIN leads to the door", within=60)
        # By a transfer through the API, out of another conference.
        assert ada.call("999") == 200
        wait_until(lambda: stack.ask("GET", "/v1/conferences/internal")[1].get("member_count") == 1, "Ada is known")
        members = stack.ask("GET", "/v1/conferences/internal")[1]["members"]
        assert isinstance(members, list)
        move = {"kind": "transfer", "member": members[0]["uuid"], "conference": HALL}
        moved = stack.done("POST", "/v1/conferences/internal/commands", move)
        assert moved["state"] == "confirmed", moved
        wait_until(lambda: len(calls(switch, DOOR)) == 2, "so does a transfer")
        wait_until(lambda: ada.sound.hears(MUSIC), "with music", within=SECONDS)
        assert hears(host)
        # By a call that the API makes.
        eve = telephone(opened, switch, "1002", EVE)
        assert eve.register() == 200
        status, called = stack.ask("POST", f"/v1/conferences/{HALL}/calls", {"user": "1002"}, Prefer="wait=15")
        assert status in {200, 202}, called
        wait_until(lambda: len(calls(switch, DOOR)) == 3, "and a call of the API", within=SECONDS)
        # Again: admission is of a call.
        ada.hang_up()
        wait_until(lambda: len(calls(switch, DOOR)) == 2, "she has gone")
        again = telephone(opened, switch, "1001", ADA)
        assert again.call(NUMBER) == 200
        wait_until(lambda: len(calls(switch, DOOR)) == 3, "she waits again", within=SECONDS)
        assert len(calls(switch, HALL)) == 1

        # Switched off and on again in the middle of the meeting.
        room(stack, lobby="off")
        second = opened.enter_context(Telephone(switch.ports["sip"], "1001", PASSWORD))
        assert second.call(NUMBER) == 200
        wait_until(lambda: len(calls(switch, HALL)) == 2, "without a lobby a second device is in")
        second.hang_up()
        wait_until(lambda: len(calls(switch, HALL)) == 1, "and gone")
        room(stack)
        third = opened.enter_context(Telephone(switch.ports["sip"], "1001", PASSWORD))
        assert third.call(NUMBER) == 200
        wait_until(lambda: len(calls(switch, DOOR)) == 4, "with it a second device waits")
        assert len(calls(switch, HALL)) == 1


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
