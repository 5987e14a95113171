"""A gateway's state out of FreeSWITCH's words."""

import pytest

from freeswitch.relay.trunks.readings import after_event, after_listing
from functions.shared.nodes.gateway_states import GatewayState
from infra.fake_freeswitch.state.gateways import listed
from infra.fake_freeswitch.state.switch import Switch

FAILED = GatewayState(name="a", up=False, registration="failed", reason="403 Forbidden", since=100)
REGISTERED = GatewayState(name="a", up=True, registration="registered", since=100)


def event(state: str, status: str = "UP", **said: str) -> dict[str, str]:
    return {"Gateway": "a", "State": state, "Ping-Status": status, **said}


def test_a_refusal_is_told_with_the_carriers_words() -> None:
    refused = event("FAILED", "DOWN", Status="403", Phrase="Forbidden")

    after = after_event(refused, REGISTERED, 200)

    assert after == GatewayState(name="a", up=False, registration="failed", reason="403 Forbidden", since=200)


@pytest.mark.parametrize("state", ["FAIL_WAIT", "UNREGED", "TRYING", "FAILED"])
def test_while_it_tries_again_it_has_failed_since_it_failed(state: str) -> None:
    assert after_event(event(state, "DOWN"), FAILED, 200) == FAILED


@pytest.mark.parametrize("state", ["UNREGED", "TRYING", "REGISTER", "REGED"])
def test_a_registration_that_is_renewed_is_one_all_the_time(state: str) -> None:
    assert after_event(event(state), REGISTERED, 200) == REGISTERED


def test_a_success_takes_the_reason_away() -> None:
    assert after_event(event("REGED"), FAILED, 200) == GatewayState(
        name="a", up=True, registration="registered", since=200
    )


def test_a_carriers_phrase_is_one_short_line() -> None:
    after = after_event(event("FAILED", "DOWN", Status="403", Phrase="No\n\u202eway" * 40), None, 1)

    assert len(after.reason) <= 80
    assert after.reason.isprintable()


def test_a_list_is_read_although_it_is_no_xml() -> None:
    switch = Switch()
    switch.gateways = {"a": ("REGED", "UP"), "b": ("NOREG", "DOWN"), "c": ("TRYING", "DOWN")}

    found = after_listing(listed(switch), {"a": REGISTERED}, 200)

    assert found == {
        "a": REGISTERED,
        "b": GatewayState(name="b", up=False, registration="none", since=200),
        "c": GatewayState(name="c", up=False, registration="trying", since=200),
    }


@pytest.mark.parametrize("text", ["-ERR sofia Command not found!\n", "", "<gateways>\n  <gateway>\n"])
def test_what_is_no_list_is_none(text: str) -> None:
    assert after_listing(text, {}, 1) is None
