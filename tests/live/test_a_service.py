"""A small service, over HTTP only: it makes a room, invites people by link and by PIN, and later reads what was."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.live import browser
from tests.live.browser import Browser
from tests.live.dialling_in import dial_in
from tests.live.processes import ROOT, wait_until
from tests.live.prompts_in_films import likeness
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

SEMINAR = "seminar"
CONFERENCE = f"/v1/conferences/{SEMINAR}"
WISH = {
    "number": "3888",
    "lobby": "outside",
    "dial_in": {},
    "rules": {"record": {"when": "host", "format": "mp4", "name": "seminar"}},
    "picture": {"sounds": False},
}
PROMPTS = ROOT / "freeswitch/prompts/en"
# A busy machine with two processors runs two browsers, FreeSWITCH and everything else.
SLOW = 90.0


class Service:
    """What somebody would write who offers seminars: requests, and nothing else."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    def ask(self, method: str, path: str, body: object = None, *, want: int = 200, **headers: str) -> JsonObject:
        status, answer = self._stack.ask(method, path, body, **headers)
        assert status == want, (method, path, status, answer)
        return answer

    def done(self, method: str, path: str, body: object = None, **headers: str) -> JsonObject:
        """Give a command and wait for its end."""
        answer = self._stack.done(method, f"{CONFERENCE}{path}", body, headers=headers)
        assert answer["state"] == "confirmed", answer
        return answer

    def link(self, name: str, role: str) -> JsonObject:
        """A link that is good for somebody's browser, and for a program of theirs."""
        wish = {"name": name, "role": role, "uses": 2}
        return self.ask("POST", f"/v1/rooms/{SEMINAR}/entries", wish, want=201)

    def as_whoever_has(self, link: JsonObject) -> dict[str, str]:
        """What a request of somebody's own program has who has a link."""
        entrance = self.ask("POST", "/v1/entries/redeem", {"code": link["code"]}, Authorization="")
        return {"Authorization": f"Bearer {entrance['token']}"}

    def items(self, path: str) -> list[JsonObject]:
        found = self.ask("GET", path)["items"]
        assert isinstance(found, list)
        return found

    def members(self) -> dict[str, JsonObject]:
        status, answer = self._stack.ask("GET", CONFERENCE)
        found = answer.get("members", []) if status == 200 else []
        assert isinstance(found, list)
        return {str(one["name"]): one for one in found}

    def events(self) -> list[JsonObject]:
        return self._stack.events(SEMINAR)


@pytest.fixture
def service(stack: Stack) -> Iterator[Service]:
    yield Service(stack)
    stack.ask("DELETE", f"/v1/rooms/{SEMINAR}")


def test_a_service_holds_a_seminar(
    switch: Switch, stack: Stack, service: Service, pictures: Path, tmp_path: Path
) -> None:
    if reason := browser.missing():
        pytest.skip(reason)
    room = service.ask("PUT", f"/v1/rooms/{SEMINAR}", WISH, want=201)
    hosts_link, guests_link = service.link("Ada", "moderator"), service.link("Grace", "participant")
    dialled = room["dial_in"]
    assert isinstance(dialled, dict)

    with ExitStack() as opened:
        ada, grace = (opened.enter_context(Browser(f"{stack.url}/call/")) for _ in range(2))
        mary = opened.enter_context(Telephone(switch.ports["trunk"], "4930123456"))
        # One comes by a link that makes her a host: recorded by rule from then on.
        ada.do("open_link", url=str(hosts_link["url"]))
        wait_until(lambda: set(service.members()) == {"Ada"}, "the host is in", within=SLOW)
        wait_until(lambda: bool(recordings(service, "live")), "a rule records", within=SLOW)
        # Another one by a link that does not: she waits, and is let in.
        grace.do("open_link", url=str(guests_link["url"]))
        wait_until(lambda: len(service.items(f"{CONFERENCE}/waiting")) == 1, "the guest waits", within=SLOW)
        grace.do("screenshot", file=str(pictures / "service-waits.png"))
        assert set(service.members()) == {"Ada"}
        host = service.as_whoever_has(hosts_link)
        service.done("POST", "/waiting/admit", {}, **host)
        wait_until(lambda: set(service.members()) == {"Ada", "Grace"}, "she is in", within=SLOW)
        # A third by telephone and PIN, the same way.
        dial_in(mary, str(dialled["id"]), str(dialled["pin"]))
        wait_until(lambda: len(service.items(f"{CONFERENCE}/waiting")) == 1, "the telephone waits", within=SLOW)
        service.done("POST", "/waiting/admit", {})
        wait_until(lambda: len(service.members()) == 3, "all are in", within=SLOW)
        wait_until(lambda: grace.frames() > 20, "there is a picture", within=SLOW)
        ada.do("screenshot", file=str(pictures / "service-host.png"))
        wait_until(lambda: told_by_rule(service) >= 3, "each was told that it is recorded", within=SLOW)

        # The host may do so with what her link gives her, a guest may not.
        guest = service.as_whoever_has(guests_link)
        service.ask("POST", f"{CONFERENCE}/mute-all", want=403, **guest)
        service.done("POST", "/mute-all", **host)
        muted = {name: one["muted"] for name, one in service.members().items()}
        assert muted.pop("Ada") is False
        assert set(muted.values()) == {True}, muted

        meeting = str(service.ask("GET", CONFERENCE)["uuid"])
        (recording,) = recordings(service, "live")
        service.done("POST", "/end")
        wait_until(mary.hung_up.is_set, "it is over for the telephone")

    wait_until(lambda: bool(recordings(service, "ready")), "the film is there", within=300)
    shown = service.ask("GET", f"{CONFERENCE}/recordings/{recording}")
    film = tmp_path / "film.mp4"
    with urlopen(str(shown["url"]), timeout=60) as answer:
        film.write_bytes(answer.read())
    # Chromium's microphones beep beside it.
    heard = {name: likeness(film, PROMPTS / f"{name}.wav") for name in ("recording_started", "ends_soon")}
    assert heard["recording_started"] > max(0.5, heard["ends_soon"] + 0.1), heard

    wait_until(lambda: meeting in listed(service), "the meeting is listed", within=150)
    told = service.ask("GET", f"/v1/meetings/{meeting}")
    members = told["members"]
    assert isinstance(members, list)
    assert {"Ada", "Grace"} < {one["name"] for one in members}
    assert (told["stays"], told["peak"]) == (3, 3)
    outputs = told["outputs"]
    assert isinstance(outputs, list)
    assert [one["id"] for one in outputs] == [recording]
    used = {str(one["name"]): one["used"] for one in service.items(f"/v1/rooms/{SEMINAR}/entries")}
    assert used == {"Ada": 2, "Grace": 2}
    admitted = [one["data"]["how"] for one in service.events() if one["type"] == "waiting.admitted"]  # type: ignore[index]
    assert admitted == ["by_hand", "by_hand"]


def recordings(service: Service, state: str) -> list[str]:
    found = service.items(f"{CONFERENCE}/recordings")
    return [str(one["id"]) for one in found if one["state"] == state]


def told_by_rule(service: Service) -> int:
    """How often a rule has played something to its end or to somebody."""
    ends = (one["data"] for one in service.events() if one["type"] == "command.finished")
    plays = [one for one in ends if one.get("rule") == "record" and one["kind"] == "play"]  # type: ignore[attr-defined,index]
    return len(plays)


def listed(service: Service) -> set[str]:
    return {str(one["uuid"]) for one in service.items(f"/v1/meetings?conference={SEMINAR}")}
