"""Somebody tries 200 users that nobody has provisioned, while others want to register."""

import logging
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import pytest

from tests.live.switch import Switch
from tests.live.telephone import Telephone

logger = logging.getLogger(__name__)
FILTER = Path(__file__).parents[2] / "freeswitch/fail2ban/filter.d/freeswitch-functions.conf"
USERS = [f"scanned{number:03}" for number in range(200)]
# Of a machine that does nothing else a registration takes some 20 ms; this one may be busy.
LONGEST_SECONDS = 3.0


def registers(telephone: Telephone) -> tuple[int, float]:
    began = time.monotonic()
    return telephone.register(), time.monotonic() - began


def tries(switch: Switch, user: str) -> int:
    with Telephone(switch.ports["sip"], user, "guessed") as telephone:
        return telephone.register()


@pytest.mark.usefixtures("stack")
def test_a_scan_of_200_users_is_seen_whole_by_the_bans_and_slows_nobody(switch: Switch) -> None:
    before = len(switch.log())
    # One telephone: of a user FreeSWITCH takes ten registrations.
    with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone, ThreadPoolExecutor(4) as scanners:
        alone = [registers(telephone) for _ in range(10)]
        scan = [scanners.submit(tries, switch, user) for user in USERS]
        beside = []
        while not all(each.done() for each in scan):
            beside.append(registers(telephone))
    switch.api("sofia profile internal flush_inbound_reg 1000@example.com")

    assert {each.result() for each in scan} == {403}
    assert [status for status, _ in alone + beside if status != 200] == []
    told = [f"{median(seconds for _, seconds in some):.3f} s" for some in (alone, beside)]
    logger.info("registered alone and beside the scan in %s, %d times", told, len(beside))
    assert median(seconds for _, seconds in beside) < LONGEST_SECONDS, told
    assert failures(switch, before) == len(USERS)


def failures(switch: Switch, before: int) -> int:
    """How many lines of the log the filter would count against the scanner."""
    log = switch.folder / "scan.log"
    log.write_text(switch.log()[before:], encoding="utf-8")
    if not shutil.which("fail2ban-regex"):
        return log.read_text(encoding="utf-8").count("SIP auth failure (REGISTER) on sofia profile 'internal' for [sc")
    run = subprocess.run(
        ["fail2ban-regex", "--out", "ip", log, FILTER], capture_output=True, text=True, timeout=120, check=False
    )
    return run.stdout.split().count("127.0.0.1")
