"""Every command of the catalogue, given through the API, does on a real switch what it claims."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live.browser import Browser
from tests.live.processes import wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
ENDED = {"confirmed", "accepted"}
DOMAIN = "example.com"


class Meeting:
    """Two browsers in `internal`, and what a command and the switch say about them."""

    def __init__(self, switch: Switch, stack: Stack) -> None:
        self.switch, self.stack = switch, stack

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


@pytest.fixture(scope="module")
def meeting(node: tuple[Switch, Stack]) -> Iterator[Meeting]:
    switch, stack = node
    page = f"{stack.url}/call/"
    with Browser(page) as ada, Browser(page) as grace:
        assert ada.join("999", "1000", PASSWORD, switch.websocket)["joined"]
        assert grace.join("999", "1001", PASSWORD, switch.websocket)["joined"]
        wait_until(
            lambda: stack.ask("GET", "/v1/conferences/internal")[1].get("member_count") == 2, "the API knows both"
        )
        meeting = Meeting(switch, stack)
        meeting.ada = ada  # type: ignore[attr-defined]
        yield meeting


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
    return lambda meeting: meeting.ada.do("frames")["width"] == width  # type: ignore[attr-defined]


def related(meeting: Meeting) -> bool:
    return "->" in meeting.api(f"relate {meeting.number('1000')}")


# (kind and fields; the member is user 1000, {other} user 1001) and what must be seen then
TO_A_MEMBER: list[tuple[dict[str, object], Effect]] = [
    ({"kind": "mute", "muted": True}, lacks("speak")),
    ({"kind": "mute", "muted": True}, lacks("speak")),
    ({"kind": "mute", "muted": False}, has("speak")),
    ({"kind": "mute_video", "muted": True}, lambda meeting: seen(meeting, "video_muted", value=True)),
    ({"kind": "mute_video", "muted": False}, lambda meeting: seen(meeting, "video_muted", value=False)),
    ({"kind": "deafen", "deaf": True}, lacks("hear")),
    ({"kind": "deafen", "deaf": False}, has("hear")),
    ({"kind": "hold", "on_hold": True}, has("hold")),
    ({"kind": "hold", "on_hold": False}, lacks("hold")),
    ({"kind": "set_volume", "direction": "in", "level": 2}, volume(6, "2")),
    ({"kind": "set_volume", "direction": "in", "level": 0}, volume(6, "0")),
    ({"kind": "set_volume", "direction": "out", "level": -2}, volume(7, "-2")),
    ({"kind": "set_volume", "direction": "out", "level": 0}, volume(7, "0")),
    ({"kind": "set_video_floor"}, has("vid-floor")),
    ({"kind": "set_slot", "slot": "slot-2"}, has("res-id:slot-2")),
    ({"kind": "set_slot", "slot": "slot-2"}, has("res-id:slot-2")),
    ({"kind": "set_slot", "slot": None}, lacks("res-id:slot-2")),
    ({"kind": "set_role", "role": "host"}, has("role-id:host")),
    ({"kind": "set_role", "role": None}, lacks("role-id:host")),
    ({"kind": "set_banner", "banner": {"text": "Ada Lovelace — Wörld"}}, lambda meeting: banner(meeting) is not None),
    ({"kind": "clear_banner"}, lambda meeting: banner(meeting) is None),
    ({"kind": "set_mute_image", "image": "camera_off"}, has("video")),
    ({"kind": "set_mute_image", "image": None}, has("video")),
    ({"kind": "set_logo", "image": "logo", "position": "left-top"}, has("video")),
    ({"kind": "set_logo", "image": None}, has("video")),
    ({"kind": "send_dtmf", "digits": "12#"}, has("speak")),
    ({"kind": "relate", "other": "{other}", "relation": "nospeak"}, related),
    ({"kind": "relate", "other": "{other}", "relation": "clear"}, says("relate", "No relationships")),
]
TO_THE_CONFERENCE: list[tuple[dict[str, object], Effect]] = [
    ({"kind": "lock", "locked": True}, says("get is_locked", "locked")),
    ({"kind": "lock", "locked": False}, shows("locked", False)),
    ({"kind": "set_max_members", "count": 7}, says("get max_members", "^7$")),
    ({"kind": "set_variable", "name": "x_topic", "value": "plans"}, says("getvar x_topic", "plans")),
    ({"kind": "set_variable", "name": "x_topic", "value": None}, says("getvar x_topic", "no reply|^$")),
    ({"kind": "set_layout", "layout": "presenter-4"}, shows("layout", "presenter-4")),
    ({"kind": "set_layout", "layout": "2x2-seats"}, shows("layout", "2x2-seats")),
    ({"kind": "clear_slots"}, lacks("res-id:slot-1")),
    ({"kind": "set_layout_group", "group": "grid"}, has("video")),
    ({"kind": "clear_video_floor"}, has("video")),
    ({"kind": "set_video_size", "width": 640, "height": 360}, picture(640)),
    ({"kind": "set_video_size", "width": 1280, "height": 720}, picture(1280)),
    ({"kind": "set_video_rate", "fps": 15}, says("vid-fps", r"15\.")),
    ({"kind": "set_background", "image": "background_dark"}, has("video")),
    ({"kind": "set_background", "image": None}, has("video")),
    ({"kind": "set_foreground", "image": "frame"}, has("video")),
    ({"kind": "set_foreground", "image": None}, has("video")),
    ({"kind": "play", "prompt": "welcome"}, has("speak")),
    ({"kind": "stop_playing"}, has("speak")),
]


def member_view(meeting: Meeting, user: str = "1000") -> JsonObject:
    members = meeting.view()["members"]
    assert isinstance(members, list)
    found: JsonObject = next(member for member in members if member["user"] == user)
    return found


def seen(meeting: Meeting, field: str, *, value: object) -> bool:
    return member_view(meeting)[field] == value


def banner(meeting: Meeting) -> object:
    return member_view(meeting)["banner"]


def named(case: tuple[dict[str, object], Effect]) -> str:
    return "-".join(str(value) for value in case[0].values() if not isinstance(value, dict))


@pytest.mark.parametrize("case", TO_A_MEMBER, ids=named)
def test_a_command_to_a_member_does_what_it_says(meeting: Meeting, case: tuple[dict[str, object], Effect]) -> None:
    body, effect = case
    given = {name: meeting.uuid("1001") if value == "{other}" else value for name, value in body.items()}

    meeting.done(member=meeting.uuid("1000"), **given)

    wait_until(lambda: effect(meeting), f"{body} is seen", within=10)


@pytest.mark.parametrize("case", TO_THE_CONFERENCE, ids=named)
def test_a_command_to_the_conference_does_what_it_says(
    meeting: Meeting, case: tuple[dict[str, object], Effect]
) -> None:
    body, effect = case

    meeting.done(**body)

    wait_until(lambda: effect(meeting), f"{body} is seen", within=10)


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "set_layout", "layout": "no-such-layout"},
        {"kind": "set_layout_group", "group": "no-such-group"},
    ],
)
def test_what_the_switch_does_not_have_fails_with_a_reason(meeting: Meeting, body: dict[str, object]) -> None:
    answer = meeting.command(**body)

    assert answer["state"] == "failed"
    assert answer["reason"]


def test_the_audio_floor_goes_to_who_is_named_or_the_refusal_is_told(meeting: Meeting) -> None:
    answer = meeting.command(kind="set_floor", member=meeting.uuid("1000"))

    # who speaks next takes it back, so nobody can look later
    if answer["state"] != "confirmed":
        assert (answer["state"], answer["reason"]) == ("failed", "floor_held"), answer


def test_a_recording_is_live_when_the_file_grows_and_ends_when_it_is_stopped(meeting: Meeting, switch: Switch) -> None:
    status, answer = meeting.stack.ask(
        "POST", "/v1/conferences/internal/recordings", {"format": "mkv"}, Prefer="wait=15"
    )
    assert status in {200, 201, 202}, answer

    def files() -> list[Path]:
        return [file for file in (switch.folder / "state/recordings").rglob("*.mkv") if file.stat().st_size > 1000]

    wait_until(lambda: bool(files()), "a file that grows", within=20)


def test_a_user_who_is_called_joins(meeting: Meeting, switch: Switch) -> None:
    with Telephone(switch.ports["sip"], "1002", PASSWORD) as telephone:
        assert telephone.register() == 200
        status, answer = meeting.stack.ask("POST", "/v1/conferences/internal/calls", {"user": "1002"}, Prefer="wait=15")
        assert (status, answer.get("state")) == (200, "confirmed"), answer
        assert telephone.called.is_set()

        wait_until(lambda: len(switch.members("internal")) == 3, "three in internal")
        (uuid,) = {member["uuid"] for member in switch.members("internal")} - {
            meeting.uuid("1000"),
            meeting.uuid("1001"),
        }
        meeting.done(kind="hang_up", member=uuid)

        assert telephone.hung_up.wait(10)


def test_who_is_transferred_is_in_the_other_room_and_who_is_kicked_is_out(meeting: Meeting, switch: Switch) -> None:
    with Telephone(switch.ports["sip"], "1002", PASSWORD) as edsger:
        assert edsger.call("999") == 200
        wait_until(lambda: meeting.stack.ask("GET", "/v1/conferences/external")[0] == 200, "the API knows external")
        meeting.done(kind="transfer", member=meeting.uuid("1001"), conference="external", profile="video")
        wait_until(
            lambda: {member["caller"] for member in switch.members("external")} == {"1001", "1002"}, "1001 there"
        )

    meeting.done(kind="kick", member=meeting.uuid("1000"))
    wait_until(lambda: not switch.members("internal"), "nobody in internal")


def test_all_can_be_hung_up_at_once(switch: Switch, stack: Stack) -> None:
    wait_until(lambda: not switch.members("internal"), "nobody in internal")
    with (
        Telephone(switch.ports["sip"], "1000", PASSWORD) as one,
        Telephone(switch.ports["sip"], "1001", PASSWORD) as two,
    ):
        assert [one.call("999"), two.call("999")] == [200, 200]
        wait_until(
            lambda: stack.ask("GET", "/v1/conferences/internal")[1].get("member_count") == 2, "the API knows both"
        )

        Meeting(switch, stack).done(kind="hang_up_all")

        assert one.hung_up.wait(10)
        assert two.hung_up.wait(10)
