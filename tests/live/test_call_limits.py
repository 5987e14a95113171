"""A call to a number that the API made is hung up by FreeSWITCH when its minutes are over, whatever the relay does."""

import time
from pathlib import Path

import pytest
import yaml

from tests.live.carrier import Carrier
from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone


def test_a_call_to_a_number_ends_after_its_minutes(node: tuple[Switch, Stack], tmp_path: Path) -> None:
    switch, stack = node
    with Carrier() as carrier, Telephone(switch.ports["sip"], "1000", "mypassword") as host:
        demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
        domain = demo["domains"][0]
        domain["gateways"] = [{"name": "limited", "proxy": carrier.proxy}]
        domain["calls"] = {"minutes": 1, "destinations": ["+4961311"]}
        file = tmp_path / "limited.yaml"
        file.write_text(yaml.safe_dump(demo), encoding="utf-8")
        stack.provision(file)
        switch.api("xml_flush_cache")
        switch.api("sofia profile external rescan")
        wait_until(lambda: "example.com-limited" in switch.api("sofia status"), "the gateway is there")
        assert host.call("999") == 200
        wait_until(lambda: stack.ask("GET", "/v1/conferences/internal")[0] == 200, "the API knows the conference")

        made = stack.ask(
            "POST", "/v1/conferences/internal/calls", {"gateway": "limited", "number": "+49613112"}, Prefer="wait=15"
        )
        assert (made[0], made[1].get("state")) == (200, "confirmed"), made
        began = time.monotonic()
        carrier.await_request("INVITE")
        assert carrier.await_request("BYE", within=75).method == "BYE"

        # Told in whole seconds, from the answer on.
        assert time.monotonic() - began == pytest.approx(60, abs=3)
        wait_until(lambda: len(switch.members("internal")) == 1, "only the host is left")
