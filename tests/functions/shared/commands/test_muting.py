"""Taking voice, picture and ear of a member."""

from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import GONE, ada, json_list
from tests.functions.shared.commands.here import ADA, BOB
from tests.functions.shared.commands.recorded import first

SENT: claims.Sent = [
    ({"kind": "mute", "member": ADA, "muted": True}, ("conference internal mute 3",)),
    ({"kind": "mute", "member": ADA, "muted": False}, ("conference internal unmute 3",)),
    ({"kind": "mute_video", "member": ADA, "muted": True}, ("conference internal vmute 3",)),
    ({"kind": "mute_video", "member": ADA, "muted": False}, ("conference internal unvmute 3",)),
    ({"kind": "deafen", "member": ADA, "deaf": True}, ("conference internal deaf 3",)),
    ({"kind": "deafen", "member": ADA, "deaf": False}, ("conference internal undeaf 3",)),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

test_a_recorded_yes_is_a_yes = claims.means_yes(
    ("vmute 3", {"kind": "mute_video", "member": ADA, "muted": True}),
    ("unvmute 3", {"kind": "mute_video", "member": ADA, "muted": False}),
    ("mute 3", {"kind": "mute", "member": ADA, "muted": True}),
    ("unmute 3", {"kind": "mute", "member": ADA, "muted": False}),
    ("deaf 3", {"kind": "deafen", "member": ADA, "deaf": True}),
    ("undeaf 3", {"kind": "deafen", "member": ADA, "deaf": False}),
)

test_a_recorded_no_tells_why = claims.means_no(
    (
        "conference internal mute 9999",
        {"kind": "mute", "member": ADA, "muted": True},
        "member_gone",
        "Non-Existant ID 9999",
    ),
    ("conference internal tmute 3", {"kind": "mute", "member": BOB, "muted": False}, "unexpected_reply", "+OK mute 3"),
)

test_a_reply_is_read_as_it_is_meant = claims.means(
    ({"kind": "mute_video", "member": ADA, "muted": True}, "-ERR member 3 is on hold\n", "on_hold"),
)

PROVEN: claims.Proven = [
    ({"kind": "mute", "member": ADA, "muted": True}, first("mute-member", Unique_ID=ADA)),
    ({"kind": "mute", "member": ADA, "muted": False}, first("unmute-member", Unique_ID=ADA)),
    ({"kind": "mute_video", "member": ADA, "muted": True}, first("vmute-member")),
    ({"kind": "mute_video", "member": ADA, "muted": False}, first("unvmute-member")),
    ({"kind": "deafen", "member": ADA, "deaf": True}, first("deaf-member")),
    ({"kind": "deafen", "member": ADA, "deaf": False}, first("undeaf-member")),
]
test_the_recorded_event_proves_it = claims.is_proven(*PROVEN)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    ({"kind": "mute", "member": ADA, "muted": True}, "conference internal json_list"),
    ({"kind": "mute_video", "member": ADA, "muted": True}, None),
)

MUTE: claims.Body = {"kind": "mute", "member": ADA, "muted": True}
UNMUTE: claims.Body = {"kind": "mute", "member": ADA, "muted": False}
DEAFEN: claims.Body = {"kind": "deafen", "member": ADA, "deaf": True}

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
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
)

test_the_row_tells_whether_it_is_so_already = claims.is_already_so(
    ({"kind": "mute", "member": ADA, "muted": True}, True),
    ({"kind": "mute", "member": ADA, "muted": False}, False),
    ({"kind": "mute_video", "member": ADA, "muted": False}, True),
    ({"kind": "deafen", "member": ADA, "deaf": True}, False),
    ({"kind": "mute", "member": "somebody-gone", "muted": True}, None),
)

RULES: claims.Rules = [
    claims.Rule("mute", "event", "repeatable"),
    claims.Rule("mute_video", "event", "repeatable"),
    claims.Rule("deafen", "event", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)
