"""The receiver in docs/webhooks.md works as it stands there."""

import re
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.functions.webhooks.place import Place, joined, left

DOCUMENT = Path(__file__).parents[3] / "docs" / "webhooks.md"


def wait_for(port: int) -> None:
    """Wait until somebody listens; a process that never does fails the test."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the receiver did not start")


def test_the_receiver_of_the_page_takes_what_is_signed_and_nothing_else(here: Place, tmp_path: Path) -> None:
    (code,) = re.findall(r"<!-- a test runs this -->\n```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    program = tmp_path / "receiver.py"
    program.write_text(code)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    secret = here.hook("crm", f"http://127.0.0.1:{port}/")
    here.hook("stranger", f"http://127.0.0.1:{port}/")
    with subprocess.Popen(
        [sys.executable, program, secret, str(port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            wait_for(port)
            told = here.happen(joined(1), left(1))
            here.work()
        finally:
            process.terminate()
        assert process.stdout is not None
        lines = process.stdout.read().splitlines()

    assert len(code.splitlines()) <= 25
    assert lines == [f"{one.seq} {one.type} internal" for one in told]
    assert here.deliveries("stranger")[0]["attempts"][0]["status"] == 401
