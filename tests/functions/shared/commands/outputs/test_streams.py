"""Streams."""

import pytest

from functions.shared.commands import Failed, Meeting, UnsafeText, decode_command
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import json_list
from tests.functions.shared.commands.asking import plain, text_of
from tests.functions.shared.commands.here import FOLDER, KEY, MEETING
from tests.functions.shared.commands.recorded import events

SENT: claims.Sent = [
    (
        {"kind": "start_stream", "stream": "s1", "url": "rtmps://a.rtmps.youtube.com/live2"},
        (f"conference internal record rtmps://a.rtmps.youtube.com/live2/{KEY}",),
    ),
    (
        {"kind": "stop_stream", "stream": "s1", "url": "rtmps://a.rtmps.youtube.com/live2"},
        (f"conference internal norecord rtmps://a.rtmps.youtube.com/live2/{KEY}",),
    ),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "start_stream", "stream": "s1"}, "url", "rtmp://zq9/live"),
    ({"kind": "stop_stream", "stream": "s1"}, "url", "rtmp://zq9/live"),
]

test_a_recorded_yes_is_a_yes = claims.means_yes(
    ("record rtmps://127.0.0.1:1936/live/x", {"kind": "start_stream", "stream": "s1", "url": "rtmps://127.0.0.1/live"}),
)

FILE = f"{FOLDER}/r1.mkv"
STREAM: claims.Body = {"kind": "start_stream", "stream": "s1", "url": "rtmp://a/live"}
RECORDER: claims.Body = {"type": "recording_node", "record_path": FILE}
STREAMER: claims.Body = {"type": "recording_node", "record_path": f"rtmp://a/live/{KEY}"}

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    (STREAM, json_list(members=(STREAMER,)), True),
    (STREAM, json_list(members=(RECORDER,)), False),
)

RULES: claims.Rules = [
    claims.Rule("start_stream", "event", "checkable"),
    claims.Rule("stop_stream", "event", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


@pytest.mark.parametrize("key", ["a b", "a\nb", "a}b", "a'b", "a$b", "x" * 600])
def test_a_hostile_stream_key_is_refused_and_not_shown(key: str) -> None:
    command = decode_command({"kind": "start_stream", "stream": "s1", "url": "rtmp://live.example.com/app"})

    with pytest.raises(UnsafeText) as refused:
        text_of(command, Meeting("internal", stream_keys={"s1": key}))

    assert key not in str(refused.value)
    assert refused.value.value != key


def test_a_refused_stream_fails_with_freeswitchs_words() -> None:
    command = plain({"kind": "start_stream", "stream": "s1", "url": "rtmp://127.0.0.1:1935/live"})
    meeting = Meeting("internal", uuid=MEETING, stream_keys={"s1": "x"})

    verdicts = [verdict for event in events() if (verdict := command.confirms(event, meeting))]

    assert verdicts == [Failed("start-recording", "refused", "File could not be opened for recording")]


def test_a_stream_is_known_by_its_key() -> None:
    command = plain({"kind": "start_stream", "stream": "s1", "url": "rtmp://127.0.0.1:1935/live"})
    meeting = Meeting("internal", uuid=MEETING, stream_keys={"s1": KEY})

    assert not any(command.confirms(event, meeting) for event in events())
