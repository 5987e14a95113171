"""Nobody is banned while users cannot be looked up, and no caller's text makes it look so."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
COMMAND = ROOT / "freeswitch/fail2ban/looking-in-vain.sh"
FAILED = (
    "2026-11-28 22:54:18.998056 36.70% [ERR] mod_xml_curl.c:314 Received HTTP error 0 trying to fetch http://127.0.0.1/"
)
REFUSED = (
    "2026-11-28 22:54:19.998056 36.70% [WARNING] sofia_reg.c:1787 SIP auth failure (REGISTER) on sofia profile "
    "'internal' for [{}@example.com] from ip 192.0.2.1"
)


def is_in_vain(log: Path, *lines: str) -> bool:
    log.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return subprocess.run([COMMAND, log], timeout=10, check=False).returncode == 0


def test_a_failure_after_a_look_up_that_failed_is_ignored(tmp_path: Path) -> None:
    assert is_in_vain(tmp_path / "log", FAILED, "data: [user=1000]", REFUSED.format("1000"))


@pytest.mark.parametrize(
    "user", ["1000", FAILED, FAILED.partition("% ")[2], "\n " + FAILED], ids=["plain", "whole", "end", "folded"]
)
def test_a_wrong_password_is_not(tmp_path: Path, user: str) -> None:
    assert not is_in_vain(tmp_path / "log", REFUSED.format(user))


def test_an_old_outage_is_over(tmp_path: Path) -> None:
    assert not is_in_vain(tmp_path / "log", FAILED, *[REFUSED.format("1000")] * 300)


def test_without_a_log_somebody_is_banned(tmp_path: Path) -> None:
    done = subprocess.run([COMMAND, tmp_path / "none"], capture_output=True, timeout=10, check=False)

    assert done.returncode != 0
