"""Prompts."""

from dataclasses import replace

import pytest

from functions.shared.commands import Confirmed, Failed, Meeting, Refused, UnsafeText, decode_command
from functions.shared.commands.hold import MUSIC
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.asking import plain, text_of
from tests.functions.shared.commands.here import ADA, HERE, MEETING, OWN_SOUND
from tests.functions.shared.commands.recorded import first

TONE = "tone_stream://%(200,100,500)"

SENT: claims.Sent = [
    ({"kind": "play", "prompt": "welcome"}, ("conference internal play en/welcome.wav",)),
    ({"kind": "play", "prompt": "de/muted", "member": ADA}, ("conference internal play de/muted.wav 3",)),
    ({"kind": "play", "prompt": "own/gong"}, (f"conference internal play {OWN_SOUND}",)),
    (
        {"kind": "play", "prompt": "own/gong", "volume": -6, "from_milliseconds": 1500, "member": ADA},
        (f"conference internal play {{vol=-6}}{OWN_SOUND} 3", "conference internal file_seek 1500 3"),
    ),
    (
        {"kind": "play", "prompt": "welcome", "volume": 3},
        ("conference internal play {vol=3}en/welcome.wav",),
    ),
    ({"kind": "stop_playing"}, ("conference internal stop all",)),
    ({"kind": "stop_playing", "member": ADA}, ("conference internal stop all 3",)),
    ({"kind": "seek", "milliseconds": 1500}, ("conference internal file_seek 1500",)),
    ({"kind": "seek", "milliseconds": 0, "member": ADA}, ("conference internal file_seek 0 3",)),
    ({"kind": "set_music", "music": False}, ("conference internal moh off",)),
    ({"kind": "set_music", "music": True}, (f"conference internal moh {MUSIC}", "conference internal moh on")),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "play"}, "prompt", "wrong"),
]

test_a_recorded_yes_is_a_yes = claims.means_yes(
    ("stop all", {"kind": "stop_playing"}),
)

test_a_reply_is_read_as_it_is_meant = claims.means(
    ({"kind": "play", "prompt": "welcome"}, "+OK (play) Playing file /p/en/welcome.wav\n", None),
    ({"kind": "play", "prompt": "welcome"}, "-ERR (play) File: en/welcome.wav not found.\n", "refused"),
    (
        {"kind": "play", "prompt": "welcome", "member": ADA},
        "+OK (play) Playing file en/welcome.wav to member 3\n",
        None,
    ),
    ({"kind": "play", "prompt": "welcome", "member": ADA}, "-ERR Member: 3 not found.\n", "member_gone"),
)

test_a_place_is_taken_where_something_is_played = claims.means(
    ({"kind": "seek", "milliseconds": 1500}, "+OK seek to position 12000\n", None),
    ({"kind": "seek", "milliseconds": 1500}, "-ERR no reply\n", "no_reply"),
    ({"kind": "seek", "milliseconds": 1500, "member": ADA}, "-ERR Member: 3 not found.\n", "member_gone"),
    ({"kind": "set_music", "music": False}, "-ERR invalid moh param\n", "refused"),
)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    ({"kind": "stop_playing"}, "conference internal play_status"),
    ({"kind": "stop_playing", "member": ADA}, "conference internal play_status 3"),
)

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    ({"kind": "stop_playing"}, "-ERR Nothing is playing\n", True),
    ({"kind": "stop_playing"}, "+OK 16000/0 /sounds/en/welcome.wav\n", False),
    ({"kind": "stop_playing", "member": ADA}, "-ERR Member: 3 not found.\n", None),
)

test_the_row_tells_whether_it_is_so_already = claims.is_already_so(
    ({"kind": "play", "prompt": "welcome"}, None),
)

RULES: claims.Rules = [
    claims.Rule("play", "event", "once_only"),
    claims.Rule("stop_playing", "state", "repeatable"),
    claims.Rule("seek", "reply", "repeatable"),
    claims.Rule("set_music", "reply", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


@pytest.mark.parametrize("prompts_root", ["/opt/prompts", "/opt/prompts/"])
def test_a_prompt_is_found_below_the_folder_that_the_meeting_names(prompts_root: str) -> None:
    command = decode_command({"kind": "play", "prompt": "welcome"})

    assert text_of(command, Meeting("internal", prompts_root=prompts_root)) == (
        "conference internal play /opt/prompts/en/welcome.wav",
    )


def test_a_prompt_is_known_by_its_file_and_fails_with_freeswitchs_words() -> None:
    to_all = plain({"kind": "play", "prompt": "welcome"})
    to_ada = plain({"kind": "play", "prompt": "welcome", "member": ADA})
    played = {**first("play-file", File=TONE), "File": "en/welcome.wav"}
    played_to_ada = {**first("play-file-member"), "File": "en/welcome.wav"}
    failed = {**first("play-file", Conference_Unique_ID=MEETING), "File": "/sounds/en/welcome.wav"}

    assert to_all.confirms(played, HERE) == Confirmed("play-file")
    assert to_ada.confirms(played_to_ada, HERE) == Confirmed("play-file-member")
    assert to_all.confirms(failed, HERE) == Failed("play-file", "refused", "File could not be played")
    assert to_all.confirms(played_to_ada, HERE) is None
    assert to_all.confirms({**played, "File": "en/muted.wav"}, HERE) is None


def test_a_sound_is_known_by_its_file_whatever_is_said_of_it() -> None:
    command = plain({"kind": "play", "prompt": "welcome", "volume": -6})
    played = {**first("play-file", File=TONE), "File": "{vol=-6}en/welcome.wav"}

    assert command.confirms(played, HERE) == Confirmed("play-file")
    assert command.confirms({**played, "File": "{vol=-6}en/muted.wav"}, HERE) is None


def test_what_would_wait_for_another_is_not_moved_in_its_place() -> None:
    command = plain({"kind": "play", "prompt": "own/gong", "from_milliseconds": 500})

    assert command.asked_before(HERE) == "conference internal play_status"
    assert command.lines(replace(HERE, told="-ERR Nothing is playing\n"))
    with pytest.raises(Refused, match="stop it first"):
        command.lines(replace(HERE, told="+OK 16000/0 /sounds/en/welcome.wav\n"))


def test_a_prompt_of_the_catalogue_is_as_loud_as_it_is_to_one_member() -> None:
    command = plain({"kind": "play", "prompt": "own/gong", "volume": 3, "member": ADA})

    assert text_of(command) == (f"conference internal play {{vol=3}}{OWN_SOUND} 3",)
    with pytest.raises(UnsafeText, match="own"):
        decode_command({"kind": "play", "prompt": "welcome", "volume": 3, "member": ADA})
