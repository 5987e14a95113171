"""The replies that a real FreeSWITCH gave are read as what they mean."""

import pytest

from tests.functions.shared.commands.asking import read
from tests.functions.shared.commands.examples import ADA, BOB
from tests.functions.shared.commands.recordings import replies

Body = dict[str, object]


RECORDED_YES: list[tuple[str, Body]] = [
    ("vid-layout 2x2", {"kind": "set_layout", "layout": "2x2"}),
    ("vid-layout group:grid", {"kind": "set_layout_group", "group": "grid"}),
    ("vid-res-id 3 presenter", {"kind": "set_slot", "member": ADA, "slot": "presenter"}),
    ("vid-res-id 3 clear", {"kind": "set_slot", "member": ADA, "slot": None}),
    ("vid-res-id all clear", {"kind": "clear_slots"}),
    ("vid-role-id 3 speaker", {"kind": "set_role", "member": ADA, "role": "speaker"}),
    ("vid-banner 3 clear", {"kind": "clear_banner", "member": ADA}),
    ("vid-banner 3 Hello World", {"kind": "set_banner", "member": ADA, "banner": {"text": "Hello"}}),
    ("vmute 3", {"kind": "mute_video", "member": ADA, "muted": True}),
    ("unvmute 3", {"kind": "mute_video", "member": ADA, "muted": False}),
    ("mute 3", {"kind": "mute", "member": ADA, "muted": True}),
    ("unmute 3", {"kind": "mute", "member": ADA, "muted": False}),
    ("deaf 3", {"kind": "deafen", "member": ADA, "deaf": True}),
    ("undeaf 3", {"kind": "deafen", "member": ADA, "deaf": False}),
    ("hold 3", {"kind": "hold", "member": ADA, "on_hold": True}),
    ("unhold 3", {"kind": "hold", "member": ADA, "on_hold": False}),
    ("lock", {"kind": "lock", "locked": True}),
    ("unlock", {"kind": "lock", "locked": False}),
    ("clear-vid-floor", {"kind": "clear_video_floor"}),
    ("vid-logo-img 3 /tmp/none.png", {"kind": "set_logo", "member": ADA, "image": None}),
    ("vid-mute-img 3 /tmp/none.png", {"kind": "set_mute_image", "member": ADA, "image": None}),
    ("vid-bgimg clear", {"kind": "set_background", "image": None}),
    ("vid-fps 15", {"kind": "set_video_rate", "fps": 15}),
    ("vid-res 640x480", {"kind": "set_video_size", "width": 640, "height": 480}),
    ("record /var/lib/freeswitch/recordings/a.mp4", {"kind": "start_recording", "recording": "a"}),
    ("recording pause /var/lib/freeswitch/recordings/a.mp4", {"kind": "pause_recording", "recording": "a"}),
    ("recording resume /var/lib/freeswitch/recordings/a.mp4", {"kind": "resume_recording", "recording": "a"}),
    ("recording stop /var/lib/freeswitch/recordings/a.mp4", {"kind": "stop_recording", "recording": "a"}),
    ("record rtmps://127.0.0.1:1936/live/x", {"kind": "start_stream", "stream": "s1", "url": "rtmps://127.0.0.1/live"}),
    ("stop all", {"kind": "stop_playing"}),
    ("dtmf 3 1", {"kind": "send_dtmf", "member": ADA, "digits": "1"}),
    ("volume_in 3 1", {"kind": "set_volume", "member": ADA, "direction": "in", "level": 1}),
    ("volume_out 3 up", {"kind": "set_volume", "member": ADA, "direction": "out", "level": 1}),
    ("relate 3 2 nohear", {"kind": "relate", "member": ADA, "other": BOB, "relation": "nohear"}),
    ("relate 3 2 clear", {"kind": "relate", "member": ADA, "other": BOB, "relation": "clear"}),
    ("set max_members 10", {"kind": "set_max_members", "count": 10}),
    ("transfer other 2", {"kind": "transfer", "member": BOB, "conference": "other"}),
    ("kick 3", {"kind": "kick", "member": ADA}),
]


@pytest.mark.parametrize(("command", "body"), RECORDED_YES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_recorded_yes_is_a_yes(command: str, body: Body) -> None:
    recorded = replies(f"conference internal {command}")

    assert recorded
    for reply in recorded:
        assert read(body, [reply]).ok


RECORDED_NO: list[tuple[str, Body, str, str]] = [
    (
        "conference internal vid-layout nosuch",
        {"kind": "set_layout", "layout": "nosuch"},
        "refused",
        "Invalid layout [nosuch]",
    ),
    (
        "conference nosuchconf vid-layout 2x2",
        {"kind": "set_layout", "layout": "2x2"},
        "conference_gone",
        "Conference nosuchconf not found",
    ),
    (
        "conference internal vid-res-id 9999 presenter",
        {"kind": "set_slot", "member": ADA, "slot": "presenter"},
        "member_gone",
        "FreeSWITCH does not know this member",
    ),
    (
        "conference internal mute 9999",
        {"kind": "mute", "member": ADA, "muted": True},
        "member_gone",
        "Non-Existant ID 9999",
    ),
    ("conference internal kick 9999", {"kind": "kick", "member": ADA}, "member_gone", "Non-Existant ID 9999"),
    ("conference internal floor 3", {"kind": "set_floor", "member": ADA}, "floor_held", "floor is held by 2"),
    (
        "conference internal vid-logo-img 3 /tmp/none.png",
        {"kind": "set_logo", "member": ADA, "image": "logo"},
        "unexpected_reply",
        "+OK Video logo cleared",
    ),
    (
        "conference internal vid-mute-img 3 /tmp/none.png",
        {"kind": "set_mute_image", "member": ADA, "image": "camera_off"},
        "not_shown",
        "_undef_",
    ),
    (
        "conference internal vid-bgimg /tmp/none.png",
        {"kind": "set_background", "image": "frame"},
        "refused",
        "Error Setting Bgimg /tmp/none.png",
    ),
    (
        "conference internal vid-res 9x9",
        {"kind": "set_video_size", "width": 640, "height": 480},
        "refused",
        "Invalid size, [9x9] is too small",
    ),
    (
        "conference internal norecord /var/lib/freeswitch/recordings/none.mp4",
        {"kind": "stop_recording", "recording": "none"},
        "not_recording",
        "non-existant recording '/var/lib/freeswitch/recordings/none.mp4'",
    ),
    (
        "conference internal norecord all",
        {"kind": "stop_recording", "recording": "none"},
        "unexpected_reply",
        "+OK Stopped recording 0 files",
    ),
    (
        "conference internal nosuch",
        {"kind": "lock", "locked": True},
        "refused",
        "Conference command 'nosuch' not found.",
    ),
    (
        "conference internal vid-banner Hello",
        {"kind": "clear_banner", "member": ADA},
        "member_gone",
        "FreeSWITCH does not know this member",
    ),
    ("conference internal tmute 3", {"kind": "mute", "member": BOB, "muted": False}, "unexpected_reply", "+OK mute 3"),
]


@pytest.mark.parametrize(("command", "body", "reason", "detail"), RECORDED_NO)
def test_a_recorded_no_tells_why(command: str, body: Body, reason: str, detail: str) -> None:
    reply = read(body, [replies(command)[0]])

    assert (reply.ok, reply.reason, reply.detail) == (False, reason, detail)
