"""Two questions are the same exactly when everything is that their answer depends on."""

import ast
import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields as fields_of
from pathlib import Path

import pytest

from functions.shared.encoders.between_nodes import MOVED, NODES, NOTE_HEADER
from functions.shared.encoders.xml_curl import request_fields
from functions.shared.lookups.calls import Call, same_call
from functions.shared.lookups.entry_questions import EntryQuestion, entry_question

ROOT = Path(__file__).parents[4]
RECORDED = ROOT / "tests" / "fixtures" / "xml_curl_requests.jsonl"
REGISTER = {
    "section": "directory", "key_value": "example.com", "domain": "example.com", "user": "1000", "ip": "192.0.2.7",
    "action": "sip_auth", "sip_auth_method": "REGISTER", "profile": "internal", "group": "team",
}  # fmt: skip
CALL = {
    "section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "1001", "Hunt-Caller-ID-Number": "1000",
    "variable_sip_authorized": "true", "variable_user_name": "1000", "variable_domain_name": "example.com",
    "variable_effective_caller_id_name": "Ada", "variable_sofia_profile_name": "internal",
    "variable_sip_req_host": "example.com", "variable_sip_via_protocol": "udp",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("section", "dialplan"), ("purpose", "gateways"), ("action", "user_call"), ("domain", "other.example"),
        ("user", "1001"), ("group", "sales"), ("group_name", "sales"), ("profile", "external"), ("VM-Action", "x"),
        ("sip_auth_method", "INVITE"),
    ],
)  # fmt: skip
def test_each_input_of_the_directory_makes_another_question(name: str, value: str) -> None:
    assert entry_question({**REGISTER, name: value}) != entry_question(REGISTER)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Hunt-Context", "trunk"), ("Hunt-Destination-Number", "1002"), ("Hunt-Caller-ID-Number", "1003"),
        ("variable_sip_authorized", "false"), ("variable_user_name", "1002"), ("variable_domain_name", "other.example"),
        ("variable_effective_caller_id_name", "Eve"), ("variable_sofia_profile_name", "external"),
        ("variable_sip_via_protocol", "wss"), ("variable_outbound_caller_id_name", "x"),
        ("variable_outbound_caller_id_number", "1"), ("variable_outbound_anonymous", "true"),
        ("variable_forwarded_by", "1001@example.com"), ("variable_forwards", "1"), ("variable_confvar_x", "1"),
        ("variable_sip_h_X-Share", "screen"), ("variable_switch_r_sdp", "v=0 m=video 9 RTP/SAVPF 96"),
        ("variable_node_gone_since", "0"),
    ],
)  # fmt: skip
def test_each_input_of_the_dialplan_makes_another_call(name: str, value: str) -> None:
    assert same_call({**CALL, name: value}) != same_call(CALL)


def test_a_note_of_another_node_makes_another_call() -> None:
    across = {**CALL, "Hunt-Context": NODES, "variable_sofia_profile_name": NODES}

    assert same_call({**across, f"variable_{NOTE_HEADER}": "0" * 64}) != same_call(across)


def test_a_conference_that_was_moved_makes_another_call() -> None:
    gone = {**CALL, "variable_node_gone_since": "0"}

    assert same_call({**gone, "variable_bridge_hangup_cause": MOVED}) != same_call(gone)


def test_whoever_was_on_the_other_node_makes_another_call() -> None:
    gone = {**CALL, "variable_node_gone_since": "1"}

    assert same_call({**gone, "variable_node_gone_bridge": "call accepted"}) != same_call(gone)


def test_no_input_is_left_out() -> None:
    """Whoever adds a field adds a case above: only an address, which decides on budgets alone, is no part of it.

    Of a call its time and its uuid are left out, and what stands in a note is read from it later.
    """
    asked = {"section", "purpose", "action", "realm", "domain", "user", "group", "profile"}

    assert {one.name for one in fields_of(EntryQuestion) if one.compare} == asked | {"of_voicemail", "to_register"}
    assert all(one.compare for one in fields_of(Call))
    assert len(fields_of(Call)) == 25


def test_what_changes_with_every_packet_makes_no_other_question() -> None:
    """The requests of one telephone that registers again and again, as a switch sent them."""
    requests = [json.loads(line) for line in RECORDED.read_text().splitlines()]
    by_section: dict[str, list[Mapping[str, str]]] = {}
    for request in requests:
        fields = request_fields(request["body"].encode())
        if fields.get("sip_auth_method") == "REGISTER" or fields.get("section") == "dialplan":
            by_section.setdefault(fields["section"], []).append(fields)
    reads: dict[str, Callable[[Mapping[str, str]], Hashable]] = {"directory": entry_question, "dialplan": same_call}
    for section, read in reads.items():
        for asked in by_section[section]:
            later = {**asked, "Event-Sequence": "9", "Event-Date-Timestamp": "9", "sip_auth_response": "f" * 32}
            later["Unique-ID"] = "another-call"

            assert read(later) == read(asked)
            assert hash(read(later)) == hash(read(asked))


def test_a_telephone_at_another_address_asks_the_same() -> None:
    assert entry_question({**REGISTER, "ip": "192.0.2.8"}) == entry_question(REGISTER)
    assert entry_question(REGISTER).address == "192.0.2.7"
    assert entry_question({**REGISTER, "action": "user_call"}).address == ""


@pytest.mark.parametrize(
    ("function", "reads"),
    [
        ("directory", ["entry_question(fields)"]),
        ("dialplan", ["call_of(fields, datetime.now(UTC))", "fields.get('section')"]),
    ],
)
def test_who_decides_has_nothing_of_the_request_but_its_question(function: str, reads: list[str]) -> None:
    """What else it read of the form would be an input that no key has."""
    (decides,) = [
        node
        for node in ast.parse((ROOT / f"functions/{function}/app.py").read_text()).body
        if isinstance(node, ast.AsyncFunctionDef)
    ]
    used = [node for node in ast.walk(decides) if isinstance(node, ast.Name) and node.id == "fields"]
    calls = [ast.unparse(node) for node in ast.walk(decides) if isinstance(node, ast.Call)]

    assert len(used) == len(reads)
    assert set(reads) <= set(calls)
