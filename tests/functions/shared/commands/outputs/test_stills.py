"""Stills."""

from tests.functions.shared.commands import claims

STILL = {"kind": "take_still", "still": "p1"}

SENT: claims.Sent = [
    (
        {"kind": "take_still", "still": "p1"},
        ("conference internal vid-write-png /dev/shm/freeswitch-stills/still-p1.png",),
    ),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "take_still"}, "still", "zq9"),
]

RULES: claims.Rules = [
    claims.Rule("take_still", "file", "repeatable", slow=True),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


test_a_still_is_written_or_not = claims.means(
    (STILL, "+OK\n", None),
    (STILL, "-ERR\n", "refused"),
    (STILL, "-ERR Conference is not in mixing mode\n", "not_mixing"),
    (STILL, "-ERR Conference internal not found\n", "conference_gone"),
    (STILL, "", "no_reply"),
    (STILL, "vid-write-png <path>", "unexpected_reply"),
)
