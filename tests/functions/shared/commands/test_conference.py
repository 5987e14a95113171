"""Lock, size and variables."""

from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import json_list
from tests.functions.shared.commands.recorded import first

SENT: claims.Sent = [
    ({"kind": "lock", "locked": True}, ("conference internal lock",)),
    ({"kind": "lock", "locked": False}, ("conference internal unlock",)),
    ({"kind": "set_max_members", "count": 10}, ("conference internal set max_members 10",)),
    (
        {"kind": "set_variable", "name": "x_topic", "value": "Q3 – plan"},
        ("conference internal setvar x_topic 'Q3 – plan'",),
    ),
    ({"kind": "set_variable", "name": "x_topic", "value": None}, ("conference internal setvar x_topic",)),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "set_variable", "name": "x_a"}, "value", "zq9"),
    ({"kind": "set_variable", "value": "a"}, "name", "x_zq9"),
]

test_a_recorded_yes_is_a_yes = claims.means_yes(
    ("lock", {"kind": "lock", "locked": True}),
    ("unlock", {"kind": "lock", "locked": False}),
    ("set max_members 10", {"kind": "set_max_members", "count": 10}),
)

test_a_recorded_no_tells_why = claims.means_no(
    (
        "conference internal nosuch",
        {"kind": "lock", "locked": True},
        "refused",
        "Conference command 'nosuch' not found.",
    ),
)

test_a_reply_is_read_as_it_is_meant = claims.means(
    ({"kind": "lock", "locked": True}, "-ERR no reply\n", "no_reply"),
    ({"kind": "set_variable", "name": "x_a", "value": "b"}, "+OK\n", None),
    ({"kind": "set_max_members", "count": 5}, "set <max_members|sound_prefix> <value>", "unexpected_reply"),
)

PROVEN: claims.Proven = [
    ({"kind": "lock", "locked": True}, first("lock")),
    ({"kind": "lock", "locked": False}, first("unlock")),
]
test_the_recorded_event_proves_it = claims.is_proven(*PROVEN)
LOCK: claims.Body = {"kind": "lock", "locked": True}
LIMIT: claims.Body = {"kind": "set_max_members", "count": 10}
NO_LIMIT: claims.Body = {"kind": "set_max_members", "count": 0}
TOPIC: claims.Body = {"kind": "set_variable", "name": "x_topic", "value": "plan"}
NO_TOPIC: claims.Body = {"kind": "set_variable", "name": "x_topic", "value": None}

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    (LOCK, json_list(locked=True), True),
    (LOCK, json_list(locked=False), False),
    (LIMIT, json_list(max_members=10), True),
    (LIMIT, json_list(), False),
    (NO_LIMIT, json_list(), True),
    (TOPIC, json_list(variables={"x_topic": "plan"}), True),
    (TOPIC, json_list(variables={"x_topic": "x"}), False),
    (NO_TOPIC, json_list(variables={}), True),
    (NO_TOPIC, json_list(variables={"x_topic": "x"}), False),
)

test_the_row_tells_whether_it_is_so_already = claims.is_already_so(
    ({"kind": "lock", "locked": True}, True),
    ({"kind": "lock", "locked": False}, False),
    ({"kind": "set_max_members", "count": 10}, True),
)

RULES: claims.Rules = [
    claims.Rule("lock", "event", "repeatable"),
    claims.Rule("set_max_members", "state", "repeatable"),
    claims.Rule("set_variable", "state", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)
