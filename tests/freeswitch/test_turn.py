"""The TURN server of compose.turn.yaml, by a real coturn: whose credentials it takes, and to whom it relays."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from functions.rooms.entries.ice import ice_servers
from functions.shared.settings import EntrySettings
from tests.coturn import PEER, ROOT, environment, running_coturn
from tests.functions.rooms.entries.turn_client import permit

SECRET = "a-secret-that-coturn-has-long-enough"
# This machine, its networks, a cloud's metadata, others, and the same in the way of IPv6.
ELSEWHERE = ("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "203.0.113.6", "224.0.0.1")
ELSEWHERE_BY_6 = ("::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", f"::ffff:{PEER}", "fd00::1", "2001:db8::1")


@pytest.fixture(scope="module")
def coturn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with running_coturn(tmp_path_factory.mktemp("coturn"), SECRET) as port:
        yield port


def checked(folder: Path, **changed: str) -> tuple[int, str]:
    """What `turn.sh --check` ends with, and says."""
    environ = {**environment(folder, SECRET, 3478), **changed}
    command = [str(ROOT / "freeswitch/turn.sh"), "--check"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=20, check=False)
    return done.returncode, done.stderr


def test_whoever_has_a_link_is_relayed_to_a_node_and_to_nothing_else(coturn: int) -> None:
    now = time.time()
    settings = EntrySettings(turn_urls=("turn:turn.example.com",), turn_secrets=(SECRET,))
    (server,) = ice_servers(settings, "entry-1", now=now, until=now + 3600)

    answers = permit(coturn, server.username, server.credential, (PEER, *ELSEWHERE, *ELSEWHERE_BY_6))

    assert answers[PEER] == 0
    assert {answers[peer] for peer in ELSEWHERE} == {403}
    assert 0 not in {answers[peer] for peer in ELSEWHERE_BY_6}


def test_the_secret_is_in_a_file_of_its_own_user_and_on_no_command_line(tmp_path: Path) -> None:
    assert checked(tmp_path) == (0, "")

    written = tmp_path / "turnserver.conf"

    assert f"\nstatic-auth-secret={SECRET}\n" in written.read_text()
    assert written.stat().st_mode & 0o077 == 0
    assert (
        "secret" not in [line for line in (ROOT / "freeswitch/turn.sh").read_text().splitlines() if "exec" in line][-1]
    )


def test_while_the_secret_is_rotated_there_are_two(tmp_path: Path) -> None:
    (tmp_path / "two").write_text("new-secret-of-the-turn-server,old-secret-of-the-turn-server\n")

    assert checked(tmp_path, TURN_SECRET_FILE=str(tmp_path / "two")) == (0, "")

    lines = (tmp_path / "turnserver.conf").read_text().splitlines()
    assert [line for line in lines if "static-auth-secret" in line] == [
        "static-auth-secret=new-secret-of-the-turn-server",
        "static-auth-secret=old-secret-of-the-turn-server",
    ]


def test_a_certificate_opens_the_port_for_tls(tmp_path: Path) -> None:
    (tmp_path / "agent.pem").write_text("a certificate and its key")

    checked(tmp_path)
    without = (tmp_path / "turnserver.conf").read_text().splitlines()
    checked(tmp_path, TURN_CERTIFICATE_FILE=str(tmp_path / "agent.pem"))
    with_it = (tmp_path / "turnserver.conf").read_text().splitlines()

    assert "no-tls" in without
    assert "no-tls" not in with_it
    assert f"pkey={tmp_path / 'agent.pem'}" in with_it


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"TURN_PEERS": "127.0.0.1"}, "TURN_PEERS has 127.0.0.1"),
        ({"TURN_PEERS": f"{PEER},169.254.169.254"}, "TURN_PEERS has 169.254.169.254"),
        ({"TURN_PEERS": "0.0.0.0-255.255.255.255"}, "TURN_PEERS must be"),
        ({"TURN_PEERS": ""}, "set the environment variable TURN_PEERS"),
        ({"TURN_SECRET_FILE": "/dev/null"}, "is in /dev/null"),
        ({"TURN_REALM": "a\nallowed-peer-ip=127.0.0.1"}, "TURN_REALM must be"),
        ({"TURN_PORT": "3478\nallow-loopback-peers"}, "TURN_PORT must be"),
    ],
)
def test_what_would_open_more_than_a_nodes_media_is_refused(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    status, told = checked(tmp_path, **changed)

    assert status == 64
    assert said in told
    assert not (tmp_path / "turnserver.conf").exists()
