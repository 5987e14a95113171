"""A trunk may name the called number in every way in which numbers are written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.live.carrier import Carrier, Contract
from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import TRUNK_PASSWORD, Switch
from tests.live.telephone import Telephone

NUMBER = "496131123456789"


@pytest.mark.parametrize(
    "uri",
    [
        f"sip:{NUMBER}@example.com", f"sip:+{NUMBER}@example.com", f"sip:00{NUMBER}@example.com",
        "sip:+49-6131-123.456.789@example.com", "sip:+49%20(6131)%20123456789@example.com",
        f"sip:+{NUMBER};npdi;rn=+491234@example.com;user=phone", f"tel:+{NUMBER}", "tel:+49-6131-123456789;npdi",
        "sip:6131123456789;phone-context=+49@example.com;user=phone", "tel:6131-123456789;phone-context=+49",
    ],
)  # fmt: skip
def test_the_dial_in_answers_however_its_number_is_written(switch: Switch, uri: str) -> None:
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        assert telephone.call(NUMBER, uri=uri) == 200


@pytest.fixture(scope="module")
def registered(node: tuple[Switch, Stack], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that a trunk gave to its carrier when it registered."""
    switch, stack = node
    with Carrier(Contract(user="me", password=TRUNK_PASSWORD)) as carrier:
        demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
        described = {"proxy": carrier.proxy, "realm": "carrier.example", "username": "me", "secret": "trunk_password"}
        demo["domains"][0]["gateways"] = [{"name": "to_me", "register": True, **described}]
        file: Path = tmp_path_factory.mktemp("dialled") / "dialled.yaml"
        file.write_text(yaml.safe_dump(demo), encoding="utf-8")
        stack.provision(file)
        switch.api("sofia profile external rescan")
        contact = carrier.await_request("REGISTER").headers["contact"]
        wait_until(lambda: "\tREGED" in switch.api("sofia status gateway example.com-to_me"), "the trunk is registered")
        yield contact.partition("<")[2].partition(">")[0]


def test_a_carrier_may_call_what_registered_and_say_the_number_in_to_only(switch: Switch, registered: str) -> None:
    assert registered.startswith("sip:gw+example.com-to_me@")

    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        assert telephone.call(f"+{NUMBER}", uri=registered) == 200


def test_a_carrier_that_adds_the_trunk_to_the_number_reaches_the_number(switch: Switch, registered: str) -> None:
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        assert telephone.call("something", uri=f"sip:{NUMBER}@127.0.0.1;gw=to_me") == 200
