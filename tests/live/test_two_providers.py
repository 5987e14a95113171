"""Trunks as two kinds of carriers want them, against small ones that check what they get."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.edge.certificates import Authority
from tests.live.carrier import Carrier, Contract
from tests.live.processes import ROOT, wait_until
from tests.live.sip_message import Message
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.stream_carrier import StreamCarrier
from tests.live.switch import TRUNK_PASSWORD, Switch
from tests.live.telephone import Telephone


def provision(switch: Switch, stack: Stack, folder: Path, gateways: list[dict[str, object]]) -> None:
    """The demo with these gateways; 00 leaves through the first, 01 through the second."""
    demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    domain, public = demo["domains"][0], demo["contexts"][0]
    domain["gateways"] = gateways
    public["may_call_out"] = True
    for digit, gateway in enumerate(gateways):
        target = {"kind": "gateway", "domain": "example.com", "gateway": gateway["name"], "strip": 2, "prefix": "+49"}
        public["routes"].append({"name": gateway["name"], "pattern": rf"0{digit}\d+", "target": target})
    file = folder / "trunks.yaml"
    file.write_text(yaml.safe_dump(demo), encoding="utf-8")
    stack.provision(file)
    profiles = {str(gateway.get("profile", "external")) for gateway in gateways}
    for profile in profiles:
        for gateway in gateways:
            switch.api(f"sofia profile {profile} killgw example.com-{gateway['name']}")
        wait_until(
            lambda: not any(f"{g['name']}\t" in switch.api("sofia status") for g in gateways), "old ones are gone"
        )
        switch.api(f"sofia profile {profile} rescan")


def state(switch: Switch, gateway: str) -> dict[str, str]:
    told = switch.api(f"sofia status gateway example.com-{gateway}")
    return dict(re.findall(r"(?m)^(\w+) *\t(.*)$", told))


def shown(stack: Stack, gateway: str) -> tuple[object, object] | None:
    """Whether the API says that a gateway is up, and registered, on this node."""
    items: Any = stack.ask("GET", "/v1/gateways")[1]["items"]
    nodes = [node for item in items if item["name"] == gateway for node in item["nodes"]]
    return (nodes[0]["up"], nodes[0]["registration"]) if nodes else None


# A carrier of the registering kind, behind a proxy of its own: who proves is not who registers, From names its domain,
# the number goes into P-Asserted-Identity, and it wants to hear of us every ten minutes.
REGISTERING = {
    "realm": "tel.example",
    "username": "4961311000",
    "auth_username": "me@mail.example",
    "from_domain": "tel.example",
    "secret": "trunk_password",
    "register": True,
    "expires": 600,
    "identity": "p_asserted_identity",
    "ping": 5,
}


def registering_kind(request: Message) -> str:
    """What such a carrier refuses, beside a wrong proof."""
    if "<sip:4961311000@tel.example" not in request.headers["from"]:
        return f"From is {request.headers['from']}"
    if request.method == "REGISTER":
        asked = request.headers.get("expires", "") or request.headers["contact"].partition("expires=")[2]
        return "" if asked == "600" else f"expires is {asked}"
    told = request.headers.get("p-asserted-identity", "")
    return "" if "<sip:496131123456789@" in told else f"P-Asserted-Identity is {told!r}"


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_carrier_that_one_registers_at_through_its_proxy(
    switch: Switch, stack: Stack, tmp_path: Path, transport: str
) -> None:
    contract = Contract(
        realm="tel.example", user="me@mail.example", password=TRUNK_PASSWORD, objects_to=registering_kind
    )
    with (Carrier if transport == "udp" else StreamCarrier)(contract) as carrier:
        proxy = {"proxy": "tel.example", "outbound_proxy": f"{carrier.proxy};transport={transport}"}
        provision(
            switch, stack, tmp_path, [{"name": f"reg_{transport}", "transport": transport, **proxy, **REGISTERING}]
        )

        carrier.await_request("REGISTER")
        wait_until(lambda: state(switch, f"reg_{transport}").get("State") == "REGED", "it is registered")
        carrier.await_request("OPTIONS", proved=False)
        wait_until(lambda: state(switch, f"reg_{transport}").get("Status", "").startswith("UP"), "the ping says up")
        wait_until(lambda: shown(stack, f"reg_{transport}") == (True, "registered"), "the API shows it")
        with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
            assert telephone.call("0061312345") == 200, carrier.refused
        assert carrier.await_request("INVITE").first.startswith("INVITE sip:+4961312345@tel.example")
        assert carrier.refused == []
    switch.api(f"sofia profile external killgw example.com-reg_{transport}")


@pytest.fixture
def believing(tmp_path: Path, stack: Stack) -> Iterator[tuple[Switch, Authority]]:
    """A node that believes an authority of this test."""
    authority = Authority(tmp_path)
    switch = Switch(os.environ["FREESWITCH"], tmp_path, stack.url, LOOKUP_PASSWORD, TRUNK_CA_FILE=str(authority.file))
    switch.start()
    yield switch, authority
    switch.stop()


def peering_kind(request: Message) -> str:
    """A carrier that knows us by our address: the number in From, keys for the sound, nothing in the clear."""
    if "RTP/SAVP" not in request.body or "a=crypto:" not in request.body:
        return "the sound would be in the clear"
    if '"Example" <sip:496131123456789@' not in request.headers["from"]:
        return f"From is {request.headers['from']}"
    return "" if "/TLS" in request.headers["via"] else f"Via is {request.headers['via']}"


def test_a_carrier_that_one_peers_with_over_tls_and_srtp(
    believing: tuple[Switch, Authority], stack: Stack, tmp_path: Path
) -> None:
    switch, authority = believing
    with StreamCarrier(Contract(objects_to=peering_kind), authority.server_context("127.0.0.1")) as carrier:
        peer = {"name": "peer", "proxy": f"{carrier.proxy};transport=tls", "identity": "none", "srtp": "mandatory"}
        provision(switch, stack, tmp_path, [{**peer, "caller_id_in_from": True, "ping": 5}])

        carrier.await_request("OPTIONS")
        with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
            assert telephone.call("0061312345") == 200, carrier.refused + carrier.failed_handshakes
            assert carrier.refused == []
            # The table of channels is written a little later than the call is answered.
            secured = ",srtp:sdes:AES_CM_128_HMAC_SHA1_80,"
            wait_until(lambda: secured in switch.api("show channels"), "the sound has keys")
        carrier.answers["+49486"] = 486
        with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
            assert telephone.call("00486") == 486


@pytest.mark.parametrize("hosts", [("elsewhere.example",), None], ids=["for another host", "of another authority"])
def test_a_carrier_whose_certificate_is_not_good_is_told_nothing(
    believing: tuple[Switch, Authority], stack: Stack, tmp_path: Path, hosts: tuple[str, ...] | None
) -> None:
    switch, authority = believing
    (tmp_path / "other").mkdir()
    other = Authority(tmp_path / "other", "an authority that nobody knows")
    context = authority.server_context(*hosts) if hosts else other.server_context("127.0.0.1")
    with StreamCarrier(context=context) as carrier:
        provision(switch, stack, tmp_path, [{"name": "false", "proxy": f"{carrier.proxy};transport=tls", "ping": 5}])

        # FreeSWITCH tries for half a minute before a ping has failed.
        wait_until(lambda: state(switch, "false").get("Status", "").startswith("DOWN"), "it is down", within=90)
        assert carrier.connections
        assert carrier.requests == []


def test_a_gateway_that_does_not_answer_its_pings_is_down_and_takes_no_call(
    switch: Switch, stack: Stack, tmp_path: Path
) -> None:
    with Carrier() as carrier:
        provision(switch, stack, tmp_path, [{"name": "pinged", "proxy": carrier.proxy, "ping": 5}])
        carrier.await_request("OPTIONS")
    wait_until(lambda: state(switch, "pinged").get("Status", "").startswith("DOWN"), "the gateway is down", within=90)
    wait_until(lambda: shown(stack, "pinged") == (False, "none"), "the API shows it")

    with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
        assert telephone.call("0061312345") >= 480


def test_a_trunk_over_ipv6(tmp_path: Path, stack: Stack) -> None:
    networks = "127.0.0.0/8,::1/128"
    switch = Switch(
        os.environ["FREESWITCH"], tmp_path, stack.url, LOOKUP_PASSWORD, TRUNK_LISTEN_IP6="::1", TRUNK_NETWORKS=networks
    )
    switch.start()
    try:
        with Carrier(host="::1") as carrier:
            provision(switch, stack, tmp_path, [{"name": "six", "proxy": carrier.proxy, "profile": "external6"}])
            wait_until(lambda: "external6::example.com-six" in switch.api("sofia status"), "the gateway is there")

            with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
                assert telephone.call("0061312345") == 200, carrier.requests

            assert carrier.await_request("INVITE").first.startswith(f"INVITE sip:+4961312345@{carrier.proxy}")
            assert switch.api("acl ::1 trunk") == "true"
    finally:
        switch.stop()
