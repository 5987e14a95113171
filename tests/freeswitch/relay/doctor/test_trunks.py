"""Gateways that take no call."""

import pytest

from tests.freeswitch.relay.doctor.canned import complaints, gateways
from tests.freeswitch.relay.doctor.planting import answers

FAULTS = {
    "a registration that was refused": (
        "FAIL_WAIT DOWN",
        "the gateway example.com-a cannot register and takes no call",
    ),
    "pings that nobody answers": ("NOREG DOWN", "the gateway example.com-a is down and takes no call"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_gateway_that_takes_no_call_is_found_and_no_other(fault: str) -> None:
    said, expected = FAULTS[fault]

    found = complaints(answers("sofia xmlstatus gateway", gateways(a=said, b="REGED UP", c="NOREG UP")))

    assert found == [f"warning {expected}"]
