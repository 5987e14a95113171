"""A stranger's page in this machine's Chromium, and what it could read."""

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

# Resolves to this machine in this browser only: a name that was pointed at 127.0.0.1.
REBOUND = "rebound.example"
SECONDS = 60

# Tries everything at once and writes down what it could read.
PAGE = """<!doctype html><title>stranger</title><body><script>
const attempts = %s;
Promise.all(attempts.map(async ([address, options]) => {
  try {
    const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(10000) });
    return `${answer.type} ${answer.status} ${await answer.text()}`;
  } catch (error) {
    return `nothing: ${error.name}`;
  }
})).then((found) => { document.body.textContent = "READ" + JSON.stringify(found) + "END"; });
</script>"""

Attempt = tuple[str, dict[str, object]]


def chromium() -> str:
    """Debian's, or a plain line that says that it is missing."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    if not Path(path).exists() or not path:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is not installed, and CI must try what strangers' pages can read")
        pytest.skip("chromium is not installed (apt install chromium)")
    return path


def shown(program: str, address: str, profile: Path) -> str:
    """What a page shows when its scripts have run."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    done = subprocess.run(
        [
            program,
            *flags,
            f"--user-data-dir={profile}",
            f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1",
            "--virtual-time-budget=15000",
            "--dump-dom",
            address,
        ],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return unescape(done.stdout)


@contextmanager
def stranger(attempts: Sequence[Attempt]) -> Iterator[str]:
    """Serve the stranger's page, on a port of its own."""
    page = (PAGE % json.dumps(attempts)).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def read_by_a_stranger(program: str, attempts: Sequence[Attempt], profile: Path) -> list[str]:
    """What each attempt of the page came to."""
    with stranger(attempts) as address:
        text = shown(program, address, profile)
    found = re.search(r"READ(\[.*\])END", text, re.DOTALL)
    assert found, f"the stranger's page did not run: {text[:500]}"
    read: list[str] = json.loads(found[1])
    return read
