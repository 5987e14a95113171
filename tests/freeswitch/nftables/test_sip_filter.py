"""The packet filter: accepted by nft, and what it lets through between two network namespaces."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.freeswitch.nftables.two_hosts import Hosts, Missing, two_hosts

RULES = Path(__file__).parents[3] / "freeswitch" / "nftables" / "sip.nft"
CALLER, NEIGHBOUR, TRUNK = "10.9.0.2", "10.9.0.3", "10.9.0.4"


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[Hosts]:
    rules = tmp_path / "sip.nft"
    rules.write_text(RULES.read_text().replace("192.0.2.0/32", TRUNK))
    try:
        with two_hosts() as both:
            both.connect(CALLER, NEIGHBOUR, TRUNK)
            # Twice: loading it again must replace it.
            both.on_switch("nft", "-f", str(rules))
            both.on_switch("nft", "-f", str(rules))
            with both.serving():
                yield both
    except Missing as problem:
        pytest.skip(f"packet filter not tried with packets: {problem}")


def test_nft_accepts_the_rules() -> None:
    if not shutil.which("nft", path=os.environ["PATH"] + ":/usr/sbin"):
        if os.environ.get("CI") == "true":
            pytest.fail("nft is not installed, and CI must check the rules")
        pytest.skip("nft is not installed (apt install nftables)")
    run = subprocess.run(
        ["nft", "-c", "-f", RULES],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        env={"PATH": os.environ["PATH"] + ":/usr/sbin"},
    )
    if "Operation not permitted" in run.stderr:
        pytest.skip("nft may not ask this kernel (needs CAP_NET_ADMIN)")

    assert (run.returncode, run.stderr) == (0, "")


def test_a_flood_of_sip_is_cut_and_a_neighbour_does_not_notice(hosts: Hosts) -> None:
    flood = hosts.answered("udp", CALLER, 5060, 1000)
    neighbour = hosts.answered("udp", NEIGHBOUR, 5060, 50)

    assert 100 <= flood <= 200
    assert neighbour == 50


def test_the_trunk_is_neither_limited_nor_shared(hosts: Hosts) -> None:
    trunk = hosts.answered("udp", TRUNK, 5080, 500)
    stranger = hosts.answered("udp", CALLER, 5080, 5)

    assert trunk == 500
    assert stranger == 0


def test_connections_of_one_source_are_limited(hosts: Hosts) -> None:
    opened = hosts.answered("tcp", CALLER, 7443, 100)
    neighbour = hosts.answered("tcp", NEIGHBOUR, 7443, 5)

    assert 30 <= opened <= 40
    assert neighbour == 5


def test_the_event_socket_is_closed_to_everybody_outside_even_to_the_trunk(hosts: Hosts) -> None:
    assert hosts.answered("tcp", CALLER, 8021, 2) == 0
    assert hosts.answered("tcp", TRUNK, 8021, 2) == 0
