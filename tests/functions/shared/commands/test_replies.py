"""FreeSWITCH's replies are read whole, and those that lie are not believed."""

import pytest

from functions.shared.commands import Meeting
from tests.functions.shared.commands.asking import read
from tests.functions.shared.commands.examples import ADA, BOB, HERE

Body = dict[str, object]


FROM_THE_FACTS: list[tuple[Body, str, str | None]] = [
    # An unknown group says +OK first.
    (
        {"kind": "set_layout_group", "group": "x"},
        "+OK Change to layout group [(null)]\n-ERR Invalid layout [group:x]\n",
        "refused",
    ),
    # A personal canvas says -ERR for yes.
    ({"kind": "set_layout_group", "group": "grid"}, "-ERR Change personal canvas to layout group [grid]\n", None),
    ({"kind": "set_layout", "layout": "2x2"}, "+OK Change personal canvas set to layout [2x2]\n", None),
    ({"kind": "set_layout", "layout": "2x2"}, "-ERR Conference is not in mixing mode\n", "not_mixing"),
    ({"kind": "set_layout", "layout": "2x2"}, "+OK Change canvas 1 to layout [3x3]\n", "unexpected_reply"),
    ({"kind": "set_slot", "member": ADA, "slot": "a"}, "", "no_video"),
    ({"kind": "set_slot", "member": ADA, "slot": "a"}, "-ERR no reply\n", "no_video"),
    # The toggle hit: the seat is gone, though the reply is +OK.
    ({"kind": "set_slot", "member": ADA, "slot": "a"}, "+OK reservation_id cleared\n", "unexpected_reply"),
    ({"kind": "set_role", "member": ADA, "role": "a"}, "+OK role_id cleared\n", "unexpected_reply"),
    ({"kind": "set_floor", "member": ADA}, "+OK floor none\n", "unexpected_reply"),
    ({"kind": "lock", "locked": True}, "-ERR no reply\n", "no_reply"),
    ({"kind": "mute_video", "member": ADA, "muted": True}, "-ERR member 3 is on hold\n", "on_hold"),
    ({"kind": "hang_up", "member": ADA}, "+OK\n", None),
    ({"kind": "hang_up", "member": ADA}, "-ERR No such channel!\n", "call_gone"),
    ({"kind": "hang_up", "member": ADA}, "-USAGE: <uuid> [cause]\n", "unexpected_reply"),
    ({"kind": "set_variable", "name": "x_a", "value": "b"}, "+OK\n", None),
    ({"kind": "flush_user", "user": "1", "domain": "a"}, "+OK cleared 1 entry\n", None),
    ({"kind": "flush_user", "user": "1", "domain": "a"}, "+OK cleared 0 entries\n", None),
    (
        {"kind": "drop_registration", "user": "1", "domain": "a"},
        "+OK flushing all registrations matching specified call_id\n",
        None,
    ),
    ({"kind": "drop_registration", "user": "1", "domain": "a"}, "Invalid Profile [internal]", "unexpected_reply"),
    (
        {"kind": "end_user_calls", "user": "1", "domain": "a"},
        "+OK hangup all channels matching [user_name]=[1]... with cause: NORMAL_CLEARING\n",
        None,
    ),
    ({"kind": "dial", "user": "1", "domain": "a"}, "+OK Call Requested: result: [SUCCESS]\n", None),
    ({"kind": "dial", "user": "1", "domain": "a"}, "+OK Call Requested: result: [USER_BUSY]\n", "call_failed"),
    (
        {"kind": "start_recording", "recording": "r"},
        "-ERR file [/r.mkv] is already being used for recording.\n",
        "already_recording",
    ),
    (
        {"kind": "start_recording", "recording": "r"},
        "-ERR Invalid canvas\n+OK Record file /r.mkv canvas 1\n",
        "refused",
    ),
    (
        {"kind": "pause_recording", "recording": "r"},
        "+OK Pause recording file /r.mkv\n-ERR non-existant recording '/r.mkv'\n",
        "not_recording",
    ),
    ({"kind": "play", "prompt": "welcome"}, "+OK (play) Playing file /p/en/welcome.wav\n", None),
    ({"kind": "play", "prompt": "welcome"}, "-ERR (play) File: en/welcome.wav not found.\n", "refused"),
    (
        {"kind": "play", "prompt": "welcome", "member": ADA},
        "+OK (play) Playing file en/welcome.wav to member 3\n",
        None,
    ),
    ({"kind": "play", "prompt": "welcome", "member": ADA}, "-ERR Member: 3 not found.\n", "member_gone"),
    ({"kind": "transfer", "member": ADA, "conference": "b"}, "-ERR No Member 3 in conference a.\n", "member_gone"),
    (
        {"kind": "relate", "member": ADA, "other": BOB, "relation": "sendvideo"},
        "-ERR member 2 already receiving video",
        "refused",
    ),
    ({"kind": "set_background", "image": None}, "+OK Set Bgimg clear\n", None),
    ({"kind": "set_logo", "member": ADA, "image": "logo"}, "+OK Video logo set\n", None),
    ({"kind": "set_mute_image", "member": ADA, "image": "camera_off"}, "/opt/images/camera_off.png\n", None),
    ({"kind": "set_max_members", "count": 5}, "set <max_members|sound_prefix> <value>", "unexpected_reply"),
]


@pytest.mark.parametrize(("body", "reply", "reason"), FROM_THE_FACTS)
def test_a_reply_of_the_facts_sheet_is_read_as_it_is_meant(body: Body, reply: str, reason: str | None) -> None:
    found = read(body, [reply])

    assert (found.ok, found.reason) == (reason is None, reason)


def test_the_cause_of_a_failed_call_is_told() -> None:
    found = read({"kind": "dial", "user": "1", "domain": "a"}, ["+OK Call Requested: result: [NO_ANSWER]\n"])

    assert found.detail == "NO_ANSWER"


def test_the_first_line_that_failed_is_told() -> None:
    floor: Body = {"kind": "set_video_floor", "member": BOB}

    assert read(floor, ["+OK floor Cleared\n", "+OK floor 2\n"]).ok
    assert read(floor, ["+OK floor Cleared\n", "-ERR no reply\n"]).reason == "no_video"
    assert read(floor, ["+OK floor Cleared\n"]).reason == "no_reply"


def test_hanging_up_all_is_done_when_everybody_is_gone_one_way_or_the_other() -> None:
    everybody: Body = {"kind": "hang_up_all"}

    assert read(everybody, ["+OK\n", "-ERR No such channel!\n"]).ok
    assert read(everybody, [], Meeting("internal")).ok
    assert not read(everybody, ["+OK\n", "-ERR something\n"]).ok


def test_the_whole_text_is_kept() -> None:
    found = read({"kind": "mute", "member": ADA, "muted": True}, ["+OK mute 3\n"])

    assert found.text == "+OK mute 3"
    assert HERE.number(ADA) == 3


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("+OK\n", None),
        ("-ERR\n", "refused"),
        ("-ERR Conference is not in mixing mode\n", "not_mixing"),
        ("-ERR Conference internal not found\n", "conference_gone"),
        ("", "no_reply"),
        ("vid-write-png <path>", "unexpected_reply"),
    ],
)
def test_a_still_is_written_or_not(reply: str, reason: str | None) -> None:
    assert read({"kind": "take_still", "still": "p1"}, [reply]).reason == reason
