"""Volume, floor, key tones, who hears whom."""

from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import ada, json_list
from tests.functions.shared.commands.asking import plain
from tests.functions.shared.commands.here import ADA, BOB, HERE
from tests.functions.shared.commands.recorded import first

SENT: claims.Sent = [
    ({"kind": "set_volume", "member": ADA, "direction": "in", "level": 1}, ("conference internal volume_in 3 1",)),
    ({"kind": "set_volume", "member": ADA, "direction": "out", "level": -4}, ("conference internal volume_out 3 -4",)),
    ({"kind": "set_energy_level", "member": ADA, "level": 300}, ("conference internal energy 3 300",)),
    ({"kind": "set_gain", "member": ADA, "level": 600}, ("conference internal agc 3 600",)),
    (
        {"kind": "set_gain", "member": ADA, "level": 0},
        ("conference internal agc 3 1", "conference internal agc 3 down"),
    ),
    ({"kind": "set_floor", "member": ADA}, ("conference internal floor 3",)),
    ({"kind": "send_dtmf", "member": ADA, "digits": "12*#A"}, ("conference internal dtmf 3 12*#A",)),
    (
        {"kind": "relate", "member": ADA, "other": BOB, "relation": "nohear"},
        ("conference internal relate 3 2 nohear",),
    ),
    ({"kind": "relate", "member": ADA, "other": BOB, "relation": "clear"}, ("conference internal relate 3 2 clear",)),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "send_dtmf", "member": ADA}, "digits", "0129"),
]

test_a_recorded_yes_is_a_yes = claims.means_yes(
    ("energy 3 300", {"kind": "set_energy_level", "member": ADA, "level": 300}),
    ("dtmf 3 1", {"kind": "send_dtmf", "member": ADA, "digits": "1"}),
    ("volume_in 3 1", {"kind": "set_volume", "member": ADA, "direction": "in", "level": 1}),
    ("volume_out 3 up", {"kind": "set_volume", "member": ADA, "direction": "out", "level": 1}),
    ("relate 3 2 nohear", {"kind": "relate", "member": ADA, "other": BOB, "relation": "nohear"}),
    ("relate 3 2 clear", {"kind": "relate", "member": ADA, "other": BOB, "relation": "clear"}),
)

test_a_recorded_no_tells_why = claims.means_no(
    ("conference internal floor 3", {"kind": "set_floor", "member": ADA}, "floor_held", "floor is held by 2"),
)

test_a_reply_is_read_as_it_is_meant = claims.means(
    ({"kind": "set_floor", "member": ADA}, "+OK floor none\n", "unexpected_reply"),
    (
        {"kind": "relate", "member": ADA, "other": BOB, "relation": "sendvideo"},
        "-ERR member 2 already receiving video",
        "refused",
    ),
)

PROVEN: claims.Proven = [
    ({"kind": "set_volume", "member": ADA, "direction": "in", "level": 1}, first("volume-in-member")),
    ({"kind": "set_volume", "member": ADA, "direction": "out", "level": 1}, first("volume-out-member")),
    ({"kind": "set_energy_level", "member": ADA, "level": 300}, first("energy-level-member")),
    ({"kind": "set_gain", "member": ADA, "level": 600}, first("agc-level-member")),
    ({"kind": "set_floor", "member": BOB}, first("floor-change", Unique_ID=BOB)),
    ({"kind": "send_dtmf", "member": ADA, "digits": "1"}, first("dtmf-member")),
]
test_the_recorded_event_proves_it = claims.is_proven(*PROVEN)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    ({"kind": "relate", "member": ADA, "other": BOB, "relation": "nohear"}, "conference internal relate 3"),
)

FLOOR: claims.Body = {"kind": "set_floor", "member": ADA}
LOUDER: claims.Body = {"kind": "set_volume", "member": ADA, "direction": "in", "level": 2}
NOISE: claims.Body = {"kind": "set_energy_level", "member": ADA, "level": 300}
NOHEAR: claims.Body = {"kind": "relate", "member": ADA, "other": BOB, "relation": "nohear"}
UNRELATE: claims.Body = {"kind": "relate", "member": ADA, "other": BOB, "relation": "clear"}

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    (FLOOR, json_list(members=(ada(has_floor=True),)), True),
    (FLOOR, json_list(members=(ada(),)), False),
    (LOUDER, json_list(members=({**ada(), "volume_in": 2, "volume_out": 0},)), True),
    (LOUDER, json_list(members=({**ada(), "volume_in": 0, "volume_out": 2},)), False),
    (NOISE, json_list(members=({**ada(), "energy": 300},)), True),
    (NOISE, json_list(members=({**ada(), "energy": 200},)), False),
    (NOISE, json_list(), None),
    (NOHEAR, "3 -> 2 SPEAK NOHEAR NOSENDVIDEO \n", True),
    (NOHEAR, "3 -> 2 SPEAK HEAR NOSENDVIDEO \n3 -> 4 SPEAK NOHEAR NOSENDVIDEO \n", False),
    (NOHEAR, "+OK No relationships\n", False),
    (UNRELATE, "+OK No relationships\n", True),
    (UNRELATE, "3 -> 2 SPEAK NOHEAR NOSENDVIDEO \n", False),
)

test_the_row_tells_whether_it_is_so_already = claims.is_already_so(
    ({"kind": "set_floor", "member": ADA}, True),
    ({"kind": "set_volume", "member": ADA, "direction": "in", "level": 2}, True),
    ({"kind": "set_volume", "member": ADA, "direction": "out", "level": 2}, False),
    ({"kind": "send_dtmf", "member": ADA, "digits": "1"}, None),
)

RULES: claims.Rules = [
    claims.Rule("set_volume", "event", "repeatable"),
    claims.Rule("set_energy_level", "event", "repeatable"),
    claims.Rule("set_gain", "event", "repeatable"),
    claims.Rule("set_floor", "event", "checkable"),
    claims.Rule("send_dtmf", "event", "once_only"),
    claims.Rule("relate", "state", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


def test_a_volume_of_another_level_proves_nothing() -> None:
    command = plain({"kind": "set_volume", "member": ADA, "direction": "in", "level": 2})

    assert command.confirms(first("volume-in-member"), HERE) is None


def test_a_level_that_another_has_set_proves_nothing() -> None:
    for kind, action in (("set_energy_level", "energy-level-member"), ("set_gain", "agc-level-member")):
        assert plain({"kind": kind, "member": ADA, "level": 7}).confirms(first(action), HERE) is None
