"""No FreeSWITCH with the demo's users under an address that others reach."""

import subprocess
import sys

import pytest

from functions.shared.settings import LocalStackSettings, SettingError, child_environment
from infra.local.public_addresses import refuse_public_addresses
from tests.infra.local.running import ROOT


@pytest.mark.parametrize("address", ["", "127.0.0.1", "10.1.2.3", "172.31.0.9", "192.168.1.10", "fd00::1", "::1"])
def test_this_machine_and_its_networks_are_near(address: str) -> None:
    refuse_public_addresses(LocalStackSettings(listen_ip=address))
    refuse_public_addresses(LocalStackSettings(external_ip=address))


@pytest.mark.parametrize(
    "address", ["203.0.113.5", "8.8.8.8", "172.32.0.1", "100.64.0.1", "0.0.0.0", "2001:db8::1", "sip.example.com"]
)
def test_all_others_are_refused_by_name(address: str) -> None:
    with pytest.raises(SettingError, match=f"LISTEN_IP is {address}, and the demo's users have a password"):
        refuse_public_addresses(LocalStackSettings(listen_ip=address))
    with pytest.raises(SettingError, match=f"EXTERNAL_IP is {address}, "):
        refuse_public_addresses(LocalStackSettings(external_ip=address))


def test_the_local_stack_does_not_start_there() -> None:
    environ = child_environment({"EXTERNAL_IP": "203.0.113.5", "PORT": "0", "LOCAL_AWS_PORT": "0"})
    command = [sys.executable, "-m", "infra.local_stack"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("EXTERNAL_IP is 203.0.113.5, ")
    assert done.stdout == ""
