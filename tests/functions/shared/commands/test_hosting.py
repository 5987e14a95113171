"""What a host does with everybody, or asks of one."""

from dataclasses import replace

from msgspec import structs

from functions.shared.commands import Confirmed, Meeting
from functions.shared.commands.hosting import MuteAll
from functions.shared.stage.wish import MemberWish, Stage, Who
from functions.shared.state import MemberState
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import GONE, ada, json_list
from tests.functions.shared.commands.asking import plain, read
from tests.functions.shared.commands.here import ADA, BOB, HERE, MEETING
from tests.functions.shared.commands.recorded import first

MUTE_ALL: claims.Body = {"kind": "mute_all"}
ASK: claims.Body = {"kind": "ask_to_unmute", "member": ADA}
PERSON = "0123456789abcdef0123"
HOST: claims.Body = {"kind": "set_host", "member": ADA, "host": True}
KEEP: claims.Body = {"kind": "keep_out", "member": ADA}
LET: claims.Body = {"kind": "let_in", "person": PERSON}
END: claims.Body = {"kind": "end_conference"}
RESUME: claims.Body = {"kind": "resume_rules"}
KILLS = (f"uuid_kill {BOB} NORMAL_CLEARING", f"uuid_kill {ADA} NORMAL_CLEARING")

SENT: claims.Sent = [
    (MUTE_ALL, ("conference internal mute 2", "conference internal mute 3")),
    (ASK, ("conference internal play en/please_unmute.wav 3",)),
    ({**ASK, "language": "de"}, ("conference internal play de/please_unmute.wav 3",)),
    (END, ("conference internal lock", *KILLS)),
    (HOST, ()),
    (KEEP, (f"uuid_kill {ADA} CALL_REJECTED",)),
    ({**LET, "entrances": ["the-room", "dial-in#123456"]}, ()),
    (LET, ()),
    (RESUME, ()),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "ask_to_unmute"}, "member", "zq9"),
    ({"kind": "keep_out"}, "member", "zq9"),
]

PROVEN: claims.Proven = [
    (END, first("conference-destroy", Conference_Unique_ID=MEETING)),
    (KEEP, first("CHANNEL_HANGUP", Unique_ID=ADA)),
]
test_the_recorded_event_proves_it = claims.is_proven(*PROVEN)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    (MUTE_ALL, "conference internal json_list"),
    (ASK, None),
    (END, "conference internal json_list"),
    (KEEP, f"uuid_exists {ADA}"),
    (HOST, None),
    (LET, None),
    (RESUME, None),
)

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    (MUTE_ALL, json_list(members=(ada(),)), False),
    (MUTE_ALL, json_list(members=(ada(can_speak=False),)), True),
    (MUTE_ALL, json_list(members=({"uuid": "who-came-later", "flags": {"can_speak": True}},)), True),
    (MUTE_ALL, GONE, True),
    (END, json_list(members=()), False),
    (END, json_list(uuid="the-next-meeting"), True),
    (END, GONE, True),
    (KEEP, "true", False),
    (KEEP, "false", True),
    (KEEP, "-ERR what", None),
)

test_the_row_tells_whether_it_is_so_already = claims.is_already_so(
    (MUTE_ALL, True), (ASK, None), (END, None), (HOST, None), (RESUME, True)
)

RULES: claims.Rules = [
    claims.Rule("mute_all", "state", "repeatable"),
    claims.Rule("ask_to_unmute", "event", "once_only"),
    claims.Rule("end_conference", "event", "repeatable"),
    claims.Rule("set_host", "row", "repeatable"),
    claims.Rule("keep_out", "event", "repeatable"),
    claims.Rule("let_in", "row", "repeatable"),
    claims.Rule("resume_rules", "row", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


def test_a_hosts_voice_stays_and_is_not_looked_at() -> None:
    hosted = replace(HERE, hosts=frozenset({BOB}))
    speaking = {"uuid": BOB, "flags": {"can_speak": True}}

    lines = MuteAll().lines(hosted)

    assert [line.text for line in lines] == ["conference internal mute 3"]
    assert MuteAll().reads_state(json_list(members=(ada(can_speak=False), speaking)), hosted) is True


def test_who_has_left_in_between_is_as_quiet_as_can_be() -> None:
    assert read(MUTE_ALL, ["+OK mute 2\n", "-ERR Non-Existant ID 3\n"]).ok
    assert not read(MUTE_ALL, ["+OK mute 2\n", "-ERR something\n"]).ok


def test_whom_nobody_knows_as_a_host_is_muted_in_the_stage_too_and_a_host_is_not() -> None:
    moderator = MemberState(uuid=BOB, number=2, user="1000", moderator=True)
    state = structs.replace(claims.KNOWN, members=(structs.replace(claims.KNOWN.members[0], user="1001"), moderator))
    both = tuple(MemberWish(who=Who(user=user), muted=False) for user in ("1000", "1001"))

    stage = MuteAll().stage_after(Stage(members=both), state)

    assert {wish.who.user: wish.muted for wish in stage.members} == {"1000": False, "1001": True}


def test_a_question_is_known_by_its_file_and_its_member() -> None:
    played = {**first("play-file-member"), "File": "en/please_unmute.wav"}

    assert plain(ASK).confirms(played, HERE) == Confirmed("play-file-member")
    assert plain(ASK).confirms({**played, "File": "en/muted.wav"}, HERE) is None
    rooted = Meeting("internal", {ADA: 3}, prompts_root="/opt/prompts/")
    assert [line.text for line in plain(ASK).lines(rooted)] == [
        "conference internal play /opt/prompts/en/please_unmute.wav 3"
    ]
