"""The whole system as `make run` starts it, on free ports, for tests that talk to it over HTTP."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue

ROOT = Path(__file__).parents[1]
START_SECONDS, STOP_SECONDS = 60.0, 20.0
SET_FOR_TESTS = ("XML_CURL_USER", "XML_CURL_PASSWORD", "PIN_HASH_KEY", "API_TOKEN_SECRET", "TABLE_PREFIX")
LAST_LINE = "export API_TOKEN_SECRET="


@dataclass(frozen=True)
class RunningStack:
    """Where it is and how to get in, read from what it printed."""

    url: str
    password: str
    token: str
    environment: Mapping[str, str]
    announcement: str
    process: "subprocess.Popen[str]"


@contextmanager
def running_stack(**environ: str) -> Iterator[RunningStack]:
    """Start `infra.local_stack`, wait for its announcement, and stop it with TERM."""
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.local_stack"],
        env={**_as_in_a_terminal(), "PORT": "0", "LOCAL_AWS_PORT": "0", **environ},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: Queue[str] = Queue()
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    try:
        yield _announced(process, lines)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)
        reader.join(STOP_SECONDS)
        assert process.stdout is not None
        process.stdout.close()


def _as_in_a_terminal() -> dict[str, str]:
    """The environment without what conftest.py sets for tests in this process."""
    return {name: value for name, value in os.environ.items() if name not in SET_FOR_TESTS}


def _read(process: "subprocess.Popen[str]", lines: Queue[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)


def _announced(process: "subprocess.Popen[str]", lines: Queue[str]) -> RunningStack:
    said = ""
    while LAST_LINE not in said:
        try:
            said += lines.get(timeout=START_SECONDS)
        except Empty:
            raise TimeoutError(f"the local stack did not start (status {process.poll()}):\n{said}") from None
    return RunningStack(
        url=_found(r"functions +(http://\S+)", said),
        password=_found(r"FreeSWITCH sends +freeswitch / (\S+)", said),
        token=_found(r"API token +(\S+)", said),
        environment=dict(re.findall(r"export (\w+)=(\S+)", said)),
        announcement=said,
        process=process,
    )


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, f"{pattern} is not in:\n{text}"
    return match[1]
