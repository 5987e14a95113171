"""A room with a lobby, who is in it and who waits for it, and telephones that can be told apart by their tones."""

from contextlib import ExitStack
from typing import Any

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
