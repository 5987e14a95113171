"""Users with fixed addresses: known by them, or with a password that counts from there only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

# Addresses of this machine that nobody else calls from.
DOOR, DESK, ELSEWHERE = "127.0.0.77", "127.0.0.78", "127.0.0.79"
PASSWORD = "mypassword"


@pytest.fixture
def provisioned(switch: Switch, stack: Stack, tmp_path: Path) -> Iterator[None]:
    """A door telephone without a password, and a desk whose password counts at its place; gone again afterwards."""
    demo = (ROOT / "infra/demo.yaml").read_text(encoding="utf-8")
    more = yaml.safe_load(demo)
    more["domains"][0]["users"] += [
        {"id": "door", "name": "Front door", "cidr": [f"{DOOR}/32"]},
        {"id": "desk", "password": PASSWORD, "cidr": [f"{DESK}/32"]},
    ]
    more["contexts"][0]["routes"].append(
        {
            "name": "doors", "number": "995", "when": {"users": ["door@example.com", "desk@example.com"]},
            "target": {"kind": "room", "room": "internal"},
        }
    )  # fmt: skip
    with_them, without = tmp_path / "with.yaml", tmp_path / "without.yaml"
    with_them.write_text(yaml.safe_dump(more), encoding="utf-8")
    without.write_text(demo, encoding="utf-8")
    stack.provision(with_them)
    wait_until(lambda: known(switch, DOOR), "the node has read the addresses again")
    yield
    stack.provision(without)
    wait_until(lambda: not known(switch, DOOR), "the node has forgotten the address")
    with Telephone(switch.ports["sip"], "door", host=DOOR) as telephone:
        assert telephone.call("995") == 407


def known(switch: Switch, address: str) -> bool:
    return switch.api(f"acl {address} fixed_addresses").strip() == "true"


def test_who_calls_from_a_fixed_address_is_its_user_without_a_password(
    switch: Switch, stack: Stack, provisioned: None
) -> None:
    # It says to be somebody else, and is not believed.
    with Telephone(switch.ports["sip"], "1000", host=DOOR) as telephone:
        assert telephone.call("995") == 200
        wait_until(lambda: len(switch.members("internal")) == 1, "one in the room")
        wait_until(lambda: stack.ask("GET", "/v1/conferences/internal")[1].get("member_count") == 1, "the API knows")

        members = stack.ask("GET", "/v1/conferences/internal")[1]["members"]
        assert isinstance(members, list)
        assert [(member["user"], member["name"]) for member in members] == [("door", "Front door")]
    with Telephone(switch.ports["sip"], "door", host=ELSEWHERE) as telephone:
        assert telephone.call("995") == 407


def test_a_password_with_fixed_addresses_counts_from_there_only(switch: Switch, provisioned: None) -> None:
    with Telephone(switch.ports["sip"], "desk", PASSWORD, host=DESK) as telephone:
        assert telephone.register() == 200
    with Telephone(switch.ports["sip"], "desk", PASSWORD, host=ELSEWHERE) as telephone:
        assert telephone.register() == 403
    with Telephone(switch.ports["sip"], "1000", PASSWORD, host=ELSEWHERE) as telephone:
        assert telephone.register() == 200
