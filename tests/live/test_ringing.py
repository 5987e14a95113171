"""Groups and forwarded calls, with real telephones that answer, ring, or are busy."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import yaml

from tests.live.carrier import Carrier
from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

BUSY, RINGS, ANSWERS, DEAD = 486, 180, 200, 503


@pytest.fixture(scope="module")
def carrier(node: tuple[Switch, Stack], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Carrier]:
    switch, stack = node
    with Carrier() as carrier:
        demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
        domain, public = demo["domains"][0], demo["contexts"][0]
        domain["users"] += [
            {"id": "1101", "password": "mypassword", "forward": {"busy": "1000"}},
            {"id": "1102", "password": "mypassword", "forward": {"no_answer": "1000", "seconds": 5}},
            {"id": "1103", "password": "mypassword", "forward": {"not_registered": "1000"}},
            {
                "id": "1104",
                "password": "mypassword",
                "outbound_caller_number": "4961311104",
                "forward": {"always": "+49171"},
            },
        ]
        domain["groups"] = [{"name": "desk", "members": ["1000", "1001"]}]
        domain["gateways"] = [{"name": "way_out", "proxy": carrier.proxy}]
        public["may_call_out"] = True
        people = {"kind": "user", "domain": "example.com"}
        desk = {"kind": "group", "domain": "example.com", "group": "desk", "timeout": 8}
        public["routes"] += [
            {"name": "people", "pattern": r"11\d\d", "target": people},
            {"name": "desk", "number": "501", "target": desk},
            {"name": "row", "number": "502", "target": {**desk, "strategy": "in_order"}},
            {
                "name": "out",
                "pattern": r"\+\d+",
                "when": {"users": ["1104@example.com"]},
                "target": {"kind": "gateway", "domain": "example.com", "gateway": "way_out"},
            },
        ]
        file: Path = tmp_path_factory.mktemp("ringing") / "ringing.yaml"
        file.write_text(yaml.safe_dump(demo), encoding="utf-8")
        stack.provision(file)
        switch.api("xml_flush_cache")
        switch.api("sofia profile external rescan")
        wait_until(lambda: "external::example.com-way_out" in switch.api("sofia status"), "the gateway is there")
        yield carrier


@contextmanager
def telephones(switch: Switch, **states: int) -> Iterator[dict[str, Telephone]]:
    """Registered telephones by user (`u1000=200`), and what each answers."""
    with ExitStack() as opened:
        found = {}
        for name, state in states.items():
            telephone = opened.enter_context(Telephone(switch.ports["sip"], name[1:], "mypassword"))
            telephone.answers_with = state
            assert telephone.register() == 200
            found[name] = telephone
        yield found
        for name in states:
            switch.api(f"sofia profile internal flush_inbound_reg {name[1:]}@example.com")


@contextmanager
def devices(switch: Switch, user: str, *states: int) -> Iterator[list[Telephone]]:
    """Several telephones of one user, in the order of their registration."""
    with ExitStack() as opened:
        found = [opened.enter_context(Telephone(switch.ports["sip"], user, "mypassword")) for _ in states]
        for telephone, state in zip(found, states, strict=True):
            telephone.answers_with = state
            assert telephone.register() == 200
        yield found
        switch.api(f"sofia profile internal flush_inbound_reg {user}@example.com")


def call(switch: Switch, number: str) -> int:
    with Telephone(switch.ports["sip"], "1002", "mypassword") as caller:
        return caller.call(number)


@pytest.mark.usefixtures("carrier")
def test_a_group_rings_together_and_who_answers_has_the_call(switch: Switch) -> None:
    with telephones(switch, u1000=RINGS, u1001=ANSWERS) as rung:
        assert call(switch, "501") == 200

        assert [len(telephone.invited) for telephone in rung.values()] == [1, 1]


@pytest.mark.usefixtures("carrier")
@pytest.mark.parametrize("number", ["1101", "501", "502"], ids=["a user", "a group at once", "a group in order"])
def test_all_devices_of_a_user_ring(switch: Switch, number: str) -> None:
    user = number if number == "1101" else "1000"
    with devices(switch, user, RINGS, RINGS, ANSWERS) as rung:
        assert call(switch, number) == 200

        assert [len(telephone.invited) for telephone in rung] == [1, 1, 1]


@pytest.mark.usefixtures("carrier")
@pytest.mark.parametrize("number", ["1101", "501", "502"], ids=["a user", "a group at once", "a group in order"])
@pytest.mark.parametrize("dead", [DEAD, BUSY, 200])
def test_a_newer_device_that_is_dead_or_busy_hides_no_other(switch: Switch, number: str, dead: int) -> None:
    user = number if number == "1101" else "1000"
    with devices(switch, user, ANSWERS, dead) as (old, new):
        if dead == ANSWERS:
            # Nobody listens there any more.
            new.vanish()

        assert call(switch, number) == 200
        assert len(old.invited) == 1


@pytest.mark.usefixtures("carrier")
def test_a_user_whose_devices_are_busy_and_dead_is_busy(switch: Switch) -> None:
    with telephones(switch, u1000=ANSWERS) as rung, devices(switch, "1101", BUSY, DEAD):
        assert call(switch, "1101") == 200

        assert len(rung["u1000"].invited) == 1


@pytest.mark.usefixtures("carrier")
def test_the_api_rings_all_devices_too_and_the_member_is_the_user(switch: Switch, stack: Stack) -> None:
    with Telephone(switch.ports["sip"], "1001", "mypassword") as host:
        assert host.call("999") == 200
        wait_until(lambda: stack.ask("GET", "/v1/conferences/internal")[0] == 200, "the API knows the conference")
        with devices(switch, "1000", ANSWERS, RINGS, BUSY, DEAD) as rung:
            status, answer = stack.ask("POST", "/v1/conferences/internal/calls", {"user": "1000"}, Prefer="wait=20")

            assert (status, answer["state"]) == (200, "confirmed"), answer
            assert [len(telephone.invited) for telephone in rung] == [1, 1, 1, 1]
            members = stack.ask("GET", "/v1/conferences/internal")[1]["members"]
            assert isinstance(members, list)
            assert sorted(member["user"] for member in members) == ["1000", "1001"]
            wait_until(rung[1].cancelled.is_set, "the other one stops ringing")
        with devices(switch, "1000", BUSY, DEAD):
            status, answer = stack.ask("POST", "/v1/conferences/internal/calls", {"user": "1000"}, Prefer="wait=20")
            assert (status, answer["state"], answer["reason"]) == (200, "failed", "call_failed"), answer


@pytest.mark.usefixtures("carrier")
def test_the_dial_string_works_by_hand_as_well(switch: Switch) -> None:
    with devices(switch, "1000", ANSWERS) as (telephone,):
        assert switch.api("originate user/1000@example.com &park()").startswith("+OK")
        assert len(telephone.invited) == 1
        switch.api("hupall")
    assert "USER_NOT_REGISTERED" in switch.api("originate user/1000@example.com &park()")


@pytest.mark.usefixtures("carrier")
def test_a_contact_that_names_other_addresses_rings_none_of_them(switch: Switch, carrier: Carrier) -> None:
    carrier.forget()
    with devices(switch, "1101", ANSWERS) as (honest,), Telephone(switch.ports["sip"], "1101", "mypassword") as evil:
        evil.contact = "<sip:1101,sofia/gateway/way-out/+4999@127.0.0.1:9>"
        assert evil.register() == 200

        assert call(switch, "1101") == 200
        assert len(honest.invited) == 1
    assert [request for request in carrier.requests if request.method == "INVITE"] == []


@pytest.mark.usefixtures("carrier")
def test_a_member_who_is_busy_or_not_there_hides_nobody(switch: Switch) -> None:
    with telephones(switch, u1001=ANSWERS):
        assert call(switch, "501") == 200
    with telephones(switch, u1000=BUSY, u1001=ANSWERS):
        assert call(switch, "501") == 200


@pytest.mark.usefixtures("carrier")
def test_a_group_rings_in_order_and_the_last_one_says_why_nobody_answered(switch: Switch) -> None:
    with telephones(switch, u1000=ANSWERS, u1001=ANSWERS) as rung:
        assert call(switch, "502") == 200
        assert [len(telephone.invited) for telephone in rung.values()] == [1, 0]
    with telephones(switch, u1000=RINGS, u1001=ANSWERS) as rung:
        assert call(switch, "502") == 200
        assert [len(telephone.invited) for telephone in rung.values()] == [1, 1]
    with telephones(switch, u1000=BUSY, u1001=BUSY):
        assert call(switch, "502") == 486


@pytest.mark.usefixtures("carrier")
@pytest.mark.parametrize(("user", "state"), [("1101", BUSY), ("1102", RINGS), ("1103", None), ("1101", 603)])
def test_a_call_is_forwarded_for_its_reason(switch: Switch, user: str, state: int | None) -> None:
    there = {} if state is None else {f"u{user}": state}
    with telephones(switch, u1000=ANSWERS, **there) as rung:
        assert call(switch, user) == 200

        assert len(rung["u1000"].invited) == 1


@pytest.mark.usefixtures("carrier")
def test_a_call_is_not_forwarded_for_another_reason(switch: Switch) -> None:
    with telephones(switch, u1000=ANSWERS, u1103=BUSY) as rung:
        assert call(switch, "1103") == 486

        assert rung["u1000"].invited == []


def test_a_call_that_leaves_for_the_forwarder_shows_the_forwarders_number(switch: Switch, carrier: Carrier) -> None:
    carrier.forget()

    assert call(switch, "1104") == 200

    invite = carrier.await_request("INVITE")
    assert invite.first.startswith("INVITE sip:+49171@")
    assert "<sip:4961311104@" in invite.headers["remote-party-id"]
