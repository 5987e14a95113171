"""What a telephone company sees of a caller: the provisioned number and name, in the header that it reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.live.carrier import Carrier
from tests.live.processes import ROOT, wait_until
from tests.live.sip_message import Message
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

GATEWAYS: dict[str, dict[str, str]] = {
    "plain": {},
    "asserted": {"identity": "p_asserted_identity"},
    "silent": {"identity": "none"},
    "own": {"outbound_caller_name": "Łódź", "outbound_caller_number": "4940555"},
}
IDENTITIES = ("remote-party-id", "p-asserted-identity")


@pytest.fixture(scope="module")
def carrier(node: tuple[Switch, Stack], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Carrier]:
    """A telephone company with four ways in; 0 and the number of the way lead there."""
    switch, stack = node
    with Carrier() as carrier:
        demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
        domain, public = demo["domains"][0], demo["contexts"][0]
        domain["gateways"] = [{"name": name, "proxy": carrier.proxy, **more} for name, more in GATEWAYS.items()]
        domain["users"][1] |= {"outbound_caller_number": "4961311001", "outbound_caller_name": "Grace Hopper"}
        domain["users"][2] |= {"anonymous": True}
        public["may_call_out"] = True
        for digit, name in enumerate(GATEWAYS):
            target = {"kind": "gateway", "domain": "example.com", "gateway": name, "strip": 2}
            public["routes"].append({"name": name, "pattern": rf"0{digit}\d+", "target": target})
        hidden = {"kind": "gateway", "domain": "example.com", "gateway": "asserted", "strip": 4, "anonymous": True}
        public["routes"].append({"name": "hidden", "pattern": r"\*31#\d+", "target": hidden})
        file: Path = tmp_path_factory.mktemp("leaving") / "leaving.yaml"
        file.write_text(yaml.safe_dump(demo), encoding="utf-8")
        stack.provision(file)
        switch.api("xml_flush_cache")
        switch.api("sofia profile external rescan")
        wait_until(lambda: "external::example.com-own" in switch.api("sofia status"), "the gateways are there")
        yield carrier


def seen(switch: Switch, carrier: Carrier, user: str, number: str) -> Message:
    """The INVITE that the telephone company gets when a user dials."""
    carrier.forget()
    with Telephone(switch.ports["sip"], user, "mypassword") as telephone:
        assert telephone.call(number) == 200
        return carrier.await_request("INVITE")


@pytest.mark.parametrize(
    ("dialled", "header", "told"),
    [
        (("1000", "00123"), "remote-party-id", '"Example" <sip:496131123456789@'),
        (("1001", "00123"), "remote-party-id", '"Grace Hopper" <sip:4961311001@'),
        (("1000", "01123"), "p-asserted-identity", '"Example" <sip:496131123456789@'),
        (("1001", "03123"), "remote-party-id", '"Łódź" <sip:4940555@'),
        (("1000", "02123"), "from", '"Example" <sip:'),
    ],
)
def test_the_company_is_told_the_gateways_number_else_the_users_else_the_domains(
    switch: Switch, carrier: Carrier, dialled: tuple[str, str], header: str, told: str
) -> None:
    invite = seen(switch, carrier, *dialled)

    assert invite.first.startswith("INVITE sip:123@")
    assert invite.headers[header].startswith(told)
    assert invite.headers["from"].startswith(told.partition(" <")[0])
    assert [name for name in IDENTITIES if name in invite.headers] == [name for name in IDENTITIES if name == header]
    assert f":{dialled[0]}@" not in str(invite.headers)


FORGED = {
    "X-Evil": "1",
    "P-Evil": "1",
    "K-Evil": "1",
    "P-Asserted-Identity": '"Police" <sip:110@example.com>',
    "P-Preferred-Identity": '"Police" <sip:110@example.com>',
    "Remote-Party-ID": '"Police" <sip:110@example.com>;screen=yes',
    "P-Charge-Info": "<sip:110@example.com>",
    "User-to-User": "6576696c;encoding=hex",
}


def test_no_header_of_the_callers_own_reaches_the_company_and_nobody_calls_as_the_police(
    switch: Switch, carrier: Carrier
) -> None:
    carrier.forget()
    headers = "".join(f"{name}: {value}\r\n" for name, value in FORGED.items())
    with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
        assert telephone.call("00123", headers=headers) == 200
        invite = carrier.await_request("INVITE")

    assert [name for name in FORGED if name.lower() in invite.headers] == ["Remote-Party-ID"]
    assert invite.headers["remote-party-id"].startswith('"Example" <sip:496131123456789@')
    assert "110" not in "".join(invite.headers[name] for name in ("from", "remote-party-id", "contact"))


@pytest.mark.parametrize(("user", "number"), [("1002", "01123"), ("1000", "*31#123")], ids=["the user", "the route"])
def test_an_anonymous_call_says_nothing_in_from_and_asks_for_privacy(
    switch: Switch, carrier: Carrier, user: str, number: str
) -> None:
    invite = seen(switch, carrier, user, number)

    assert invite.headers["from"].startswith('"Anonymous" <sip:anonymous@anonymous.invalid>')
    assert invite.headers["privacy"] == "id"
    assert invite.headers["p-asserted-identity"].startswith('"Example" <sip:496131123456789@')


def test_an_anonymous_call_by_the_other_header_is_marked_there(switch: Switch, carrier: Carrier) -> None:
    invite = seen(switch, carrier, "1002", "00123")

    assert invite.headers["from"].startswith('"Anonymous" <sip:anonymous@anonymous.invalid>')
    assert invite.headers["remote-party-id"].endswith("privacy=full")


@pytest.mark.parametrize(
    ("gateway", "told"), [("plain", '"Example" <sip:496131123456789@'), ("own", '"Łódź" <sip:4940555@')]
)
def test_a_call_that_the_api_makes_tells_the_same(
    switch: Switch, stack: Stack, carrier: Carrier, gateway: str, told: str
) -> None:
    carrier.forget()
    with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
        assert telephone.call("999") == 200
        wait_until(lambda: stack.ask("GET", "/v1/conferences/internal")[0] == 200, "the API knows the conference")
        status, answer = stack.ask(
            "POST", "/v1/conferences/internal/calls", {"gateway": gateway, "number": "+4961311"}, Prefer="wait=10"
        )
        invite = carrier.await_request("INVITE")

    assert (status, answer["state"]) == (200, "confirmed")
    assert invite.headers["remote-party-id"].startswith(told)
