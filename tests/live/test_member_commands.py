"""Every command to a member, given through the API, does on a real switch what it claims."""

import pytest

from tests.live.meeting import Effect, Meeting, banner, has, lacks, named, related, says, seen, volume
from tests.live.processes import wait_until

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


@pytest.mark.parametrize("case", TO_A_MEMBER, ids=named)
def test_a_command_to_a_member_does_what_it_says(meeting: Meeting, case: tuple[dict[str, object], Effect]) -> None:
    body, effect = case
    given = {name: meeting.uuid("1001") if value == "{other}" else value for name, value in body.items()}

    meeting.done(member=meeting.uuid("1000"), **given)

    wait_until(lambda: effect(meeting), f"{body} is seen", within=10)
