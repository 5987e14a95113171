"""A trunk that is provisioned is served to a real switch, which registers there with the password of the node."""

import re
import socket
from hashlib import md5
from pathlib import Path

import yaml

from tests.live.processes import ROOT, wait_until
from tests.live.sip_message import parse
from tests.live.stack import Stack
from tests.live.switch import TRUNK_PASSWORD, Switch

CHALLENGE = 'WWW-Authenticate: Digest realm="carrier.example", nonce="n1", algorithm=MD5, qop="auth"\r\n'


class Carrier:
    """A registrar that challenges once and remembers the answer."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(1)
        self.port: int = self.socket.getsockname()[1]

    def proof(self) -> str:
        """Answer requests until one carries a proof, and give it."""
        for _ in range(30):
            try:
                request = parse(*self.socket.recvfrom(65535))
            except TimeoutError:
                continue
            proof = request.headers.get("authorization", "")
            kept = "".join(
                f"{name}: {request.headers[name.lower()]}\r\n" for name in ("Via", "From", "To", "Call-ID", "CSeq")
            )
            status, extra = ("200 OK", "Expires: 60\r\n") if proof else ("401 Unauthorized", CHALLENGE)
            if contact := request.headers.get("contact") if proof else None:
                extra += f"Contact: {contact}\r\n"
            answer = f"SIP/2.0 {status}\r\n{kept}{extra}Content-Length: 0\r\n\r\n"
            self.socket.sendto(answer.encode(), request.source)
            if proof:
                return proof
        raise TimeoutError("the switch never registered")


def digest(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def test_a_provisioned_gateway_registers_with_the_nodes_own_password(
    switch: Switch, stack: Stack, tmp_path: Path
) -> None:
    carrier = Carrier()
    demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    demo["domains"][0]["gateways"] = [
        {
            "name": "carrier",
            "proxy": f"127.0.0.1:{carrier.port}",
            "realm": "carrier.example",
            "username": "4961311234567",
            "secret": "trunk_password",
            "register": True,
        }
    ]
    file = tmp_path / "with-a-gateway.yaml"
    file.write_text(yaml.safe_dump(demo), encoding="utf-8")
    stack.provision(file)

    switch.api("sofia profile external rescan")
    proof = carrier.proof()
    carrier.socket.close()

    told = dict(re.findall(r'(\w+)="?([^",]*)"?', proof))
    secret = digest(f"4961311234567:carrier.example:{TRUNK_PASSWORD}")
    request = digest(f"REGISTER:{told['uri']}")
    assert told["response"] == digest(f"{secret}:n1:{told['nc']}:{told['cnonce']}:auth:{request}")
    wait_until(lambda: "\tREGED" in switch.api("sofia status gateway example.com-carrier"), "the gateway is registered")
    assert TRUNK_PASSWORD not in switch.log()
