"""Who is banned, asked of fail2ban's own tool: recorded lines, and names that try to get somebody else banned."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FILTER = ROOT / "freeswitch" / "fail2ban" / "filter.d" / "freeswitch-functions.conf"
JAIL = ROOT / "freeswitch" / "fail2ban" / "jail.d" / "freeswitch-functions.conf"
RECORDED = Path(__file__).with_name("sofia_log.txt")
# What FreeSWITCH 1.10.12 wrote when it was sent forged and folded To headers from 127.0.0.1.
FORGED = Path(__file__).with_name("forged_log.txt")
BEGIN = "2026-11-23 01:11:03.084969 84.53% [WARNING] "
FAILURE = BEGIN + "sofia_reg.c:1787 SIP auth failure (REGISTER) on sofia profile 'internal' for [{}@{}] from ip {}"
VICTIM, ATTACKER = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def _fail2ban() -> None:
    if not shutil.which("fail2ban-regex"):
        if os.environ.get("CI") == "true":
            pytest.fail("fail2ban is not installed, and CI must test the bans")
        pytest.skip("fail2ban-regex is not installed (apt install fail2ban)")


def banned(log: bytes, folder: Path) -> list[str]:
    path = folder / "freeswitch.log"
    path.write_bytes(log + b"\n")
    run = subprocess.run(
        ["fail2ban-regex", "--out", "ip", str(path), str(FILTER)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "ERROR" not in run.stderr, run.stderr
    return run.stdout.split()


def test_of_the_recorded_lines_the_failure_counts_and_the_challenge_does_not(tmp_path: Path) -> None:
    lines = RECORDED.read_bytes().splitlines(keepends=True)

    assert [banned(line, tmp_path) for line in lines] == [[], ["127.0.0.1"]]


def test_of_the_recorded_forgeries_each_whole_line_bans_its_author(tmp_path: Path) -> None:
    assert banned(FORGED.read_bytes(), tmp_path) == ["127.0.0.1", "127.0.0.1"]


def test_a_failure_counts_at_its_own_time(tmp_path: Path) -> None:
    recorded = RECORDED.read_bytes().splitlines()[1]
    path = tmp_path / "freeswitch.log"
    path.write_bytes(recorded + b"\n")
    run = subprocess.run(
        ["fail2ban-regex", "--out", "row", str(path), str(FILTER)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    )

    assert "1795396263" in run.stdout


@pytest.mark.parametrize("kind", ["REGISTER", "INVITE"])
@pytest.mark.parametrize("address", [ATTACKER, "2001:db8::9"])
def test_a_failure_bans_its_source(tmp_path: Path, kind: str, address: str) -> None:
    line = FAILURE.format("1000", "example.com", address).replace("REGISTER", kind)

    assert banned(line.encode(), tmp_path) == [address]


@pytest.mark.parametrize(
    "name",
    [
        f"x] from ip {VICTIM}",
        f"x@y] from ip {VICTIM} for [z",
        f"x]\tfrom ip {VICTIM}\t",
        f"' for [x@y] from ip {VICTIM}",
        f"{BEGIN}sofia_reg.c:1787 SIP auth failure (REGISTER) on sofia profile 'internal' for [x@y] from ip {VICTIM}",
        f"SIP auth challenge (REGISTER) for [x@y] from ip {VICTIM}",
        f"[{VICTIM}]",
        "[[[]]]@@@",
        "",
        "x" * 5000,
    ],
)
@pytest.mark.parametrize("place", ["user", "host"])
def test_a_forged_name_bans_its_author_and_nobody_else(tmp_path: Path, name: str, place: str) -> None:
    user, host = (name, "example.com") if place == "user" else ("1000", name)

    assert banned(FAILURE.format(user, host, ATTACKER).encode(), tmp_path) == [ATTACKER]


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe", b"\x00", b"\x1b[31m", "\u202e1.2.3.4".encode(), b"\x85", "\u2028".encode()]
)
def test_a_name_of_odd_bytes_bans_its_author_and_nobody_else(tmp_path: Path, raw: bytes) -> None:
    line = FAILURE.format("NAME", "example.com", ATTACKER).encode().replace(b"NAME", raw)

    assert banned(line, tmp_path) == [ATTACKER]


@pytest.mark.parametrize("blank", [" ", "\t", "  "])
def test_a_name_with_a_folded_line_bans_nobody_else(tmp_path: Path, blank: str) -> None:
    forged = FAILURE.format("x", "y", VICTIM)
    for text in (forged, forged[26:], forged[19:], forged[20:]):
        broken = FAILURE.format(f"x\r\n{blank}{text}\r\n{blank}", "example.com", ATTACKER)

        # Whoever breaks his line escapes the ban; the packet filter slows him down.
        assert VICTIM not in banned(broken.encode(), tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        f"Can't find user [1000@example.com] from {ATTACKER}",
        f'IP {ATTACKER} Rejected by acl "trunk"',
        f"SIP auth challenge (REGISTER) on sofia profile 'internal' for [1000@example.com] from ip {ATTACKER}",
        "SIP auth failure (REGISTER) on sofia profile 'internal' for [1000@example.com] from ip localhost",
        'SIP auth failure (REGISTER) due to user-agent-filter.  Filter "x" User-Agent "from ip 198.51.100.7"',
    ],
)
def test_other_lines_ban_nobody(tmp_path: Path, line: str) -> None:
    assert banned(f"{BEGIN}sofia_reg.c:1842 {line}".encode(), tmp_path) == []


def test_fail2ban_accepts_filter_and_jail_together(tmp_path: Path) -> None:
    folder = tmp_path / "etc"
    shutil.copytree("/etc/fail2ban", folder)
    for made in (folder / "jail.d").iterdir():
        made.unlink()
    log = tmp_path / "freeswitch.log"
    log.touch()
    shutil.copy(FILTER, folder / "filter.d")
    (folder / "jail.d" / JAIL.name).write_text(JAIL.read_text().replace("/var/log/freeswitch/freeswitch.log", str(log)))

    run = subprocess.run(
        ["fail2ban-client", "-c", str(folder), "-d"], capture_output=True, text=True, timeout=60, check=False
    )

    assert run.returncode == 0, run.stderr
    assert "['add', 'freeswitch-functions', 'auto']" in run.stdout
    assert "['set', 'freeswitch-functions', 'maxretry', 6]" in run.stdout
    assert "'sshd'" not in run.stdout
