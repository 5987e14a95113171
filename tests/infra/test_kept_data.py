"""`make run DATA=folder`: what one run made is there in the next, also after it was killed."""

import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.infra.local.running import ROOT, RunningStack, newcomers_environment, running_stack

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

URL, TOKEN = r"functions +(http://127\.0\.0\.1:\d+)", r"API token +(\S+)"


def ask(stack: RunningStack, method: str, path: str, body: object = None, token: str = "") -> Any:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(stack.told(URL) + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or b"null")


def test_links_tokens_and_changes_of_one_run_are_good_in_the_next_ones(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with running_stack(DATA=str(folder)) as stack:
        stack.wait_until_announced()
        assert f"the data are kept in {folder}" in stack.text
        token = stack.told(TOKEN)
        link = ask(stack, "POST", "/v1/rooms/internal/entries", {"name": "Grace", "uses": 5}, token)
        # What the demo's file brought and somebody has changed since.
        ask(stack, "DELETE", "/v1/users/1002", token=token)
        assert stack.stop(signal.SIGTERM) == 0
        assert f"stopped; the data are kept in {folder}" in stack.text

    with running_stack(DATA=str(folder)) as stack:
        stack.wait_until_announced()
        refused = subprocess.run(
            [sys.executable, "-m", "infra.local_stack"],
            cwd=ROOT,
            env=newcomers_environment(DATA=str(folder)),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        users = {one["id"] for one in ask(stack, "GET", "/v1/users", token=token)["items"]}
        redeemed = ask(stack, "POST", "/v1/entries/redeem", {"code": link["code"], "browser": "b" * 22})
        # Whoever sees the end of this second in the file has all that was before it.
        stack.stop(signal.SIGKILL)

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"DATA={folder} is in use by another local stack (process ")
    assert len(refused.stderr.splitlines()) == 1
    assert users == {"1000", "1001"}
    assert redeemed["name"] == "Grace"

    with running_stack(DATA=str(folder)) as stack:
        stack.wait_until_announced()
        again = ask(stack, "POST", "/v1/entries/redeem", {"code": link["code"], "browser": "c" * 22})

    assert (again["name"], again["conference"]) == (redeemed["name"], redeemed["conference"])
