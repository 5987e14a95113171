"""Recordings."""

import pytest

from functions.shared.commands import Confirmed, Meeting
from functions.shared.commands.common.events import Verdict
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import GONE, json_list
from tests.functions.shared.commands.asking import plain
from tests.functions.shared.commands.here import FOLDER, MEETING
from tests.functions.shared.commands.recorded import events

SENT: claims.Sent = [
    (
        {"kind": "start_recording", "recording": "r1"},
        (f"conference internal record {{av_audio_codec=aac}}{FOLDER}/r1.mkv",),
    ),
    (
        {
            "kind": "start_recording",
            "recording": "r1",
            "format": "mp4",
            "width": 1280,
            "height": 720,
            "fps": 25,
            "video_kbit": 2000,
            "audio_kbit": 128,
        },
        (f"conference internal record {{vw=1280,vh=720,fps=25,vb=2000,ab=128}}{FOLDER}/r1.mp4",),
    ),
    (
        {"kind": "stop_recording", "recording": "r1"},
        (f"conference internal norecord {{av_audio_codec=aac}}{FOLDER}/r1.mkv",),
    ),
    (
        {"kind": "pause_recording", "recording": "r1"},
        (f"conference internal recording pause {{av_audio_codec=aac}}{FOLDER}/r1.mkv",),
    ),
    (
        {"kind": "resume_recording", "recording": "r1"},
        (f"conference internal recording resume {{av_audio_codec=aac}}{FOLDER}/r1.mkv",),
    ),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "start_recording"}, "recording", "zq9"),
    ({"kind": "stop_recording"}, "recording", "zq9"),
    ({"kind": "pause_recording"}, "recording", "zq9"),
    ({"kind": "resume_recording"}, "recording", "zq9"),
]

test_a_recorded_yes_is_a_yes = claims.means_yes(
    ("record /var/lib/freeswitch/recordings/a.mp4", {"kind": "start_recording", "recording": "a"}),
    ("recording pause /var/lib/freeswitch/recordings/a.mp4", {"kind": "pause_recording", "recording": "a"}),
    ("recording resume /var/lib/freeswitch/recordings/a.mp4", {"kind": "resume_recording", "recording": "a"}),
    ("recording stop /var/lib/freeswitch/recordings/a.mp4", {"kind": "stop_recording", "recording": "a"}),
)

test_a_recorded_no_tells_why = claims.means_no(
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
)

test_a_reply_is_read_as_it_is_meant = claims.means(
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
)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    ({"kind": "start_recording", "recording": "r1"}, "conference internal json_list"),
)

FILE = f"{FOLDER}/r1.mkv"
START: claims.Body = {"kind": "start_recording", "recording": "r1"}
STOP: claims.Body = {"kind": "stop_recording", "recording": "r1"}
PAUSE: claims.Body = {"kind": "pause_recording", "recording": "r1"}
RESUME: claims.Body = {"kind": "resume_recording", "recording": "r1"}
RECORDER: claims.Body = {"type": "recording_node", "record_path": FILE}
PAUSED: claims.Body = {**RECORDER, "status": "paused"}

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
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
)

RULES: claims.Rules = [
    claims.Rule("start_recording", "event", "checkable"),
    claims.Rule("stop_recording", "event", "repeatable"),
    claims.Rule("pause_recording", "event", "repeatable"),
    claims.Rule("resume_recording", "event", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


def verdicts_on(kind: str, path: str) -> list[Verdict]:
    """All verdicts over the recorded events for a file at /var/lib/…/internal/<id>.mp4, its path put in."""
    command = plain({"kind": kind, "recording": "a", "format": "mp4"})
    meeting = Meeting("internal", uuid=MEETING, recordings_root="/var/lib/freeswitch/recordings")
    put_in = [event | {"Path": event["Path"].replace(path, f"{FOLDER}/a.mp4")} for event in events() if "Path" in event]
    return [verdict for event in put_in if (verdict := command.confirms(event, meeting))]


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("start_recording", "start-recording"),
        ("stop_recording", "stop-recording"),
        ("pause_recording", "pause-recording"),
        ("resume_recording", "resume-recording"),
    ],
)
def test_a_recordings_event_is_known_by_its_path_behind_freeswitchs_own_options(kind: str, event: str) -> None:
    assert verdicts_on(kind, "/var/lib/freeswitch/recordings/a.mp4") == [Confirmed(event)]
