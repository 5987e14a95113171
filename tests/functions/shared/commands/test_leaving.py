"""Who leaves: moved, removed, hung up."""

from dataclasses import replace

import pytest

from functions.shared.commands import Failed, Meeting, MemberGone, Refused, decode_command
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import GONE, ada, json_list
from tests.functions.shared.commands.asking import plain, read, text_of
from tests.functions.shared.commands.here import ADA, BOB, HERE, MEETING
from tests.functions.shared.commands.recorded import first

# Their place and what they may do as a moderator stay behind.
AS_ANYBODY = (
    f"uuid_setvar {BOB} conference_enforce_security false",
    f"uuid_setvar {BOB} conference_member_flags",
    f"uuid_setvar {BOB} video_reservation_id",
)
TO_OTHER = "conference internal transfer other"

SENT: claims.Sent = [
    ({"kind": "transfer", "member": BOB, "conference": "other"}, (*AS_ANYBODY, f"{TO_OTHER}@video 2")),
    (
        {"kind": "transfer", "member": BOB, "conference": "other", "profile": "wide"},
        (*AS_ANYBODY, f"{TO_OTHER}@wide 2"),
    ),
    (
        {"kind": "transfer", "member": BOB, "conference": "other", "moderator": True, "slot": "presenter"},
        (
            f"uuid_setvar {BOB} conference_enforce_security false",
            f"uuid_setvar {BOB} conference_member_flags moderator",
            f"uuid_setvar {BOB} video_reservation_id presenter",
            f"{TO_OTHER}@video 2",
        ),
    ),
    (
        {"kind": "transfer", "member": BOB, "conference": "waiting.board", "profile": "waiting", "admitted_to": "wide"},
        (
            *AS_ANYBODY,
            f"uuid_setvar {BOB} conference_permanent_wait_mod_moh true",
            f"uuid_setvar {BOB} admitted_with_moderator_to wide",
            f"uuid_send_info {BOB} text plain waiting",
            "conference internal transfer waiting.board@waiting 2",
        ),
    ),
    ({"kind": "kick", "member": ADA}, ("conference internal kick 3",)),
    ({"kind": "hang_up", "member": ADA}, (f"uuid_kill {ADA} MANAGER_REQUEST",)),
    ({"kind": "hang_up_all"}, (f"uuid_kill {BOB} NORMAL_CLEARING", f"uuid_kill {ADA} NORMAL_CLEARING")),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "hang_up"}, "member", "zq9"),
    ({"kind": "transfer", "member": ADA}, "conference", "zq9"),
    ({"kind": "transfer", "member": ADA, "conference": "other"}, "profile", "zq9"),
    ({"kind": "transfer", "member": ADA, "conference": "other"}, "slot", "zq9"),
    ({"kind": "transfer", "member": ADA, "conference": "waiting.other"}, "admitted_to", "zq9"),
]

test_a_recorded_yes_is_a_yes = claims.means_yes(
    ("kick 3", {"kind": "kick", "member": ADA}),
)

test_a_recorded_no_tells_why = claims.means_no(
    ("conference internal kick 9999", {"kind": "kick", "member": ADA}, "member_gone", "Non-Existant ID 9999"),
)

test_a_reply_is_read_as_it_is_meant = claims.means(
    ({"kind": "hang_up", "member": ADA}, "+OK\n", None),
    ({"kind": "hang_up", "member": ADA}, "-ERR No such channel!\n", "call_gone"),
    ({"kind": "hang_up", "member": ADA}, "-USAGE: <uuid> [cause]\n", "unexpected_reply"),
)

