"""Dialled calls."""

from dataclasses import replace

import pytest

from functions.shared.commands import Confirmed, Failed, redact
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.asking import plain, read, text_of
from tests.functions.shared.commands.here import HERE, NEW_CALL
from tests.functions.shared.commands.recorded import first

START = "conference internal dial {ignore_early_media=true,origination_callee_id_name="
OWN = f"[origination_uuid={NEW_CALL}]"
OF_DOMAIN = "presence_id=1002@example.com,sip_invite_domain=example.com,outbound_redirect_fatal=true"
USER = f"{START}1002,called_user=1002@example.com,{OF_DOMAIN}}}"
NUMBER = f"{START}+49611}}{OWN}sofia/gateway/example.com-trunk_1/+49611"
TO_USER: claims.Body = {"kind": "dial", "user": "1002", "domain": "example.com"}

WAITING = (
    USER.replace(" internal ", " waiting.internal@waiting ").replace(
        "}", ",conference_permanent_wait_mod_moh=true,admitted_with_moderator_to=wide}"
    )
    + f"{OWN}user/1002@example.com internal"
)

SENT: claims.Sent = [
    ({"kind": "dial", "user": "1002", "domain": "example.com"}, (f"{USER}{OWN}user/1002@example.com internal",)),
    ({"kind": "dial", "gateway": "trunk_1", "domain": "example.com", "number": "+49611"}, (NUMBER,)),
    (
        {"kind": "dial", "gateway": "trunk_1", "domain": "example.com", "number": "+49611", "seconds": 10800},
        (f"{START}+49611,execute_on_answer=sched_hangup:+10800}}{OWN}sofia/gateway/example.com-trunk_1/+49611",),
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
        (f"{NUMBER} 0611 'Ada L.'",),
    ),
    ({**TO_USER, "waits": True, "admitted_to": "wide"}, (WAITING,)),
    (
        {"kind": "dial", "user": "1002", "domain": "example.com", "caller_id_name": "Zoë"},
        (f"{USER}{OWN}user/1002@example.com internal 'Zoë'",),
    ),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "dial", "domain": "example.com"}, "user", "zq9"),
    ({"kind": "dial", "user": "1000"}, "domain", "zq9"),
    ({"kind": "dial", "user": "1000", "domain": "example.com", "waits": True}, "admitted_to", "zq9"),
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
    busy = {"Event-Name": "CHANNEL_HANGUP", "Unique-ID": NEW_CALL, "Hangup-Cause": "USER_BUSY"}
    left = {**busy, "Hangup-Cause": "NORMAL_CLEARING", "Caller-Channel-Answered-Time": "1795900000000000"}

    assert command.confirms(join, HERE) == Confirmed("add-member")
    assert command.confirms(left, HERE) == Failed("CHANNEL_HANGUP", "call_failed", "NORMAL_CLEARING")
    # Another device may still answer; if none does, FreeSWITCH's reply says why.
    assert command.confirms(busy, HERE) is None
    assert command.confirms(first("add-member"), HERE) is None


def test_all_devices_of_a_user_are_called_each_under_a_uuid_of_its_own() -> None:
    command = plain(TO_USER)
    one, two = "sofia/internal/sip:1002@192.0.2.1:5060", "sofia/internal/sip:k3@x.invalid;transport=ws"
    told = replace(HERE, told=f"{one},{two}")

    assert command.asked_before(HERE) == "sofia_contact */1002@example.com"
    first_call, second_call, *_ = command.calls(told)
    assert text_of(command, told) == (
        f"{USER}[origination_uuid={first_call}]{one},[origination_uuid={second_call}]{two} internal",
    )
    assert first_call == NEW_CALL != second_call
    assert command.confirms({**first("add-member"), "Unique-ID": second_call}, told) == Confirmed("add-member")


NOTE = "reach-a-note-that-nobody-guesses-0123456789"
ELSEWHERE: claims.Body = {
    **TO_USER,
    "others": [{"node": "fs2", "address": "10.0.0.2:5090", "user": "1002", "domain": "example.com"}],
}


@pytest.mark.parametrize("here", ["", "sofia/internal/sip:1002@192.0.2.1:5060"])
def test_a_user_is_rung_on_other_nodes_as_well_each_of_which_lets_one_call_in(here: str) -> None:
    command = plain(ELSEWHERE)
    told = replace(HERE, told=here, notes={"fs2": NOTE})
    calls = command.calls(told)
    (text,) = text_of(command, told)

    codecs = "absolute_codec_string=^^:opus@48000h@20i@1c:PCMA:PCMU:VP8:H264"
    there = f"[origination_uuid={calls[-1]},{codecs},sip_h_X-Entry={NOTE}]sofia/nodes/crossing@10.0.0.2:5090"
    devices = f"{OWN}{here}," if here else ""
    assert text == f"{USER}{devices}{there} internal"
    assert len(set(calls)) == len(calls)
    assert command.confirms({**first("add-member"), "Unique-ID": calls[-1]}, told) == Confirmed("add-member")
    # Whoever reads the log, the row or an event brings nobody there.
    assert NOTE not in redact(text)
    assert redact(text).count("sofia/nodes/crossing@10.0.0.2:5090 internal") == 1


def test_who_is_called_by_an_alias_is_rung_here_and_there() -> None:
    command = plain({**ELSEWHERE, "user": "bob"})
    device = "sofia/internal/sip:1002@192.0.2.1:5060"

    # Devices are registered under the id.
    assert command.asked_before(HERE) == "sofia_contact */1002@example.com"
    (text,) = text_of(command, replace(HERE, told=device, notes={"fs2": NOTE}))
    assert f"{OWN}{device},[origination_uuid=" in text
    assert "origination_callee_id_name=bob" in text


def test_a_number_is_called_without_asking_who_is_registered() -> None:
    command = plain({"kind": "dial", "gateway": "trunk_1", "domain": "example.com", "number": "+49611"})

    assert command.asked_before(HERE) is None
