"""The whole stack with a relay whose machine's clock is wrong: the tables tell it the time over HTTP."""

import json
import os
import signal
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.infra.local.running import RunningStack, descendants, eventually, running_stack

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

SHIFTED, RUNNER = "tests.infra.local.shifted_stack", b"tests.freeswitch.relay.runner"


def ask(stack: RunningStack, method: str, path: str, body: object = None) -> tuple[int, Any]:
    """Ask the API, and wait for the end of a command."""
    request = urllib.request.Request(
        stack.told(r"functions +(http://127\.0\.0\.1:\d+)") + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": "Bearer " + stack.told(r"API token +(\S+)"),
            "Content-Type": "application/json",
            "Prefer": "wait=10",
        },
        method=method,
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)


def relay_of(stack: RunningStack) -> int:
    (found,) = (
        pid
        for pid in descendants(stack.process.pid)
        if RUNNER in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") and not is_wrapper(pid)
    )
    return found


def is_wrapper(pid: int) -> bool:
    return b"with_parent.py" in Path(f"/proc/{pid}/cmdline").read_bytes()


def relay_log(stack: RunningStack) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(stack.told(r"relay's log +(\S+)")).read_text().splitlines()]


def said_that_its_clock_is_off(stack: RunningStack) -> float | None:
    found = [line["seconds_ahead"] for line in relay_log(stack) if "clock is off" in line["message"]]
    return float(found[0]) if found else None


@pytest.mark.parametrize("seconds", [-20.0, 40.0])
def test_commands_are_carried_out_while_the_relay_s_machine_is_set_wrong(seconds: float) -> None:
    with running_stack(SHIFTED, "--later", str(seconds)) as stack:
        stack.wait_until_announced()
        assert eventually(lambda: ask(stack, "GET", "/v1/conferences/internal")[0] == 200, 30)
        os.kill(relay_of(stack), signal.SIGUSR1)
        assert eventually(lambda: said_that_its_clock_is_off(stack) is not None, 15)
        # Longer than a lease that is written by the wrong clock would last.
        until = time.monotonic() + 6
        answers: list[tuple[int, Any]] = []
        while time.monotonic() < until:
            answers.append(ask(stack, "PATCH", "/v1/conferences/internal", {"locked": len(answers) % 2 == 0}))

    assert said_of(answers) == {(200, "confirmed", None)}


def said_of(answers: list[tuple[int, Any]]) -> set[tuple[int, str | None, str | None]]:
    return {(status, body.get("state"), body.get("reason") or body.get("code")) for status, body in answers}
