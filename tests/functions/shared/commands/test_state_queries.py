"""What FreeSWITCH is asked, and what its answers show of a command's end."""

import json

import pytest

from tests.functions.shared.commands.asking import plain
from tests.functions.shared.commands.examples import ADA, BOB, HERE, KEY, MEETING
from tests.functions.shared.commands.recordings import replies

Body = dict[str, object]
FILE = "/var/lib/freeswitch/recordings/internal/r1.mkv"


def json_list(*, uuid: str = MEETING, name: str = "internal", members: tuple[Body, ...] = (), **fields: object) -> str:
    """An answer of `json_list` in FreeSWITCH's shape."""
    callers = [{"type": "caller", "id": 3, **member} if "uuid" in member else member for member in members]
    return json.dumps([{"conference_name": name, "conference_uuid": uuid, **fields, "members": callers}])


def ada(**flags: object) -> Body:
    shown = {"can_hear": True, "can_speak": True, "hold": False, "has_floor": False, **flags}
    return {"uuid": ADA, "flags": shown}


def listed(flags: str, *, uuid: str = ADA, number: int = 3) -> str:
    return f"{number};sofia/internal/1001@127.0.0.1;{uuid};1001;1001;{flags};0;0;200\n"


QUESTIONS: list[tuple[Body, str | None]] = [
    ({"kind": "mute", "member": ADA, "muted": True}, "conference internal json_list"),
    ({"kind": "mute_video", "member": ADA, "muted": True}, None),
    ({"kind": "set_slot", "member": ADA, "slot": "a"}, "conference internal list"),
    ({"kind": "clear_slots"}, "conference internal list"),
    ({"kind": "set_video_floor", "member": ADA}, "conference internal list"),
    ({"kind": "relate", "member": ADA, "other": BOB, "relation": "nohear"}, "conference internal relate 3"),
    ({"kind": "set_video_rate", "fps": 15}, "conference internal vid-fps"),
    ({"kind": "stop_playing"}, "conference internal play_status"),
    ({"kind": "stop_playing", "member": ADA}, "conference internal play_status 3"),
    ({"kind": "transfer", "member": ADA, "conference": "other"}, "conference other json_list"),
    ({"kind": "hang_up", "member": ADA}, f"uuid_exists {ADA}"),
    ({"kind": "start_recording", "recording": "r1"}, "conference internal json_list"),
    (
        {"kind": "drop_registration", "user": "1000", "domain": "example.com"},
        "sofia status profile internal user 1000@example.com",
    ),
    ({"kind": "set_layout", "layout": "2x2"}, None),
    ({"kind": "flush_user", "user": "1", "domain": "a"}, None),
]


@pytest.mark.parametrize(("body", "question"), QUESTIONS)
def test_freeswitch_is_asked_where_it_shows_the_state(body: Body, question: str | None) -> None:
    assert plain(body).state_query(HERE) == question


MUTE: Body = {"kind": "mute", "member": ADA, "muted": True}
UNMUTE: Body = {"kind": "mute", "member": ADA, "muted": False}
DEAFEN: Body = {"kind": "deafen", "member": ADA, "deaf": True}
HOLD: Body = {"kind": "hold", "member": ADA, "on_hold": True}
FLOOR: Body = {"kind": "set_floor", "member": ADA}
LOUDER: Body = {"kind": "set_volume", "member": ADA, "direction": "in", "level": 2}
KICK: Body = {"kind": "kick", "member": ADA}
HANG_UP: Body = {"kind": "hang_up", "member": ADA}
HANG_UP_ALL: Body = {"kind": "hang_up_all"}
MOVE: Body = {"kind": "transfer", "member": ADA, "conference": "other"}
LOCK: Body = {"kind": "lock", "locked": True}
LIMIT: Body = {"kind": "set_max_members", "count": 10}
NO_LIMIT: Body = {"kind": "set_max_members", "count": 0}
TOPIC: Body = {"kind": "set_variable", "name": "x_topic", "value": "plan"}
NO_TOPIC: Body = {"kind": "set_variable", "name": "x_topic", "value": None}
SLOT: Body = {"kind": "set_slot", "member": ADA, "slot": "presenter"}
NO_SLOT: Body = {"kind": "set_slot", "member": ADA, "slot": None}
ROLE: Body = {"kind": "set_role", "member": ADA, "role": "speaker"}
VIDEO_FLOOR: Body = {"kind": "set_video_floor", "member": ADA}
NOHEAR: Body = {"kind": "relate", "member": ADA, "other": BOB, "relation": "nohear"}
UNRELATE: Body = {"kind": "relate", "member": ADA, "other": BOB, "relation": "clear"}
START: Body = {"kind": "start_recording", "recording": "r1"}
STOP: Body = {"kind": "stop_recording", "recording": "r1"}
PAUSE: Body = {"kind": "pause_recording", "recording": "r1"}
RESUME: Body = {"kind": "resume_recording", "recording": "r1"}
STREAM: Body = {"kind": "start_stream", "stream": "s1", "url": "rtmp://a/live"}
RECORDER: Body = {"type": "recording_node", "record_path": FILE}
PAUSED: Body = {**RECORDER, "status": "paused"}
STREAMER: Body = {"type": "recording_node", "record_path": f"rtmp://a/live/{KEY}"}
DROP: Body = {"kind": "drop_registration", "user": "1000", "domain": "example.com"}
GONE = "-ERR Conference internal not found\n"

