"""A callee, or a telephone company, that sends the caller elsewhere with a 302."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.live.carrier import Carrier
from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

MOVED = 302


@pytest.fixture
def carrier(switch: Switch, stack: Stack, tmp_path: Path) -> Iterator[Carrier]:
    with Carrier() as carrier:
        demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
        demo["domains"][0]["gateways"] = [{"name": "redirecting", "proxy": carrier.proxy}]
        target = {"kind": "gateway", "domain": "example.com", "gateway": "redirecting", "strip": 1}
        demo["contexts"][0] |= {"may_call_out": True}
        demo["contexts"][0]["routes"] += [{"name": "out", "pattern": r"0\d+", "target": target}]
        file = tmp_path / "redirecting.yaml"
        file.write_text(yaml.safe_dump(demo), encoding="utf-8")
        stack.provision(file)
        switch.api("xml_flush_cache")
        switch.api("sofia profile external rescan")
        wait_until(lambda: "external::example.com-redirecting" in switch.api("sofia status"), "the gateway is there")
        yield carrier
        switch.api("sofia profile external killgw example.com-redirecting")


def answered(switch: Switch, number: str) -> int:
    with Telephone(switch.ports["sip"], "1000", "mypassword") as caller:
        return caller.call(number)


@pytest.mark.usefixtures("carrier")
def test_a_callee_that_says_302_sends_nobody_elsewhere(switch: Switch) -> None:
    with Telephone(0, "9999") as elsewhere, Telephone(switch.ports["sip"], "1001", "mypassword") as callee:
        assert callee.register() == 200
        callee.answers_with, callee.moved_to = MOVED, elsewhere.address

        status = answered(switch, "1001")

        assert len(callee.invited) == 1
        assert (status >= 400, elsewhere.invited) == (True, [])
        switch.api("sofia profile internal flush_inbound_reg 1001@example.com")


def test_a_telephone_company_that_says_302_sends_nobody_elsewhere(switch: Switch, carrier: Carrier) -> None:
    with Telephone(0, "9999") as elsewhere:
        carrier.answers["900123"], carrier.moved_to = MOVED, elsewhere.address

        status = answered(switch, "0900123")

        assert carrier.await_request("INVITE").first.startswith("INVITE sip:900123@")
        assert (status >= 400, elsewhere.invited) == (True, [])


@pytest.mark.usefixtures("carrier")
def test_who_is_called_by_the_api_and_says_302_brings_nobody_else_into_the_conference(
    switch: Switch, stack: Stack
) -> None:
    with (
        Telephone(0, "9999") as elsewhere,
        Telephone(switch.ports["sip"], "1000", "mypassword") as member,
        Telephone(switch.ports["sip"], "1001", "mypassword") as callee,
    ):
        assert member.call("999") == 200
        wait_until(lambda: stack.ask("GET", "/v1/conferences/internal")[0] == 200, "the API knows the conference")
        assert callee.register() == 200
        callee.answers_with, callee.moved_to = MOVED, elsewhere.address

        _, answer = stack.ask("POST", "/v1/conferences/internal/calls", {"user": "1001"}, Prefer="wait=15")

        assert len(callee.invited) == 1
        assert (answer["state"], elsewhere.invited) == ("failed", [])
        switch.api("sofia profile internal flush_inbound_reg 1001@example.com")
