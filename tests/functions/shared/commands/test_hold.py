"""On hold: music and nothing of the conference, and afterwards everything as it was."""

from dataclasses import replace

from functions.shared.commands import Confirmed, decode_command
from functions.shared.commands.hold import MUSIC
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import GONE, ada, json_list
from tests.functions.shared.commands.asking import plain, text_of
from tests.functions.shared.commands.here import ADA, HERE
from tests.functions.shared.commands.recorded import first

ON: claims.Body = {"kind": "hold", "member": ADA, "on_hold": True}
OFF: claims.Body = {"kind": "hold", "member": ADA, "on_hold": False}
DEAF = replace(HERE, deaf=frozenset({ADA}))
HELD = replace(HERE, held=frozenset({ADA}))

SENT: claims.Sent = [
    (
        ON,
        (
            f"uuid_setvar {ADA} deaf_after_hold false",
            "conference internal hold 3",
            "conference internal deaf 3 quiet",
            "conference internal stop all 3",
            f"conference internal play {MUSIC} 3",
        ),
    ),
    (OFF, ("conference internal undeaf 3 quiet", "conference internal unhold 3")),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

PLAYS = {**first("play-file-member", Unique_ID=ADA), "Hold": "true", "Hear": "false", "File": MUSIC}
BACK = {**first("unhold-member", Unique_ID=ADA), "Hold": "false", "Hear": "true"}
PROVEN: claims.Proven = [(ON, PLAYS), (OFF, BACK)]
test_the_event_that_shows_what_the_member_hears_proves_it = claims.is_proven(*PROVEN)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    (ON, "conference internal play_status 3"),
    (OFF, "conference internal json_list"),
)

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    (ON, f"+OK 16000/0 {MUSIC.removeprefix('tone_stream://')}\n", True),
    (ON, "+OK 16000/0 /sounds/en/welcome.wav\n", None),
    (ON, "-ERR Nothing is playing\n", None),
    (ON, GONE, None),
    (OFF, json_list(members=(ada(),)), True),
    (OFF, json_list(members=(ada(hold=True),)), False),
    (OFF, json_list(members=(ada(can_hear=False),)), False),
    (OFF, json_list(uuid="the-next-meeting", members=(ada(),)), None),
    (OFF, json_list(), None),
    (OFF, "not JSON", None),
)

test_the_row_tells_whether_it_is_so_already = claims.is_already_so((ON, False), (OFF, True))

RULES: claims.Rules = [claims.Rule("hold", "event", "repeatable")]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


def test_the_word_of_freeswitch_alone_proves_nothing() -> None:
    assert plain(ON).confirms(first("hold-member", Unique_ID=ADA), HERE) is None
    assert plain(ON).confirms({**PLAYS, "Hear": "true"}, HERE) is None
    assert plain(ON).confirms({**PLAYS, "File": "en/welcome.wav"}, HERE) is None
    assert plain(OFF).confirms({**BACK, "Hear": "false"}, HERE) is None


def test_who_was_deaf_before_is_deaf_afterwards() -> None:
    assert text_of(decode_command(ON), DEAF)[0] == f"uuid_setvar {ADA} deaf_after_hold true"
    assert text_of(decode_command(OFF), DEAF) == ("conference internal unhold 3",)
    assert plain(OFF).confirms({**BACK, "Hear": "false"}, DEAF) == Confirmed("unhold-member")
    assert plain(OFF).reads_state(json_list(members=(ada(can_hear=False),)), DEAF) is True


def test_to_take_or_give_the_ear_of_who_is_on_hold_is_for_afterwards() -> None:
    for deaf, said in ((True, "true"), (False, "false")):
        command = plain({"kind": "deafen", "member": ADA, "deaf": deaf})

        assert text_of(command, HELD) == (
            f"uuid_setvar {ADA} deaf_after_hold {said}",
            "conference internal deaf 3 quiet",
        )
        assert command.confirms(first("deaf-member", Unique_ID=ADA), HELD) == Confirmed("deaf-member")
        assert command.state_query(HELD) == f"uuid_getvar {ADA} deaf_after_hold"
        assert command.reads_state(said, HELD) is True
        assert command.reads_state("_undef_", HELD) is None


def test_a_prompt_for_who_is_on_hold_is_heard_before_the_music_and_not_behind_it() -> None:
    command = decode_command({"kind": "play", "prompt": "welcome", "member": ADA})

    assert text_of(command, HELD) == (
        "conference internal stop all 3",
        "conference internal play en/welcome.wav 3",
        f"conference internal play {MUSIC} 3",
    )


def test_what_is_stopped_for_who_is_on_hold_leaves_the_music() -> None:
    command = plain({"kind": "stop_playing", "member": ADA})

    assert text_of(command, HELD) == ("conference internal stop all 3", f"conference internal play {MUSIC} 3")
    assert command.reads_state(f"+OK 0/0 {MUSIC.removeprefix('tone_stream://')}\n", HELD) is True
