"""One minute of the soak: the whole stack under the faults of one seed, and every claim holds."""

import subprocess
import sys

import pytest

from tests.infra.local.running import ROOT, newcomers_environment
from tests.soak.promises import BUSY_MACHINE
from tests.soak.schedule import schedule

# Of the first 3,000 seeds the one whose minute has most kinds, kill -9 of the relay among them.
MINUTES, SEED = 1, 2337
# A start of some seconds, a minute, and the time in which everything ends.
LONGEST_SECONDS = 240

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def test_the_minute_has_faults_of_every_part() -> None:
    kinds = {fault.kind for blow in schedule(SEED, MINUTES * 60) for fault in blow.faults}

    for part in ("relay", "functions", "switch", "tables", "queue"):
        assert any(part in kind for kind in kinds), part
    assert kinds & {"cut events", "cut commands"}


def test_every_claim_holds_for_a_minute() -> None:
    arguments = ("--minutes", str(MINUTES), "--seed", str(SEED), "--patience", str(BUSY_MACHINE), "--list")
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak", *arguments],
        cwd=ROOT,
        env=newcomers_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "every claim held" in done.stdout
