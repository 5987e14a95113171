"""A member's name."""

import pytest

from functions.shared.commands import InvalidCommand, decode_command
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import ada, json_list
from tests.functions.shared.commands.asking import plain
from tests.functions.shared.commands.here import ADA, HERE, MEETING
from tests.functions.shared.commands.recorded import first

# Said so by a FreeSWITCH, and given back like this by `list`, `json_list` and the events.
ODD = 'Łukasz, $tar \'q"x" Ж 李 = a|b ;'
TOLD = (
    f"sendmsg {ADA} event Event-Name=CUSTOM,Event-Subclass=relay::renamed,Action=renamed,"
    f"Conference-Name=internal,Conference-Unique-ID={MEETING},Member-ID=3"
)

SENT: claims.Sent = [
    (
        {"kind": "rename", "member": ADA, "name": "Ada Lovelace"},
        (f"sendmsg {ADA} set_profile_var caller_id_name=Ada Lovelace", TOLD),
    ),
    ({"kind": "rename", "member": ADA, "name": ODD}, (f"sendmsg {ADA} set_profile_var caller_id_name={ODD}", TOLD)),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [({"kind": "rename", "member": ADA}, "name", "0129")]

PROVEN: claims.Proven = [({"kind": "rename", "member": ADA, "name": ODD}, first("renamed"))]
test_the_recorded_event_proves_it = claims.is_proven(*PROVEN)

NAMED: claims.Body = {"kind": "rename", "member": ADA, "name": "Ada"}
test_a_reply_is_read_as_it_is_meant = claims.means((NAMED, f"-ERR invalid session id [{ADA}]", "call_gone"))

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks((NAMED, "conference internal json_list"))
test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    (NAMED, json_list(members=({**ada(), "caller_id_name": "Ada"},)), True),
    (NAMED, json_list(members=({**ada(), "caller_id_name": "Bob"},)), False),
    (NAMED, json_list(), None),
)
test_the_row_tells_whether_it_is_so_already = claims.is_already_so(
    ({"kind": "rename", "member": ADA, "name": "Countess"}, True),
    (NAMED, False),
)

RULES: claims.Rules = [claims.Rule("rename", "event", "repeatable")]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


def test_an_event_with_another_name_proves_nothing() -> None:
    assert plain(NAMED).confirms(first("renamed"), HERE) is None


@pytest.mark.parametrize(
    "name", ["", " Ada", "Ada ", "a\nb", "\u202eadA", "\u3164", "a\\nb", "a${domain}b", "x" * 129], ids=ascii
)
def test_what_is_no_name_or_would_become_another_is_refused_by_its_field(name: str) -> None:
    with pytest.raises(InvalidCommand) as refused:
        decode_command({"kind": "rename", "member": ADA, "name": name})

    assert refused.value.field == "name"


def test_each_message_goes_to_the_call_itself() -> None:
    applications = [line.application for line in plain(NAMED).lines(HERE)]

    assert [(one.call, one.name) for one in applications if one] == [(ADA, "set_profile_var"), (ADA, "event")]
