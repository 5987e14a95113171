"""Every command to a conference, given through the API, does on a real switch what it claims."""

from pathlib import Path

import pytest

from tests.live.meeting import PASSWORD, Effect, Meeting, has, lacks, named, paints, picture, says, shows
from tests.live.processes import wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

# Two people in a grid leave a stripe above and below; the frame is a blue line along the edge.
ABOVE_TWO_IS_LIGHT = paints(640, 20, red=range(200, 256), blue=range(200, 256))
ABOVE_TWO_IS_DARK = paints(640, 20, red=range(60), blue=range(60))
EDGE_IS_BLUE = paints(2, 360, red=range(110), blue=range(170, 256))
# Beside a camera: what it painted over the stripes stays there until the next change of layout.
EDGE_IS_NOT_BLUE = paints(2, 360, red=range(256), blue=range(100))

# A look at the switch may itself take some of the ten seconds that are waited.
LONGEST_SECONDS = 15.0
TO_THE_CONFERENCE: list[tuple[dict[str, object], Effect]] = [
    ({"kind": "lock", "locked": True}, says("get is_locked", "locked")),
    ({"kind": "lock", "locked": False}, shows("locked", False)),
    ({"kind": "set_max_members", "count": 7}, says("get max_members", "^7$")),
    ({"kind": "set_variable", "name": "x_topic", "value": "plans"}, says("getvar x_topic", "plans")),
    ({"kind": "set_variable", "name": "x_topic", "value": None}, says("getvar x_topic", "no reply|^$")),
    ({"kind": "set_layout", "layout": "presenter-4"}, shows("layout", "presenter-4")),
    ({"kind": "set_layout", "layout": "2x2-seats"}, shows("layout", "2x2-seats")),
    ({"kind": "clear_slots"}, lacks("res-id:slot-1")),
    ({"kind": "set_layout_group", "group": "grid"}, shows("layout_group", "grid")),
    ({"kind": "clear_video_floor"}, has("video")),
    ({"kind": "set_video_size", "width": 640, "height": 360}, picture(640)),
    ({"kind": "set_video_size", "width": 1280, "height": 720}, picture(1280)),
    ({"kind": "set_video_rate", "fps": 15}, says("vid-fps", r"15\.")),
    ({"kind": "set_background", "image": "background_light"}, ABOVE_TWO_IS_LIGHT),
    ({"kind": "set_background", "image": None}, ABOVE_TWO_IS_DARK),
    ({"kind": "set_foreground", "image": "frame"}, EDGE_IS_BLUE),
    ({"kind": "set_foreground", "image": None}, EDGE_IS_NOT_BLUE),
    ({"kind": "play", "prompt": "welcome"}, says("play_status", r"^\+OK .*en/welcome\.wav$")),
    ({"kind": "stop_playing"}, says("play_status", "^-ERR Nothing is playing$")),
]


@pytest.mark.parametrize("case", TO_THE_CONFERENCE, ids=named)
def test_a_command_to_the_conference_does_what_it_says(
    meeting: Meeting, case: tuple[dict[str, object], Effect]
) -> None:
    body, effect = case

    meeting.done(**body)

    assert wait_until(lambda: effect(meeting), f"{body} is seen", within=10) <= LONGEST_SECONDS


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
