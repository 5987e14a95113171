"""Dialled calls."""

from functions.shared.commands import Confirmed, Failed
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.asking import plain, read
from tests.functions.shared.commands.here import HERE, NEW_CALL
from tests.functions.shared.commands.recorded import first

CALL = f"conference internal dial {{origination_uuid={NEW_CALL},ignore_early_media=true,origination_callee_id_name="

SENT: claims.Sent = [
    ({"kind": "dial", "user": "1002", "domain": "example.com"}, (f"{CALL}1002}}user/1002@example.com internal",)),
    (
        {"kind": "dial", "gateway": "trunk_1", "domain": "example.com", "number": "+49611"},
        (f"{CALL}+49611}}sofia/gateway/example.com-trunk_1/+49611",),
    ),
    (
        {
            "kind": "dial",
            "gateway": "trunk_1",
            "domain": "example.com",
            "number": "+49611",
            "caller_id_number": "0611",
            "caller_id_name": "Ada L.",
        },
        (f"{CALL}+49611}}sofia/gateway/example.com-trunk_1/+49611 0611 'Ada L.'",),
    ),
    (
        {"kind": "dial", "user": "1002", "domain": "example.com", "caller_id_name": "Zoë"},
        (f"{CALL}1002}}user/1002@example.com internal 'Zoë'",),
    ),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "dial", "domain": "example.com"}, "user", "zq9"),
    ({"kind": "dial", "user": "1000"}, "domain", "zq9"),
    ({"kind": "dial", "domain": "example.com", "number": "12"}, "gateway", "zq9"),
    ({"kind": "dial", "gateway": "trunk", "domain": "example.com"}, "number", "zq9"),
    ({"kind": "dial", "gateway": "trunk", "domain": "example.com", "number": "12"}, "caller_id_number", "zq9"),
    ({"kind": "dial", "gateway": "trunk", "domain": "example.com", "number": "12"}, "caller_id_name", "zq9"),
]

test_a_reply_is_read_as_it_is_meant = claims.means(
    ({"kind": "dial", "user": "1", "domain": "a"}, "+OK Call Requested: result: [SUCCESS]\n", None),
    ({"kind": "dial", "user": "1", "domain": "a"}, "+OK Call Requested: result: [USER_BUSY]\n", "call_failed"),
)

RULES: claims.Rules = [
    claims.Rule("dial", "event", "once_only", slow=True),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


def test_the_cause_of_a_failed_call_is_told() -> None:
    found = read({"kind": "dial", "user": "1", "domain": "a"}, ["+OK Call Requested: result: [NO_ANSWER]\n"])

    assert found.detail == "NO_ANSWER"


def test_a_dialled_call_is_known_by_the_uuid_that_it_was_given() -> None:
    command = plain({"kind": "dial", "user": "1002", "domain": "example.com"})
    join = {**first("add-member"), "Unique-ID": NEW_CALL}
    hangup = {"Event-Name": "CHANNEL_HANGUP", "Unique-ID": NEW_CALL, "Hangup-Cause": "USER_BUSY"}

    assert command.confirms(join, HERE) == Confirmed("add-member")
    assert command.confirms(hangup, HERE) == Failed("CHANNEL_HANGUP", "call_failed", "USER_BUSY")
    assert command.confirms(first("add-member"), HERE) is None
