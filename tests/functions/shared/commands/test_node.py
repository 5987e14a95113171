"""What a changed user does to a node."""

from tests.functions.shared.commands import claims

SENT: claims.Sent = [
    ({"kind": "flush_user", "user": "1000", "domain": "example.com"}, ("xml_flush_cache id 1000 example.com",)),
    (
        {"kind": "drop_registration", "user": "1000", "domain": "example.com"},
        ("sofia profile internal flush_inbound_reg 1000@example.com",),
    ),
    ({"kind": "reload_addresses"}, ("reloadacl",)),
    (
        {"kind": "end_user_calls", "user": "1000", "domain": "example.com"},
        ("hupall MANAGER_REQUEST user_name 1000 domain_name example.com",),
    ),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "flush_user", "domain": "example.com"}, "user", "zq9"),
    ({"kind": "flush_user", "user": "1000"}, "domain", "zq9"),
    ({"kind": "drop_registration", "user": "1000", "domain": "example.com"}, "profile", "zq9"),
    ({"kind": "end_user_calls", "domain": "example.com"}, "user", "zq9"),
    ({"kind": "drop_registration", "domain": "example.com"}, "user", "zq9"),
    ({"kind": "drop_registration", "user": "1000"}, "domain", "zq9"),
    ({"kind": "end_user_calls", "user": "1000"}, "domain", "zq9"),
]

test_a_reply_is_read_as_it_is_meant = claims.means(
    ({"kind": "flush_user", "user": "1", "domain": "a"}, "+OK cleared 1 entry\n", None),
    ({"kind": "flush_user", "user": "1", "domain": "a"}, "+OK cleared 0 entries\n", None),
    (
        {"kind": "drop_registration", "user": "1", "domain": "a"},
        "+OK flushing all registrations matching specified call_id\n",
        None,
    ),
    ({"kind": "reload_addresses"}, "+OK acl reloaded\n", None),
    ({"kind": "drop_registration", "user": "1", "domain": "a"}, "Invalid Profile [internal]", "unexpected_reply"),
    (
        {"kind": "end_user_calls", "user": "1", "domain": "a"},
        "+OK hangup all channels matching [user_name]=[1]... with cause: MANAGER_REQUEST\n",
        None,
    ),
)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    (
        {"kind": "drop_registration", "user": "1000", "domain": "example.com"},
        "sofia status profile internal user 1000@example.com",
    ),
    ({"kind": "flush_user", "user": "1", "domain": "a"}, None),
)

DROP: claims.Body = {"kind": "drop_registration", "user": "1000", "domain": "example.com"}

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    (DROP, "\nRegistrations:\n====\nTotal items returned: 0\n====\n", True),
    (DROP, "\nRegistrations:\n====\nUser: 1000@example.com\nTotal items returned: 1\n====\n", False),
    (DROP, "Invalid Profile!\n", None),
)

RULES: claims.Rules = [
    claims.Rule("flush_user", "reply", "repeatable"),
    claims.Rule("drop_registration", "state", "repeatable"),
    claims.Rule("reload_addresses", "reply", "repeatable"),
    claims.Rule("end_user_calls", "reply", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)