ANSWERS: list[tuple[Body, str, bool | None]] = [
    (MUTE, json_list(members=(ada(can_speak=False),)), True),
    (MUTE, json_list(members=(ada(),)), False),
    (UNMUTE, json_list(members=(ada(),)), True),
    (UNMUTE, json_list(members=(ada(can_speak=False, hold=True),)), None),
    (MUTE, json_list(), None),
    (MUTE, json_list(uuid="the-next-meeting", members=(ada(can_speak=False),)), None),
    (MUTE, GONE, None),
    (MUTE, "not JSON", None),
    (DEAFEN, json_list(members=(ada(can_hear=False),)), True),
    (DEAFEN, json_list(members=(ada(),)), False),
    (HOLD, json_list(members=(ada(hold=True),)), True),
    (FLOOR, json_list(members=(ada(has_floor=True),)), True),
    (FLOOR, json_list(members=(ada(),)), False),
    (LOUDER, json_list(members=({**ada(), "volume_in": 2, "volume_out": 0},)), True),
    (LOUDER, json_list(members=({**ada(), "volume_in": 0, "volume_out": 2},)), False),
    (KICK, json_list(members=(ada(),)), False),
    (KICK, json_list(), True),
    (KICK, GONE, True),
    (KICK, json_list(uuid="the-next-meeting", members=(ada(),)), True),
    (HANG_UP, "true", False),
    (HANG_UP, "false", True),
    (HANG_UP, "-ERR what", None),
    (HANG_UP_ALL, json_list(members=(ada(),)), False),
    (HANG_UP_ALL, json_list(members=({"uuid": "a-newcomer"},)), True),
    (HANG_UP_ALL, GONE, True),
    (MOVE, json_list(name="other", uuid="another", members=(ada(),)), True),
    (MOVE, json_list(name="other", uuid="another"), False),
    (MOVE, "-ERR Conference other not found\n", None),
    (LOCK, json_list(locked=True), True),
    (LOCK, json_list(locked=False), False),
    (LIMIT, json_list(max_members=10), True),
    (LIMIT, json_list(), False),
    (NO_LIMIT, json_list(), True),
    (TOPIC, json_list(variables={"x_topic": "plan"}), True),
    (TOPIC, json_list(variables={"x_topic": "x"}), False),
    (NO_TOPIC, json_list(variables={}), True),
    (NO_TOPIC, json_list(variables={"x_topic": "x"}), False),
    (SLOT, listed("hear|res-id:presenter"), True),
    (SLOT, listed("hear|res-id:other"), False),
    (SLOT, listed("hear|res-id:presenter", number=4), None),
    (SLOT, GONE, None),
    (NO_SLOT, listed("hear"), True),
    (NO_SLOT, listed("hear|res-id:a"), False),
    (ROLE, listed("hear|role-id:speaker"), True),
    (VIDEO_FLOOR, listed("hear|vid-floor"), True),
    (VIDEO_FLOOR, listed("hear|floor"), False),
    ({"kind": "clear_slots"}, listed("hear") + listed("speak", uuid=BOB, number=2), True),
    ({"kind": "clear_slots"}, listed("hear") + listed("res-id:a", uuid=BOB, number=2), False),
    ({"kind": "set_video_rate", "fps": 15}, replies("conference internal vid-fps")[0], True),
    ({"kind": "set_video_rate", "fps": 30}, replies("conference internal vid-fps")[0], False),
    ({"kind": "set_video_rate", "fps": 30}, "-ERR Conference is not in mixing mode\n", None),
    ({"kind": "stop_playing"}, "-ERR Nothing is playing\n", True),
    ({"kind": "stop_playing"}, "+OK 16000/0 /sounds/en/welcome.wav\n", False),
    ({"kind": "stop_playing", "member": ADA}, "-ERR Member: 3 not found.\n", None),
    (NOHEAR, "3 -> 2 SPEAK NOHEAR NOSENDVIDEO \n", True),
    (NOHEAR, "3 -> 2 SPEAK HEAR NOSENDVIDEO \n3 -> 4 SPEAK NOHEAR NOSENDVIDEO \n", False),
    (NOHEAR, "+OK No relationships\n", False),
    (UNRELATE, "+OK No relationships\n", True),
    (UNRELATE, "3 -> 2 SPEAK NOHEAR NOSENDVIDEO \n", False),
    (START, json_list(members=(RECORDER,)), True),
    (START, json_list(members=({},)), False),
    (STOP, json_list(members=(RECORDER,)), False),
    (STOP, json_list(), True),
    (STOP, GONE, True),
    (PAUSE, json_list(members=(PAUSED,)), True),
    (PAUSE, json_list(members=(RECORDER,)), False),
    (PAUSE, json_list(), False),
    (RESUME, json_list(members=(RECORDER,)), True),
    (RESUME, json_list(members=(PAUSED,)), False),
    (STREAM, json_list(members=(STREAMER,)), True),
    (STREAM, json_list(members=(RECORDER,)), False),
    (DROP, "\nRegistrations:\n====\nTotal items returned: 0\n====\n", True),
    (DROP, "\nRegistrations:\n====\nUser: 1000@example.com\nTotal items returned: 1\n====\n", False),
    (DROP, "Invalid Profile!\n", None),
    ({"kind": "set_layout", "layout": "2x2"}, "2x2\n3x3\n", None),
]


@pytest.mark.parametrize(("body", "answer", "shown"), ANSWERS)
def test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing(body: Body, answer: str, shown: bool | None) -> None:
    assert plain(body).reads_state(answer, HERE) is shown
