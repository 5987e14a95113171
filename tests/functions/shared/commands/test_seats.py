"""Reservation ids and roles."""

from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import GONE, listed
from tests.functions.shared.commands.here import ADA, BOB

SENT: claims.Sent = [
    (
        {"kind": "set_slot", "member": ADA, "slot": "presenter"},
        ("conference internal vid-res-id 3 presenter force",),
    ),
    ({"kind": "set_slot", "member": ADA, "slot": None}, ("conference internal vid-res-id 3 clear",)),
    ({"kind": "clear_slots"}, ("conference internal vid-res-id all clear",)),
    ({"kind": "set_role", "member": ADA, "role": "speaker"}, ("conference internal vid-role-id 3 =speaker",)),
    ({"kind": "set_role", "member": ADA, "role": None}, ("conference internal vid-role-id 3 clear",)),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "set_slot", "member": ADA}, "slot", "zq9"),
    ({"kind": "set_role", "member": ADA}, "role", "zq9"),
]

test_a_recorded_yes_is_a_yes = claims.means_yes(
    ("vid-res-id 3 presenter", {"kind": "set_slot", "member": ADA, "slot": "presenter"}),
    ("vid-res-id 3 clear", {"kind": "set_slot", "member": ADA, "slot": None}),
    ("vid-res-id all clear", {"kind": "clear_slots"}),
    ("vid-role-id 3 speaker", {"kind": "set_role", "member": ADA, "role": "speaker"}),
)

test_a_recorded_no_tells_why = claims.means_no(
    (
        "conference internal vid-res-id 9999 presenter",
        {"kind": "set_slot", "member": ADA, "slot": "presenter"},
        "member_gone",
        "FreeSWITCH does not know this member",
    ),
)

test_a_reply_is_read_as_it_is_meant = claims.means(
    ({"kind": "set_slot", "member": ADA, "slot": "a"}, "", "no_video"),
    ({"kind": "set_slot", "member": ADA, "slot": "a"}, "-ERR no reply\n", "no_video"),
    # The toggle hit: the seat is gone, though the reply is +OK.
    ({"kind": "set_slot", "member": ADA, "slot": "a"}, "+OK reservation_id cleared\n", "unexpected_reply"),
    ({"kind": "set_role", "member": ADA, "role": "a"}, "+OK role_id cleared\n", "unexpected_reply"),
)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    ({"kind": "set_slot", "member": ADA, "slot": "a"}, "conference internal list"),
    ({"kind": "clear_slots"}, "conference internal list"),
)

SLOT: claims.Body = {"kind": "set_slot", "member": ADA, "slot": "presenter"}
NO_SLOT: claims.Body = {"kind": "set_slot", "member": ADA, "slot": None}
ROLE: claims.Body = {"kind": "set_role", "member": ADA, "role": "speaker"}

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    (SLOT, listed("hear|res-id:presenter"), True),
    (SLOT, listed("hear|res-id:other"), False),
    (SLOT, listed("hear|res-id:presenter", number=4), None),
    (SLOT, GONE, None),
    (NO_SLOT, listed("hear"), True),
    (NO_SLOT, listed("hear|res-id:a"), False),
    (ROLE, listed("hear|role-id:speaker"), True),
    ({"kind": "clear_slots"}, listed("hear") + listed("speak", uuid=BOB, number=2), True),
    ({"kind": "clear_slots"}, listed("hear") + listed("res-id:a", uuid=BOB, number=2), False),
)

test_the_row_tells_whether_it_is_so_already = claims.is_already_so(
    ({"kind": "set_slot", "member": ADA, "slot": "presenter"}, True),
    ({"kind": "set_slot", "member": ADA, "slot": None}, False),
    ({"kind": "set_role", "member": ADA, "role": "speaker"}, True),
)

RULES: claims.Rules = [
    claims.Rule("set_slot", "state", "repeatable"),
    claims.Rule("set_role", "state", "repeatable"),
    claims.Rule("clear_slots", "state", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)
