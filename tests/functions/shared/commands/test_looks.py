"""How a member's picture looks."""

from tests.functions.shared.commands import claims
from tests.functions.shared.commands.here import ADA

SENT: claims.Sent = [
    ({"kind": "turn_picture", "member": ADA, "degrees": 90}, ("conference internal vid-flip 3 90",)),
    ({"kind": "turn_picture", "member": ADA, "degrees": 0}, ("conference internal vid-flip 3 0",)),
    ({"kind": "filter_picture", "member": ADA, "filter": "gray"}, ("conference internal vid-filter 3 fg-gray",)),
    ({"kind": "filter_picture", "member": ADA, "filter": None}, ("conference internal vid-filter 3 none",)),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

test_a_reply_is_read_as_it_is_meant = claims.means(
    ({"kind": "turn_picture", "member": ADA, "degrees": 90}, "+OK flipped 3\n", None),
    ({"kind": "turn_picture", "member": ADA, "degrees": 90}, "-ERR Non-Existant ID 3\n", "member_gone"),
    ({"kind": "filter_picture", "member": ADA, "filter": "gray"}, "+OK\n", None),
)

RULES: claims.Rules = [
    claims.Rule("turn_picture", "reply", "repeatable"),
    claims.Rule("filter_picture", "reply", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)