PROVEN: claims.Proven = [
    ({"kind": "transfer", "member": BOB, "conference": "other"}, first("add-member", Conference_Name="other")),
    ({"kind": "kick", "member": ADA}, first("del-member", Unique_ID=ADA)),
    ({"kind": "hang_up", "member": ADA}, first("CHANNEL_HANGUP", Unique_ID=ADA)),
    ({"kind": "hang_up_all"}, first("conference-destroy", Conference_Unique_ID=MEETING)),
]
test_the_recorded_event_proves_it = claims.is_proven(*PROVEN)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    ({"kind": "transfer", "member": ADA, "conference": "other"}, "conference other json_list"),
    ({"kind": "hang_up", "member": ADA}, f"uuid_exists {ADA}"),
)

KICK: claims.Body = {"kind": "kick", "member": ADA}
HANG_UP: claims.Body = {"kind": "hang_up", "member": ADA}
HANG_UP_ALL: claims.Body = {"kind": "hang_up_all"}
MOVE: claims.Body = {"kind": "transfer", "member": ADA, "conference": "other"}

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
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
)

test_the_row_tells_whether_it_is_so_already = claims.is_already_so(
    ({"kind": "kick", "member": ADA}, False),
    ({"kind": "kick", "member": "somebody-gone"}, True),
    ({"kind": "hang_up", "member": "somebody-gone"}, True),
    ({"kind": "hang_up_all"}, False),
)

RULES: claims.Rules = [
    claims.Rule("transfer", "event", "checkable"),
    claims.Rule("kick", "event", "repeatable"),
    claims.Rule("hang_up", "event", "repeatable"),
    claims.Rule("hang_up_all", "event", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


def test_a_member_who_is_not_there_is_told_as_gone() -> None:
    command = decode_command({"kind": "kick", "member": ADA})

    with pytest.raises(MemberGone) as gone:
        text_of(command, Meeting("internal"))

    assert gone.value.member == ADA


def test_a_call_outside_the_conference_is_not_hung_up() -> None:
    command = decode_command({"kind": "hang_up", "member": "somebody-else"})

    with pytest.raises(MemberGone):
        text_of(command)


def test_hanging_up_all_is_done_when_everybody_is_gone_one_way_or_the_other() -> None:
    everybody = {"kind": "hang_up_all"}

    assert read(everybody, ["+OK\n", "-ERR No such channel!\n"]).ok
    assert read(everybody, [], Meeting("internal")).ok
    assert not read(everybody, ["+OK\n", "-ERR something\n"]).ok


def test_a_moved_member_who_hangs_up_on_the_way_is_a_failure() -> None:
    command = plain({"kind": "transfer", "member": ADA, "conference": "other"})

    verdict = command.confirms(first("CHANNEL_HANGUP", Unique_ID=ADA), HERE)

    assert verdict == Failed("CHANNEL_HANGUP", "call_failed", "NORMAL_CLEARING")


MOVED: claims.Body = {"kind": "transfer", "member": BOB, "conference": "other"}


def test_a_yes_to_each_of_its_lines_is_a_yes_and_the_last_ones_no_is_told() -> None:
    yes = "+OK Member '2' sent to conference other@video.\n"
    no = "-ERR No Member 2 in conference internal.\n"

    assert read(MOVED, ["+OK\n", "+OK\n", "+OK\n", yes]).ok
    assert read(MOVED, ["+OK\n", "+OK\n", "+OK\n", no]).reason == "member_gone"


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (json_list(name="other", locked=True), "locked"),
        (json_list(name="other", max_members=2, member_count=2), "full"),
    ],
)
def test_nobody_is_sent_to_a_door_that_would_end_the_call(told: str, reason: str) -> None:
    command = plain(MOVED)

    assert command.asked_before(HERE) == "conference other json_list"
    with pytest.raises(Refused) as refused:
        command.lines(replace(HERE, told=told))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "told",
    [
        "-ERR Conference other not found\n",
        json_list(name="other", max_members=3, member_count=2),
        json_list(name="other", member_count=200),
        json_list(name="other", locked=True, members=({"uuid": BOB},)),
    ],
    ids=["not there yet", "with room", "without a limit", "there already"],
)
def test_an_open_door_is_open(told: str) -> None:
    assert plain(MOVED).lines(replace(HERE, told=told))
