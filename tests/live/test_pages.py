"""The pages' own live tests (`npm run test:live`), against this node."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.live import browser
from tests.live.processes import ROOT
from tests.live.stack import Stack
from tests.live.switch import Switch

VITEST = ROOT / "web/node_modules/.bin/vitest"


@pytest.mark.parametrize("page", ["call_page", "console_page"])
def test_the_pages_work_on_a_real_switch(switch: Switch, stack: Stack, pictures: Path, page: str) -> None:
    if reason := browser.missing():
        pytest.skip(reason)
    environ = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "CHROMIUM"}} | {
        "SYSTEM_URL": stack.url,
        "API_TOKEN": stack.token,
        "CALL_ADDRESS": switch.websocket,
        "SCREENSHOTS": str(pictures),
    }

    run = subprocess.run(
        [VITEST, "run", "--config", "vitest.live.config.ts", f"tests/live/{page}.test.ts"],
        cwd=ROOT / "web",
        env=environ,
        capture_output=True,
        text=True,
        timeout=420,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert " passed" in run.stdout
    assert "skipped" not in run.stdout
