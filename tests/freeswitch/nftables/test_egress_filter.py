"""Where FreeSWITCH's user may connect to: loaded in a network namespace and tried with connections, IPv4 and IPv6."""

import ipaddress
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from functions.shared.reach.public_addresses import PRIVATE_V4, PRIVATE_V6

RULES = Path(__file__).parents[3] / "freeswitch" / "nftables" / "egress.nft"
SWITCH_USER, RELAY_USER = 10001, 10002
SECONDS = 30

# All of these are this namespace's own addresses: nothing leaves it.
PUBLIC = ["93.184.215.14", "2606:2800:21f::e", "64:ff9b::5db8:d70e"]
PRIVATE = [
    "127.0.0.1", "10.1.2.3", "100.64.0.1", "168.63.129.16", "169.254.169.254", "172.16.0.9", "192.88.99.1",
    "198.18.0.1", "::1", "fd00:ec2::254", "fec0::1", "3fff::1", "2001:db8::1", "2002:a9fe:a9fe::1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe", "::ffff:10.1.2.3",
]  # fmt: skip
PORTS = [1935, 443, 80, 6379, 3000, 8021, 22]

# Serves every port on every address, then connects as one user and says what came of each.
TRY = """
import errno, json, os, socket, sys, threading
user, targets, ports = int(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])
for port in ports:
    listening = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=256)
    def take(listening=listening):
        while True:
            listening.accept()[0].close()
    threading.Thread(target=take, daemon=True).start()
os.setgroups([]); os.setgid(user); os.setuid(user)
found = {}
for target in targets:
    for port in ports:
        family = socket.AF_INET6 if ":" in target else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as caller:
            caller.settimeout(5)
            try:
                caller.connect((target, port))
                found[f"{target} {port}"] = "reached"
            except ConnectionRefusedError:
                found[f"{target} {port}"] = "refused"
            except OSError as error:
                found[f"{target} {port}"] = f"{type(error).__name__} {error}"
print(json.dumps(found))
"""


class Alone:
    """A network namespace with nobody else in it, held by a sleeping process."""

    def __init__(self, process: int) -> None:
        self._process = process

    def run(self, *command: str) -> str:
        done = subprocess.run(
            ["nsenter", "-t", str(self._process), "-n", *command],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            env={"PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"},
        )
        if done.returncode:
            pytest.skip(
                f"egress rules not tried with connections: {' '.join(command[:4])}: {done.stderr.strip()[:200]}"
            )
        return done.stdout


@pytest.fixture(scope="module")
def alone() -> Iterator[Alone]:
    for program in ("unshare", "nsenter", "ip", "nft"):
        if not shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin"):
            pytest.skip(f"egress rules not tried with connections: {program} is not installed")
    if os.getuid() != 0:
        pytest.skip("egress rules not tried with connections: only root may make a network namespace here")
    own = Path("/proc/self/ns/net").readlink()
    with ExitStack() as stack:
        process = stack.enter_context(subprocess.Popen(["unshare", "-n", "sleep", "120"], stderr=subprocess.DEVNULL))
        stack.callback(process.terminate)
        while Path(f"/proc/{process.pid}/ns/net").readlink() == own:
            if process.poll() is not None:
                pytest.skip("egress rules not tried with connections: network namespaces cannot be made here")
        inside = Alone(process.pid)
        inside.run("ip", "link", "set", "lo", "up")
        for address in [*PUBLIC, *PRIVATE]:
            if address not in ("127.0.0.1", "::1") and not address.startswith("::ffff:"):
                version = "-6" if ":" in address else "-4"
                inside.run(
                    "ip", version, "address", "add", address, "dev", "lo", *(["nodad"] if ":" in address else [])
                )
        # Twice: loading it again must replace it.
        inside.run("nft", "-f", str(RULES))
        inside.run("nft", "-f", str(RULES))
        yield inside


def reached(alone: Alone, user: int, targets: Sequence[str]) -> set[str]:
    said = json.loads(alone.run(sys.executable, "-c", TRY, str(user), json.dumps(list(targets)), json.dumps(PORTS)))
    assert set(said.values()) <= {"reached", "refused"}, said
    assert len(said) == len(targets) * len(PORTS)
    return {where for where, outcome in said.items() if outcome == "reached"}


def test_freeswitch_reaches_public_hosts_at_the_ports_of_streams_and_no_other_service_of_theirs(alone: Alone) -> None:
    assert reached(alone, SWITCH_USER, PUBLIC) == {f"{host} {port}" for host in PUBLIC for port in (1935, 443, 80)}


def test_a_name_that_was_pointed_at_a_private_host_after_it_was_checked_leads_nowhere(alone: Alone) -> None:
    own = {"127.0.0.1 3000", "127.0.0.1 8021", "::1 3000", "::1 8021"}

    assert reached(alone, SWITCH_USER, PRIVATE) == own


def test_other_users_of_the_host_are_not_concerned(alone: Alone) -> None:
    hosts = [*PUBLIC, *PRIVATE]

    assert reached(alone, RELAY_USER, hosts) == {f"{host} {port}" for host in hosts for port in PORTS}


def test_the_rules_and_the_check_have_the_same_ranges() -> None:
    text = RULES.read_text()

    def ranges(name: str) -> list[str]:
        found = re.search(rf"set {name} \{{.*?elements = \{{(.*?)\}}", text, re.DOTALL)
        assert found
        return [part.strip() for part in found[1].split(",")]

    assert ranges("private4") == list(PRIVATE_V4)
    assert ranges("private6") == list(PRIVATE_V6)
    # As NAT64 carries them: the same 32 bits at the end of an IPv6 address.
    inner = [ipaddress.IPv6Network(part) for part in ranges("inner")]
    assert [(int(one.network_address), one.prefixlen - 96) for one in inner] == [
        (int(network.network_address), network.prefixlen) for network in map(ipaddress.IPv4Network, PRIVATE_V4)
    ]
